package connecttest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func playFlow(t *testing.T, r Runner, f *Flow, c Contact) Run {
	t.Helper()
	run, err := r.Play(t.Context(), f, c)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// path is the blocks played, by identifier.
func path(run Run) string {
	ids := make([]string, 0, len(run.Blocks))
	for _, b := range run.Blocks {
		ids = append(ids, b.Identifier)
	}
	return strings.Join(ids, " ")
}

var (
	support = Queue{ARN: "arn:aws:connect:eu-west-2:000000000000:instance/i/queue/q1", Name: "Support"}
	full    = Queue{ARN: "arn:aws:connect:eu-west-2:000000000000:instance/i/queue/q2", Name: "Sales", Full: true}
	caller  = Contact{
		ID: "c1", InitialID: "c0", PreviousID: "c0", Channel: "VOICE", InitiationMethod: "TRANSFER", InstanceARN: "arn:i",
		Customer: "+442079460001", System: "+442079460000", Attributes: map[string]string{"tier": "gold", "first name": "Ada", "empty": ""},
	}
)

// tryBlock plays one block with these parameters between "ok" and "no", its
// error branch; both hang up.
func tryBlock(t *testing.T, r Runner, kind, parameters string) Run {
	t.Helper()
	end := func(id string) string { return strings.Replace(bye, "bye", id, 1) }
	return playFlow(t, r, mustParse(t, flowOf("try", fmt.Sprintf(`"Identifier":"try","Type":%q,"Parameters":{%s},
		"Transitions":{"NextAction":"ok","Errors":[{"ErrorType":"NoMatchingError","NextAction":"no"}]}`, kind, parameters),
		end("ok"), end("no"))), caller)
}

func TestBlocksSucceedOrTakeTheirErrorBranch(t *testing.T) {
	long := strings.Repeat("x", attributesLimit)
	for _, c := range []struct{ kind, parameters, want string }{
		{"MessageParticipant", `"Text":"Hi"`, "ok"},
		{"MessageParticipant", `"PromptId":"p"`, "ok"},
		{"MessageParticipant", `"Media":{"Uri":"s3://b/k"}`, "ok"},
		{"MessageParticipant", ``, "no"},
		{"MessageParticipant", `"Text":"Hi","SSML":"<speak/>"`, "no"},
		{"UpdateContactAttributes", `"Attributes":{"a":"$.ContactId"}`, "ok"},
		{"UpdateContactAttributes", `"Attributes":{"a":"$.External.gone"}`, "no"},
		{"UpdateContactAttributes", `"Attributes":{"a":"` + long + `"}`, "no"},
		{"UpdateContactAttributes", `"Attributes":{"a":"b"},"TargetContact":"Related"`, "no"},
		{"UpdateContactData", `"CustomerId":"$.Attributes.tier"`, "ok"},
		{"UpdateContactData", `"LanguageCode":"en-GB"`, "ok"},
		{"UpdateContactData", `"CustomerId":"$.External.gone"`, "no"},
		{"UpdateContactEventHooks", `"EventHooks":{"AgentWhisper":"arn:flow"}`, "ok"},
		{"UpdateContactEventHooks", `"EventHooks":{}`, "no"},
		{"UpdateContactEventHooks", `"EventHooks":{"AgentWhisper":"a","CustomerQueue":"b"}`, "no"},
		{"UpdateContactEventHooks", `"EventHooks":{"Lunch":"arn:flow"}`, "no"},
		{"UpdateContactTargetQueue", `"QueueId":"` + support.ARN + `"`, "ok"},
		{"UpdateContactTargetQueue", `"QueueId":"q1"`, "ok"},
		{"UpdateContactTargetQueue", `"QueueId":"gone"`, "no"},
		{"UpdateContactTargetQueue", `"AgentId":"a"`, "no"},
		{"UpdateContactTargetQueue", ``, "no"},
		{"UpdateFlowLoggingBehavior", `"FlowLoggingBehavior":"Disabled"`, "ok"},
		{"TransferContactToQueue", ``, "no"},
		{"TransferToFlow", `"ContactFlowId":"gone"`, "no"},
		{"Loop", `"LoopCount":"many"`, "no"},
		{"Loop", `"LoopCount":"101"`, "no"},
	} {
		run := tryBlock(t, Runner{Queues: []Queue{support, full}}, c.kind, c.parameters)
		if got := path(run); got != "try "+c.want {
			t.Errorf("%s %.60s: played %q, want it to end with %s", c.kind, c.parameters, got, c.want)
		}
	}
}

func TestAttributesAreSetAllOrNone(t *testing.T) {
	for _, b := range []string{"$.External.gone", strings.Repeat("x", attributesLimit)} {
		run := tryBlock(t, Runner{}, "UpdateContactAttributes", `"Attributes":{"a":"1","b":"`+b+`"}`)
		if !reflect.DeepEqual(run.Attributes, caller.Attributes) {
			t.Errorf("attributes are %.200v", run.Attributes)
		}
	}
	run := tryBlock(t, Runner{}, "UpdateContactAttributes", `"Attributes":{"a":"1","is-$.Attributes.tier":"$.Channel"}`)
	want := map[string]string{"tier": "gold", "first name": "Ada", "empty": "", "a": "1", "is-gold": "VOICE"}
	if !reflect.DeepEqual(run.Attributes, want) {
		t.Errorf("attributes are %v, want %v", run.Attributes, want)
	}
}

func TestReferences(t *testing.T) {
	for text, want := range map[string]string{
		"Hello $.Attributes.tier.":                                   "Hello gold.",
		"$.Attributes.['first name'], $.Attributes['tier']!":         "Ada, gold!",
		"$.CustomerEndpoint.Address called $.SystemEndpoint.Address": "+442079460001 called +442079460000",
		"$.ContactId $.InitialContactId $.PreviousContactId":         "c1 c0 c0",
		"$.Channel $.InitiationMethod $.InstanceARN":                 "VOICE TRANSFER arn:i",
		"[$.Attributes.empty] [$.External.gone] [$.Queue.Name]":      "[] [] []",
		"It costs $5.":     "It costs $5.",
		"$.Nothing.known?": "?",
	} {
		run := tryBlock(t, Runner{}, "MessageParticipant", fmt.Sprintf(`"Text":%q`, text))
		if len(run.Said) != 1 || run.Said[0] != want {
			t.Errorf("%q is said as %q, want %q", text, run.Said, want)
		}
	}
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		value, operator, operand string
		want                     bool
	}{
		{"gold", "Equals", "gold", true},
		{"gold", "Equals", "Gold", false},
		{"$.Attributes.tier", "Equals", "gold", true},
		{"gold", "Equals", "$.Attributes.tier", true},
		{"$.Attributes.empty", "Equals", "", true},
		{"$.External.gone", "Equals", "", false},
		{"gold", "TextStartsWith", "go", true},
		{"gold", "TextStartsWith", "ld", false},
		{"gold", "TextEndsWith", "ld", true},
		{"gold", "TextEndsWith", "go", false},
		{"gold", "TextContains", "ol", true},
		{"gold", "TextContains", "lo", false},
		{"2", "NumberGreaterThan", "10", false},
		{"10", "NumberGreaterThan", "2", true},
		{"2", "NumberGreaterThan", "2", false},
		{"2", "NumberGreaterOrEqualTo", "2.0", true},
		{"2", "NumberLessThan", "10", true},
		{"2", "NumberLessThan", "2", false},
		{"2", "NumberLessOrEqualTo", "2", true},
		{"gold", "NumberLessThan", "2", false},
		{"1", "NumberLessThan", "gold", false},
	} {
		f := mustParse(t, flowOf("compare", fmt.Sprintf(`"Identifier":"compare","Type":"Compare","Parameters":{"ComparisonValue":%q},
			"Transitions":{"NextAction":"bye","Errors":[{"ErrorType":"NoMatchingCondition","NextAction":"bye"}],
			"Conditions":[{"NextAction":"hello","Condition":{"Operator":%q,"Operands":[%q]}}]}`, c.value, c.operator, c.operand), hello, bye))
		if got := strings.Contains(path(playFlow(t, Runner{}, f, caller)), "hello"); got != c.want {
			t.Errorf("%q %s %q is %v", c.value, c.operator, c.operand, got)
		}
	}
}

