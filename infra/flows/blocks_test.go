package flows_test

import (
	"encoding/json"
	"slices"
	"testing"

	"tieline/scripts/flow"
)

// blocks says of each type of action that we use where it may stand, and by which
// errors it fails (Amazon Connect developer guide, "Actions": the page of each).
var blocks = map[string]struct{ in, errors []string }{
	"Compare":                       {everywhere, []string{"NoMatchingCondition"}},
	"DisconnectParticipant":         {[]string{"inbound", "transfer", "customer queue"}, nil},
	"EndFlowExecution":              {[]string{"whisper", "customer queue"}, nil},
	"EndFlowModuleExecution":        {[]string{"module"}, nil},
	"InvokeFlowModule":              {[]string{"inbound"}, failing},
	"InvokeLambdaFunction":          {everywhere, failing},
	"MessageParticipant":            {everywhere, failing},
	"MessageParticipantIteratively": {[]string{"customer queue"}, failing},
	"TransferContactToQueue":        {[]string{"inbound", "transfer"}, []string{"QueueAtCapacity", "NoMatchingError"}},
	"UpdateContactAttributes":       {everywhere, failing},
	"UpdateContactData":             {everywhere, failing},
	"UpdateContactEventHooks":       {everywhere, failing},
	"UpdateContactTargetQueue":      {[]string{"inbound", "transfer"}, failing},
	"UpdateFlowLoggingBehavior":     {everywhere, nil},
}

var (
	everywhere = []string{"module", "inbound", "whisper", "customer queue", "transfer"}
	failing    = []string{"NoMatchingError"}
)

func TestEveryBlockMayStandWhereItStands(t *testing.T) {
	for name, kind := range shipped {
		_, f := read(t, name)
		for _, a := range f.Actions {
			if !slices.Contains(blocks[a.Type].in, kind) {
				t.Errorf("%s: %s is %s, which is not for a flow of type %s", name, a.Identifier, a.Type, kind)
			}
		}
	}
}

func TestEveryBlockThatMayFailHasABranchForIt(t *testing.T) {
	for name := range shipped {
		_, f := read(t, name)
		for _, a := range f.Actions {
			var has []string
			for _, e := range a.Transitions.Errors {
				has = append(has, e.ErrorType)
			}
			if want := blocks[a.Type].errors; !slices.Equal(has, want) {
				t.Errorf("%s: %s has branches for %q, want %q", name, a.Identifier, has, want)
			}
		}
	}
}

// TestEveryFailureGoesOnTowardTheAgent holds that only a queue that cannot be had
// ends the call, as there is nobody to go to: every other failure leads to where
// the flow ends well.
func TestEveryFailureGoesOnTowardTheAgent(t *testing.T) {
	ends := []string{"TransferContactToQueue", "EndFlowExecution", "EndFlowModuleExecution"}
	queue := []string{"set-queue", "to-queue", "busy", "sorry"}
	for name := range shipped {
		_, f := read(t, name)
		for _, a := range f.Actions {
			for _, e := range a.Transitions.Errors {
				if !slices.Contains(queue, a.Identifier) && !leads(f, e.NextAction, ends) {
					t.Errorf("%s: when %s fails, the caller comes to no agent", name, a.Identifier)
				}
			}
		}
	}
}

// leads reports whether success alone leads from an action to one of some types.
func leads(f *flow.Flow, from string, types []string) bool {
	for range f.Actions {
		i := slices.IndexFunc(f.Actions, func(a flow.Action) bool { return a.Identifier == from })
		if i < 0 {
			return false
		}
		if slices.Contains(types, f.Actions[i].Type) {
			return true
		}
		from = f.Actions[i].Transitions.NextAction
	}
	return false
}

// TestHooksAreSetOneByOne: a block takes one (same guide, UpdateContactEventHooks).
func TestHooksAreSetOneByOne(t *testing.T) {
	for _, name := range []string{"inbound", "transfer"} {
		set := map[string]any{}
		_, f := read(t, name)
		for _, a := range f.Actions {
			hooks, _ := a.Parameters["EventHooks"].(map[string]any)
			if a.Type == "UpdateContactEventHooks" && len(hooks) != 1 {
				t.Errorf("%s: %s sets %d hooks", name, a.Identifier, len(hooks))
			}
			for hook, place := range hooks {
				set[hook] = place
			}
		}
		if set["AgentWhisper"] != "${AgentWhisperArn}" || set["CustomerQueue"] != "${CustomerQueueArn}" {
			t.Errorf("%s hooks %q", name, set)
		}
	}
}

func TestTheDesignerKnowsWhereEachBlockStands(t *testing.T) {
	type position struct{ X, Y int }
	for name := range shipped {
		text, f := read(t, name)
		var drawn struct {
			Metadata struct {
				EntryPointPosition position
				ActionMetadata     map[string]struct{ Position position }
			}
		}
		if err := json.Unmarshal([]byte(text), &drawn); err != nil {
			t.Fatal(err)
		}
		taken := map[position]bool{{}: true}
		for _, a := range f.Actions {
			at := drawn.Metadata.ActionMetadata[a.Identifier].Position
			if taken[at] {
				t.Errorf("%s: %s stands nowhere, or on another", name, a.Identifier)
			}
			taken[at] = true
		}
		if len(drawn.Metadata.ActionMetadata) != len(f.Actions) {
			t.Errorf("%s: %d blocks are drawn, and there are %d", name, len(drawn.Metadata.ActionMetadata), len(f.Actions))
		}
	}
}

func TestCallersHearMessagesForAsLongAsTheyWait(t *testing.T) {
	_, f := read(t, "customer-queue")
	for _, a := range f.Actions {
		if messages, _ := a.Parameters["Messages"].([]any); a.Type == "MessageParticipantIteratively" && len(messages) > 0 {
			return
		}
	}
	t.Error("nothing is played without end")
}
