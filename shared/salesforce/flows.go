package salesforce

import (
	"context"
	"fmt"
	"strings"
)

// Flow is one of an org's flows. Of its versions one may be active.
type Flow struct {
	Name   string // API name
	Active bool
	Newest bool // the active version is the newest
}

// flowRow is a FlowDefinitionView. Its IsActive is said to be of the newest version
// (Object Reference, "FlowDefinitionView"), so the versions are compared.
type flowRow struct {
	Name   string `json:"ApiName"`
	Active string `json:"ActiveVersionId"`
	Latest string `json:"LatestVersionId"`
}

// Flows returns those flows of the names that the org shows us, in one call. Which
// right that takes is not said ("FlowDefinitionView"): without it an org may show
// none, or refuse the object, see LacksObject.
func (c *Client) Flows(ctx context.Context, names []string) ([]Flow, error) {
	quoted := make([]string, len(names))
	for n, name := range names {
		quoted[n] = quote(name)
	}
	p, err := query[flowRow](ctx, c, "SELECT ApiName, ActiveVersionId, LatestVersionId FROM FlowDefinitionView WHERE ApiName IN ("+strings.Join(quoted, ", ")+")")
	if err != nil {
		return nil, fmt.Errorf("look for flows: %w", err)
	}
	flows := make([]Flow, len(p.Records))
	for n, r := range p.Records {
		flows[n] = Flow{Name: r.Name, Active: r.Active != "", Newest: r.Active != "" && r.Active == r.Latest}
	}
	return flows, nil
}