func toQueue(id string) string {
	return flowOf("set",
		`"Identifier":"set","Type":"UpdateContactTargetQueue","Parameters":{"QueueId":"`+id+`"},"Transitions":{"NextAction":"go"}`,
		`"Identifier":"go","Type":"TransferContactToQueue","Transitions":{"NextAction":"bye","Errors":[
			{"ErrorType":"NoMatchingError","NextAction":"bye"},{"ErrorType":"QueueAtCapacity","NextAction":"hello"}]}`, hello, bye)
}

func TestAContactIsQueuedUnlessTheQueueIsFull(t *testing.T) {
	r := Runner{Queues: []Queue{support, full}}
	run := playFlow(t, r, mustParse(t, toQueue("q1")), caller)
	if run.End != Queued || run.Queue != support || path(run) != "set go" {
		t.Errorf("got %s by %q in %v", run.End, path(run), run.Queue)
	}
	run = playFlow(t, r, mustParse(t, toQueue("q2")), caller)
	if run.End != Disconnected || path(run) != "set go hello bye" {
		t.Errorf("got %s by %q", run.End, path(run))
	}
}

func TestABlockThatFailsWithoutAnErrorBranchHangsUp(t *testing.T) {
	run := playFlow(t, Runner{}, mustParse(t, toQueue("gone")), caller)
	if run.End != Disconnected || path(run) != "set" {
		t.Errorf("got %s by %q", run.End, path(run))
	}
}

