package flows_test

import (
	"maps"
	"slices"
	"strconv"
	"testing"
	"time"

	"tieline/events"
	"tieline/scripts/flow"
	"tieline/shared/tuning"
)

// action returns the flow's action of that name.
func action(t *testing.T, name, id string) flow.Action {
	t.Helper()
	_, f := read(t, name)
	i := slices.IndexFunc(f.Actions, func(a flow.Action) bool { return a.Identifier == id })
	if i < 0 {
		t.Fatalf("%s has no %s", name, id)
	}
	return f.Actions[i]
}

// TestWhoeverAskedCanBranch holds that a match status is kept on every way: of
// the answer; or, if there is none or it could not be kept, what was known
// before; or DEGRADED.
func TestWhoeverAskedCanBranch(t *testing.T) {
	for _, name := range asking {
		for _, id := range []string{"look-up", "keep"} {
			if next := action(t, name, id).Transitions.Errors; len(next) != 1 || next[0].NextAction != "known" {
				t.Errorf("%s: %s fails towards %q", name, id, next)
			}
		}
		on := action(t, name, "keep").Transitions.NextAction
		if got := branches(action(t, name, "known")); !maps.Equal(got, leading(statuses, on)) {
			t.Errorf("%s: what is known leads to %q", name, got)
		}
		if next := action(t, name, "known").Transitions.NextAction; next != "unknown" {
			t.Errorf("%s: where nothing is known, it goes on with %s", name, next)
		}
		if got := action(t, name, "unknown").Parameters["Attributes"].(map[string]any)["tieline_matchStatus"]; got != string(events.Degraded) {
			t.Errorf("%s: without an answer, the status is %q", name, got)
		}
	}
}

// TestWhatWasFoundOutIsNotOverwrittenByAFailure holds that a caller who could not
// be looked for a second time stays who it was.
func TestWhatWasFoundOutIsNotOverwrittenByAFailure(t *testing.T) {
	for _, name := range asking {
		sure, better := action(t, name, "sure"), action(t, name, "better")
		if got := branches(sure); !maps.Equal(got, map[string]string{string(events.Degraded): "better"}) || sure.Transitions.NextAction != "keep" {
			t.Errorf("%s: an answer leads to %q, else %s", name, got, sure.Transitions.NextAction)
		}
		on := action(t, name, "keep").Transitions.NextAction
		if got := branches(better); !maps.Equal(got, leading(statuses[:4], on)) || better.Transitions.NextAction != "keep" {
			t.Errorf("%s: what is better than DEGRADED leads to %q, else %s", name, got, better.Transitions.NextAction)
		}
	}
}

func leading(statuses []string, to string) map[string]string {
	all := map[string]string{}
	for _, status := range statuses {
		all[status] = to
	}
	return all
}

func TestTheFunctionIsGivenWhatItReads(t *testing.T) {
	for _, name := range asking {
		given := action(t, name, "look-up").Parameters["LambdaInvocationAttributes"].(map[string]any)
		for _, key := range []string{events.ParameterCustomerID, events.ParameterEmailAddress, events.ParameterPhoneNumber} {
			if given[key] != "$.Attributes."+key {
				t.Errorf("%s gives %q as %s", name, given[key], key)
			}
		}
	}
}

// TestAnAnswerIsAFlatMapThatIsWaitedFor: else Connect takes other answers, and
// the next block finds none.
func TestAnAnswerIsAFlatMapThatIsWaitedFor(t *testing.T) {
	for _, name := range asking {
		p := action(t, name, "look-up").Parameters
		if validation, _ := p["ResponseValidation"].(map[string]any); validation["ResponseType"] != "STRING_MAP" || p["InvocationType"] != "SYNCHRONOUS" {
			t.Errorf("%s asks %v for %v", name, p["InvocationType"], validation)
		}
	}
}

func TestFlowsAskOnceAndWaitLongerThanTheScreenPopMayTake(t *testing.T) {
	longest := time.Duration(tuning.ScreenPopBudget.Max) * time.Millisecond
	for _, name := range asking {
		text, _ := action(t, name, "look-up").Parameters["InvocationTimeLimitSeconds"].(string)
		seconds, err := strconv.Atoi(text)
		if waits := time.Duration(seconds) * time.Second; err != nil || waits < longest+500*time.Millisecond {
			t.Errorf("%s waits %s, %v; the budget may be %s", name, waits, err, longest)
		}
	}
	for name := range shipped {
		asks := 0
		_, f := read(t, name)
		for _, a := range f.Actions {
			if a.Type == "InvokeLambdaFunction" {
				asks++
			}
		}
		if asks > 1 || slices.Contains(asking, name) != (asks == 1) {
			t.Errorf("%s asks %d times", name, asks)
		}
	}
}
