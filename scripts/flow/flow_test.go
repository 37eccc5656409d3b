package flow

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestAFlowMayBeWrapped(t *testing.T) {
	quoted, err := json.Marshal(fine)
	if err != nil {
		t.Fatal(err)
	}
	for name, wrapped := range map[string]string{
		"described flow":        fmt.Sprintf(`{"ContactFlow":{"Name":"inbound","Type":"CONTACT_FLOW","Content":%s}}`, quoted),
		"described module":      fmt.Sprintf(`{"ContactFlowModule":{"Name":"pop","Content":%s}}`, quoted),
		"request to create one": fmt.Sprintf(`{"Name":"inbound","Content":%s}`, quoted),
		"content as it is":      fmt.Sprintf(`{"Name":"inbound","Content":%s}`, fine),
	} {
		f, err := Parse([]byte(wrapped))
		if err != nil || len(f.Actions) != 5 || len(f.Lint()) > 0 {
			t.Errorf("%s: %v, %v", name, f, err)
		}
	}
}

func TestWhatIsNoFlowIsNamed(t *testing.T) {
	for content, says := range map[string]string{
		"":                                "no flow: unexpected end",
		"[]":                              "no flow: json: cannot unmarshal array",
		`{"name":"package"}`:              "it has no Actions",
		`{"ContactFlow":{"Content":"{"}}`: "no flow: unexpected end",
		`{"modules":[],"version":"1","type":"contactFlow"}`: "aws connect describe-contact-flow",
		`{"Actions":[{"Identifier":1}]}`:                    "cannot unmarshal number",
	} {
		if _, err := Parse([]byte(content)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: got %v, want it to say %q", content, err, says)
		}
	}
}

// FuzzLint holds that no flow, however odd, is too much.
func FuzzLint(f *testing.F) {
	f.Add(fine)
	f.Add(`{"StartAction":"a","Actions":[{"Identifier":"a","Parameters":{"x":[null,1,{"y":"$.External['z']"}]},"Transitions":{"Conditions":[{"Condition":[1]}]}}]}`)
	f.Fuzz(func(_ *testing.T, content string) {
		if flow, err := Parse([]byte(content)); err == nil {
			flow.Lint()
		}
	})
}
