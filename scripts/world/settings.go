package world

import (
	"encoding/json"
	"fmt"
	"os"
)

// stage is the stage that the world deploys.
const stage = "local"

// Settings are those of the stage in cdk.json that Connect's side must agree with.
type Settings struct {
	ConnectInstances []string // ARNs
	ConnectSource    string   // of contact events
	SalesforceEvents string   // source of what the event relay brings
	IndexShards      int
}

// Instance is the ARN of the instance whose contacts are the stage's.
func (s Settings) Instance() string { return s.ConnectInstances[0] }

func (c checkout) settings() (Settings, error) {
	text, err := os.ReadFile(c.path("cdk.json"))
	if err != nil {
		return Settings{}, err
	}
	var file struct {
		Context struct{ Stages map[string]Settings }
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return Settings{}, fmt.Errorf("cdk.json: %w", err)
	}
	s := file.Context.Stages[stage]
	if len(s.ConnectInstances) == 0 || s.ConnectSource == "" || s.SalesforceEvents == "" {
		return Settings{}, fmt.Errorf("cdk.json: stage %s has no connectInstances, no connectSource or no salesforceEvents", stage)
	}
	return s, nil
}
