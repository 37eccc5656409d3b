package connecttest

import (
	"fmt"
	"strings"
	"testing"
)

// flowOf writes a flow that starts at its first action; each action is its JSON
// without the braces.
func flowOf(start string, actions ...string) string {
	return fmt.Sprintf(`{"Version":"2019-10-30","StartAction":%q,"Metadata":{},"Actions":[{%s}]}`, start, strings.Join(actions, "},{"))
}

const (
	bye   = `"Identifier":"bye","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}`
	hello = `"Identifier":"hello","Type":"MessageParticipant","Parameters":{"Text":"Hello."},"Transitions":{"NextAction":"bye"}`
)

func mustParse(t *testing.T, content string) *Flow {
	t.Helper()
	f, err := Parse([]byte(content), nil)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestParseNamesWhatIsWrong(t *testing.T) {
	to := func(next string) string {
		return `"Identifier":"a","Type":"MessageParticipant","Transitions":{"NextAction":"` + next + `"}`
	}
	for name, c := range map[string]struct{ content, want string }{
		"no JSON":        {"{", "unexpected end"},
		"other language": {strings.Replace(flowOf("bye", bye), "2019-10-30", "2030-01-01", 1), `version "2030-01-01"`},
		"no start":       {flowOf("gone", bye), `start action "gone" does not exist`},
		"twice":          {flowOf("bye", bye, bye), `"bye" stands twice`},
		"dangling":       {flowOf("a", to("gone")), `action "a" leads to "gone"`},
		"dangling error branch": {
			flowOf("hello", bye, strings.Replace(hello, `"bye"`, `"bye","Errors":[{"ErrorType":"NoMatchingError","NextAction":"gone"}]`, 1)),
			`action "hello" leads to "gone"`,
		},
		"dangling condition": {
			flowOf("c", bye, `"Identifier":"c","Type":"Compare","Transitions":{"NextAction":"bye","Conditions":[
				{"NextAction":"gone","Condition":{"Operator":"Equals","Operands":["x"]}}]}`),
			`action "c" leads to "gone"`,
		},
		"nowhere": {flowOf("a", to("")), `action "a" leads nowhere`},
		"unknown type": {
			flowOf("hello", bye, strings.Replace(hello, "MessageParticipant", "ShowMercy", 1)),
			`action "hello" has the unknown type "ShowMercy"`,
		},
		"unknown operator": {
			flowOf("c", bye, `"Identifier":"c","Type":"Compare","Transitions":{"NextAction":"bye","Conditions":[
				{"NextAction":"bye","Condition":{"Operator":"Sounds","Operands":["x"]}}]}`),
			`unknown operator "Sounds"`,
		},
		"identifier":     {flowOf("a:b", strings.Replace(bye, "bye", "a:b", 1)), "identifier that is not allowed"},
		"place unfilled": {flowOf("hello", bye, strings.Replace(hello, "Hello.", "${Greeting}", 1)), "no value for ${Greeting}"},
		"too many":       {flowOf("bye", append([]string{bye}, many(mostActions)...)...), "251 actions are more than 250"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse([]byte(c.content), nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want it to say %q", err, c.want)
			}
		})
	}
}

func many(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = strings.Replace(bye, "bye", fmt.Sprintf("bye-%d", i), 1)
	}
	return all
}

func TestParseNamesEverythingAtOnce(t *testing.T) {
	_, err := Parse([]byte(flowOf("gone", bye, bye)), nil)
	if err == nil || !strings.Contains(err.Error(), "gone") || !strings.Contains(err.Error(), "twice") {
		t.Errorf("got %v", err)
	}
}

func TestPlacesAreFilled(t *testing.T) {
	content := flowOf("hello", bye, strings.Replace(hello, "Hello.", "${Greeting}", 1))
	f, err := Parse([]byte(content), map[string]string{"Greeting": "Moin."})
	if err != nil {
		t.Fatal(err)
	}
	if run := playFlow(t, Runner{}, f, Contact{}); len(run.Said) != 1 || run.Said[0] != "Moin." {
		t.Errorf("said %q", run.Said)
	}
}
