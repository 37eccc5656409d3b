package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"strings"
)

// orgURL is what an org's address must look like: a token goes there.
var orgURL = regexp.MustCompile(`^(https://[a-z0-9.-]+|http://127\.0\.0\.1)(:[0-9]+)?$`)

// salesforceURL is the org of a stage: as given, or as in the checkout's cdk.json.
func salesforceURL(given, stage string) (*url.URL, error) {
	if given == "" {
		text, err := os.ReadFile("cdk.json")
		if err != nil {
			return nil, fmt.Errorf("give --salesforce-url, or go to the folder with the stage's cdk.json: %w", err)
		}
		var file struct {
			Context struct {
				Stages map[string]struct{ SalesforceURL string }
			}
		}
		if err := json.Unmarshal(text, &file); err != nil {
			return nil, fmt.Errorf("cdk.json: %w", err)
		}
		if given = file.Context.Stages[stage].SalesforceURL; given == "" {
			return nil, fmt.Errorf("cdk.json has no stage %q with a salesforceUrl", stage)
		}
	}
	given = strings.TrimSuffix(given, "/")
	if !orgURL.MatchString(given) {
		return nil, fmt.Errorf("the org's address %q must be an https URL without a path (http on 127.0.0.1 only)", given)
	}
	return url.Parse(given)
}
