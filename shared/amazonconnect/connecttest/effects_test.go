package connecttest

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// then plays one block and says what this text is after it.
func then(t *testing.T, r Runner, c Contact, kind, parameters, text string) string {
	t.Helper()
	f := mustParse(t, flowOf("try",
		fmt.Sprintf(`"Identifier":"try","Type":%q,"Parameters":{%s},"Transitions":{"NextAction":"say"}`, kind, parameters),
		fmt.Sprintf(`"Identifier":"say","Type":"MessageParticipant","Parameters":{"Text":%q},"Transitions":{"NextAction":"bye"}`, "= "+text), bye))
	run := playFlow(t, r, f, c)
	if len(run.Said) == 0 {
		return ""
	}
	return run.Said[len(run.Said)-1]
}

func TestWhatBlocksLeaveForTheNext(t *testing.T) {
	busy := Queue{ARN: "q", Name: "Busy", Waiting: 7, Oldest: 90 * time.Second}
	empty := Queue{ARN: "q", Name: "Empty", Unstaffed: true}
	keep := func(check string) string { return `"StoreInput":"True","InputValidation":{` + check + `}` }
	for _, c := range []struct {
		kind, parameters string
		contact          Contact
		text, want       string
	}{
		{"GetParticipantInput", keep(``), pressing("1234#"), "$.StoredCustomerInput", "= 1234#"},
		{"GetParticipantInput", keep(`"CustomValidation":{"MaximumLength":"3"}`), pressing("1234"), "$.StoredCustomerInput", "= 123"},
		{"GetParticipantInput", keep(``), caller, "$.StoredCustomerInput", "= Timeout"},
		{"GetMetricData", ``, in(busy), "$.Metrics.Queue.Name $.Metrics.Queue.Size $.Metrics.Queue.OldestContactAge", "= Busy 7 90"},
		{"GetMetricData", ``, in(busy), "$.Metrics.Agents.Online.Count $.Metrics.Agents.Available.Count", "= 1 1"},
		{"GetMetricData", ``, in(empty), "[$.Metrics.Agents.Online.Count]", "= []"},
		{"UpdateFlowAttributes", `"FlowAttributes":{"a":{"Value":"$.Channel"}}`, caller, "$.FlowAttributes.a", "= VOICE"},
		{"TagContact", ``, Contact{Name: "Claim", Agent: Agent{ARN: "arn:a", Username: "ada"}}, "$.Name $.Agent.UserName $.Agent.ARN", "= Claim ada arn:a"},
	} {
		if got := then(t, Runner{}, c.contact, c.kind, c.parameters, c.text); got != c.want {
			t.Errorf("after %s %s, %q is %q, want %q", c.kind, c.parameters, c.text, got, c.want)
		}
	}
}

func TestEachBlockThatAsksGetsTheNextInput(t *testing.T) {
	ask := func(id, next string) string {
		return fmt.Sprintf(`"Identifier":%q,"Type":"GetParticipantInput","Parameters":{"StoreInput":"True"},"Transitions":{"NextAction":%q}`, id, next)
	}
	say := func(id, next string) string {
		return fmt.Sprintf(`"Identifier":%q,"Type":"MessageParticipant","Parameters":{"Text":"$.StoredCustomerInput"},"Transitions":{"NextAction":%q}`, id, next)
	}
	f := mustParse(t, flowOf("one", ask("one", "say"), say("say", "two"), ask("two", "again"), say("again", "bye"), bye))
	c := pressing("11", "22")
	run := playFlow(t, Runner{}, f, c)
	if !slices.Equal(run.Said, []string{"11", "22"}) || !slices.Equal(c.Input, []string{"11", "22"}) {
		t.Errorf("said %q, input is %q", run.Said, c.Input)
	}
}

func TestACallbackGoesToTheNumberSetOrElseToTheCaller(t *testing.T) {
	create := `"Identifier":"create","Type":"CreateCallbackContact","Parameters":{},"Transitions":{"NextAction":"bye"}`
	set := `"Identifier":"set","Type":"UpdateContactCallbackNumber","Parameters":{"CallbackNumber":"$.Attributes.n"},"Transitions":{"NextAction":"create"}`
	c := in(support)
	c.Attributes = map[string]string{"n": "+14155550100"}
	for start, want := range map[string]string{"create": caller.Customer, "set": "+14155550100"} {
		if run := playFlow(t, Runner{}, mustParse(t, flowOf(start, set, create, bye)), c); run.Callback != want {
			t.Errorf("from %s, the callback goes to %q", start, run.Callback)
		}
	}
	c.Customer = ""
	if run := playFlow(t, Runner{}, mustParse(t, flowOf("create", create, bye)), c); run.Callback != "" {
		t.Errorf("an anonymous caller is called back at %q", run.Callback)
	}
}

func TestPromptsOfBlocksThatAskAreHeard(t *testing.T) {
	for _, kind := range []string{"GetParticipantInput", "ConnectParticipantWithLexBot"} {
		if _, run := leave(t, Runner{}, caller, kind, `"Text":"Yes, $.Attributes.tier?"`); !slices.Equal(run.Said, []string{"Yes, gold?"}) {
			t.Errorf("%s says %q", kind, run.Said)
		}
	}
}

func TestACustomerWhoDoesNothingHangsUpInTheEnd(t *testing.T) {
	for kind, parameters := range map[string]string{
		"GetParticipantInput": `"StoreInput":"True"`, "ConnectParticipantWithLexBot": ``,
	} {
		f := mustParse(t, flowOf("ask", fmt.Sprintf(`"Identifier":"ask","Type":%q,"Parameters":{%s},
			"Transitions":{"NextAction":"ask","Errors":[{"ErrorType":"NoMatchingError","NextAction":"ask"}]}`, kind, parameters)))
		if run := playFlow(t, Runner{}, f, caller); run.End != Disconnected || len(run.Blocks) != patience+1 {
			t.Errorf("%s was played %d times, %s", kind, len(run.Blocks), run.End)
		}
	}
}