func loopOf(count string) string {
	return flowOf("loop", `"Identifier":"loop","Type":"Loop","Parameters":{"LoopCount":"`+count+`"},
		"Transitions":{"NextAction":"end","Conditions":[
		{"NextAction":"hello","Condition":{"Operator":"Equals","Operands":["ContinueLooping"]}},
		{"NextAction":"end","Condition":{"Operator":"Equals","Operands":["DoneLooping"]}}]}`,
		strings.Replace(hello, `"bye"`, `"loop"`, 1), `"Identifier":"end","Type":"EndFlowExecution","Parameters":{},"Transitions":{}`)
}

func TestALoopContinuesAsOftenAsItSays(t *testing.T) {
	for count, want := range map[string]string{"0": "loop end", "2": "loop hello loop hello loop end"} {
		if run := playFlow(t, Runner{}, mustParse(t, loopOf(count)), caller); path(run) != want || run.End != Disconnected {
			t.Errorf("LoopCount %s plays %q, %s", count, path(run), run.End)
		}
	}
}

func TestTransferToFlowGoesOnInTheOtherFlow(t *testing.T) {
	there := mustParse(t, flowOf("hello", hello, bye))
	f := mustParse(t, flowOf("go", `"Identifier":"go","Type":"TransferToFlow","Parameters":{"ContactFlowId":"other"},"Transitions":{}`))
	r := Runner{Flows: func(id string) *Flow { return map[string]*Flow{"other": there}[id] }}
	if run := playFlow(t, r, f, caller); path(run) != "go hello bye" {
		t.Errorf("played %q", path(run))
	}
}

func TestAFlowWithoutEndIsAnError(t *testing.T) {
	f := mustParse(t, flowOf("hello", strings.Replace(hello, `"bye"`, `"hello"`, 1)))
	if _, err := (Runner{}).Play(t.Context(), f, caller); err == nil || !strings.Contains(err.Error(), "did not end") {
		t.Errorf("got %v", err)
	}
}

func TestAFlowEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (Runner{}).Play(ctx, mustParse(t, flowOf("hello", hello, bye)), caller); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
