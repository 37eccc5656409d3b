package connecttest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestTheShippedFlowsReachAllOfThemselves(t *testing.T) {
	for name, f := range ship(t, support.ARN) {
		reached := map[string]bool{}
		var walk func(id string)
		walk = func(id string) {
			if !reached[id] {
				reached[id] = true
				for _, next := range f.actions[id].next() {
					walk(next)
				}
			}
		}
		walk(f.start)
		for id, a := range f.actions {
			if !reached[id] {
				t.Errorf("%s: nothing leads to %q", name, id)
			}
			if blocks[a.Type].goesOn && a.Type != "UpdateFlowLoggingBehavior" && len(a.Transitions.Errors) == 0 {
				t.Errorf("%s: %q has no error branch", name, id)
			}
		}
	}
}

// contents are the shipped flows as files, all of them.
func contents(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../../../infra/flows/*.json")
	if err != nil || len(files) != len(shippedAs) {
		t.Fatalf("%d flows are shipped, %d are played (%v)", len(files), len(shippedAs), err)
	}
	all := map[string]string{}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(file)] = string(content)
	}
	return all
}

func TestTheShippedFlowsReadOnlyWhatIsAnsweredAndKept(t *testing.T) {
	for namespace, keys := range map[string][]string{`External\.`: answerKeys, `Attributes\.tieline_`: keptKeys} {
		count := 0
		for name, content := range contents(t) {
			for _, m := range regexp.MustCompile(`\$\.`+namespace+`(\w+)`).FindAllStringSubmatch(content, -1) {
				if count++; !slices.Contains(keys, m[1]) {
					t.Errorf("%s: %s is never there", name, m[0])
				}
			}
		}
		if count == 0 {
			t.Errorf("nothing of %s is read", namespace)
		}
	}
	for name, content := range contents(t) {
		if strings.Contains(content, "$.External.") && !strings.Contains(content, `"InvokeLambdaFunction"`) {
			t.Errorf("%s reads what another flow's function answered", name)
		}
	}
}

func TestTheShippedFlowsOpenTidily(t *testing.T) {
	for name, content := range contents(t) {
		var d struct {
			Metadata struct {
				ActionMetadata map[string]struct{ Position struct{ X, Y int } }
			}
			Actions []struct{ Identifier string }
		}
		if err := json.Unmarshal([]byte(content), &d); err != nil {
			t.Fatal(err)
		}
		there := map[struct{ X, Y int }]string{}
		for _, a := range d.Actions {
			at := d.Metadata.ActionMetadata[a.Identifier].Position
			if other, taken := there[at]; taken || at.X == 0 {
				t.Errorf("%s: %q lies at %v, where %q is", name, a.Identifier, at, other)
			}
			there[at] = a.Identifier
		}
		if len(there) != len(d.Metadata.ActionMetadata) {
			t.Errorf("%s: a position is of no action", name)
		}
	}
}
