// Package flows_test holds the shipped flows against what screen-pop answers,
// against each other, and against what Amazon Connect lets stand where.
//
// The answer has all its keys, some of them empty, and one block keeps them all:
// an attribute that is set to an empty value is removed (API reference,
// UpdateContactAttributes). So flows read an attribute only where their branch on
// tieline_matchStatus says that it is there. What a block makes of an attribute
// that is not set is not documented; Salesforce's published flows give a Lambda
// function such a one ("Sample SCV Inbound Flow" and its subflow, once the first
// call failed), and so do ours: customerId, emailAddress and phoneNumber are set
// by flows that know them.
//
// The module leaves logging as it is: it would change for the rest of the contact
// (developer guide, UpdateFlowLoggingBehavior). Our flows disable it, as flow logs
// hold what attributes say.
package flows_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tieline/events"
	"tieline/scripts/flow"
)

// shipped are our flows by name, with their types.
var shipped = map[string]string{
	"screen-pop-module": "module",
	"inbound":           "inbound",
	"agent-whisper":     "whisper",
	"customer-queue":    "customer queue",
	"transfer":          "transfer",
}

// asking are the flows that ask screen-pop themselves.
var asking = []string{"screen-pop-module", "transfer"}

func read(t *testing.T, name string) (text string, f *flow.Flow) {
	t.Helper()
	content, err := os.ReadFile(name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	f, err = flow.Parse(content)
	if err != nil {
		t.Fatal(err)
	}
	return string(content), f
}

func TestEveryFlowIsKnownHere(t *testing.T) {
	files, err := filepath.Glob("*.json")
	if err != nil || len(files) != len(shipped) {
		t.Errorf("%q, %v; know %d of them", files, err, len(shipped))
	}
}

func TestNoFlowHasAFault(t *testing.T) {
	for name := range shipped {
		if _, f := read(t, name); len(f.Lint()) > 0 {
			t.Errorf("%s: %q", name, f.Lint())
		}
	}
}

var (
	answered = regexp.MustCompile(`\$\.External\.(\w+)`)
	kept     = regexp.MustCompile(`\$\.Attributes\.(tieline_\w+)`)
)

func TestEveryKeyThatIsReadIsAnswered(t *testing.T) {
	for name := range shipped {
		text, _ := read(t, name)
		keys := answered.FindAllStringSubmatch(text, -1)
		for _, m := range keys {
			if !slices.Contains(events.AnswerKeys, m[1]) {
				t.Errorf("%s reads %s, which screen-pop does not answer", name, m[0])
			}
		}
		if asks := slices.Contains(asking, name); asks != (len(keys) > 0) {
			t.Errorf("%s asks screen-pop: %t; reads %d keys of its answer", name, asks, len(keys))
		}
	}
}

// keeps returns what the answer's keys are kept as, by the flow's action keep.
func keeps(t *testing.T, name string) map[string]any {
	t.Helper()
	_, f := read(t, name)
	for _, a := range f.Actions {
		if a.Identifier == "keep" {
			return a.Parameters["Attributes"].(map[string]any)
		}
	}
	t.Fatalf("%s keeps nothing", name)
	return nil
}

func TestTheAnswerIsKeptUnderItsOwnKeys(t *testing.T) {
	for _, name := range asking {
		for attribute, value := range keeps(t, name) {
			if want := "$.External." + strings.TrimPrefix(attribute, "tieline_"); value != want {
				t.Errorf("%s keeps %q as %s", name, value, attribute)
			}
		}
	}
	if a, b := keeps(t, asking[0]), keeps(t, asking[1]); !maps.Equal(a, b) {
		t.Errorf("%q keep other things: %q and %q", asking, a, b)
	}
}

func TestEveryAttributeThatIsReadIsKept(t *testing.T) {
	keeps, reads := keeps(t, asking[0]), 0
	for name := range shipped {
		text, _ := read(t, name)
		for _, m := range kept.FindAllStringSubmatch(text, -1) {
			reads++
			if keeps[m[1]] == nil {
				t.Errorf("%s reads %s, which nobody keeps", name, m[0])
			}
		}
	}
	if reads == 0 {
		t.Error("no flow reads what is kept")
	}
}

// statuses are all that screen-pop may answer.
var statuses = []string{string(events.Hit), string(events.Multi), string(events.None), string(events.Anon), string(events.Degraded)}

func TestFlowsBranchOnStatusesThatThereAre(t *testing.T) {
	for name := range shipped {
		_, f := read(t, name)
		for _, a := range f.Actions {
			for status := range branches(a) {
				if !slices.Contains(statuses, status) {
					t.Errorf("%s: %s branches on %s", name, a.Identifier, status)
				}
			}
		}
	}
}

// branches returns where an action leads by what it compares with.
func branches(a flow.Action) map[string]string {
	to := map[string]string{}
	for _, c := range a.Transitions.Conditions {
		operands, _ := json.Marshal(c.Condition.(map[string]any)["Operands"])
		to[strings.Trim(string(operands), `[]"`)] = c.NextAction
	}
	return to
}

// TestFlowLogsAreOff: they would hold what attributes say.
func TestFlowLogsAreOff(t *testing.T) {
	for name, kind := range shipped {
		_, f := read(t, name)
		begins := action(t, name, f.StartAction)
		if off := begins.Parameters["FlowLoggingBehavior"] == "Disabled"; off != (kind != "module") {
			t.Errorf("%s begins with %s, which sets flow logs to %v", name, begins.Identifier, begins.Parameters["FlowLoggingBehavior"])
		}
		for _, a := range f.Actions {
			if a.Type == "UpdateFlowLoggingBehavior" && a.Identifier != f.StartAction {
				t.Errorf("%s: %s changes flow logs later", name, a.Identifier)
			}
		}
	}
}
