package connecttest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// hookedTo plays a flow that the contact's flow hooked to an event.
func hookedTo(t *testing.T, event, content string, c Contact) Run {
	t.Helper()
	r := Runner{Queues: []Queue{support, full}, Flows: having(map[string]*Flow{"hooked": mustParse(t, content), "other": mustParse(t, flowOf("bye", bye))})}
	set := fmt.Sprintf(`"Identifier":"set","Type":"UpdateContactEventHooks","Parameters":{"EventHooks":{%q:"hooked"}},"Transitions":{"NextAction":"bye"}`, event)
	before := playFlow(t, r, mustParse(t, flowOf("set", set, bye)), c)
	run, err := r.PlayHook(t.Context(), event, c, before)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func music(next, more string) string {
	return fmt.Sprintf(`"Identifier":"music","Type":"MessageParticipantIteratively","Parameters":{"Messages":[{"Text":"La."},{"SSML":"<speak>Lala.</speak>"}]%s},
		"Transitions":{"NextAction":%q,"Conditions":[{"NextAction":%q,"Condition":{"Operator":"Equals","Operands":["MessagesInterrupted"]}}]}`, more, next, next)
}

const stop = `"Identifier":"stop","Type":"EndFlowExecution","Parameters":{},"Transitions":{}`

func TestAQueueFlowPlaysUntilAnAgentAnswers(t *testing.T) {
	sayAgain := strings.Replace(hello, `"bye"`, `"music"`, 1)
	for name, c := range map[string]struct {
		content, path string
		said          []string
		end           End
	}{
		"ends":        {flowOf("hello", strings.Replace(hello, "bye", "stop", 1), stop), "hello stop", []string{"Hello."}, Finished},
		"hangs up":    {flowOf("hello", hello, bye), "hello bye", []string{"Hello."}, Disconnected},
		"music":       {flowOf("music", music("stop", ""), stop), "music", []string{"La.", "<speak>Lala.</speak>"}, Finished},
		"interrupted": {flowOf("music", music("hello", `,"InterruptFrequencySeconds":"30"`), sayAgain), "music hello music", []string{"La.", "<speak>Lala.</speak>", "Hello."}, Finished},
		"no way on":   {flowOf("music", `"Identifier":"music","Type":"Compare","Parameters":{},"Transitions":{}`), "music", nil, Finished},
		"bad message": {flowOf("music", strings.Replace(music("stop", ""), `"Text":"La."`, `"Other":"La."`, 1), stop), "music", nil, Finished},
	} {
		run := hookedTo(t, CustomerQueue, c.content, caller)
		if path(run) != c.path || !slices.Equal(run.Said, c.said) || run.End != c.end {
			t.Errorf("%s: played %q, said %q, %s", name, path(run), run.Said, run.End)
		}
	}
}

func TestAQueueFlowMayMoveTheContactToAnotherQueue(t *testing.T) {
	move := func(queue string) string {
		return flowOf("move", `"Identifier":"move","Type":"DequeueContactAndTransferToQueue","Parameters":{"QueueId":"`+queue+`"},
			"Transitions":{"NextAction":"stop","Errors":[{"ErrorType":"QueueAtCapacity","NextAction":"hello"},{"ErrorType":"NoMatchingError","NextAction":"stop"}]}`,
			strings.Replace(hello, "bye", "stop", 1), stop)
	}
	for queue, want := range map[string]string{"q1": "move", "q2": "move hello stop", "gone": "move stop"} {
		run := hookedTo(t, CustomerQueue, move(queue), caller)
		if moved := want == "move"; path(run) != want || (run.End == Queued) != moved || (run.Queue == support) != moved {
			t.Errorf("to %s: played %q, %s in %v", queue, path(run), run.End, run.Queue)
		}
	}
}

func TestWhatIsOfInboundFlowsFailsInHookedOnes(t *testing.T) {
	for kind, parameters := range map[string]string{
		"InvokeFlowModule": `"FlowModuleId":"other"`, "TransferToFlow": `"ContactFlowId":"other"`, "TransferContactToQueue": ``,
		"UpdateContactTargetQueue": `"QueueId":"q1"`,
	} {
		content := flowOf("try", fmt.Sprintf(`"Identifier":"try","Type":%q,"Parameters":{%s},
			"Transitions":{"NextAction":"bye","Errors":[{"ErrorType":"NoMatchingError","NextAction":"stop"}]}`, kind, parameters), stop, bye)
		c := in(support)
		if run := hookedTo(t, CustomerQueue, content, c); path(run) != "try stop" {
			t.Errorf("%s plays %q", kind, path(run))
		}
	}
}

func TestAWhisperKnowsTheContactAndItsAgent(t *testing.T) {
	content := flowOf("say", `"Identifier":"say","Type":"MessageParticipant","Parameters":
		{"Text":"$.Agent.UserName, $.Attributes.tier, $.Queue.Name, $.CustomerId [$.InitiationMethod] [$.External.a]"},"Transitions":{"NextAction":"keep"}`,
		`"Identifier":"keep","Type":"UpdateContactAttributes","Parameters":{"Attributes":{"by":"$.Agent.UserName"}},"Transitions":{"NextAction":"stop"}`, stop)
	r := Runner{Flows: having(map[string]*Flow{"w": mustParse(t, content)})}
	c := caller
	c.Agent = Agent{ARN: "arn:a", Username: "ada"}
	before := Run{
		Attributes: map[string]string{"tier": "gold"}, CustomerID: "003x", Queue: support, Answer: map[string]string{"a": "1"},
		Hooks: map[string]string{AgentWhisper: "w"},
	}
	run, err := r.PlayHook(t.Context(), AgentWhisper, c, before)
	if err != nil || !slices.Equal(run.Said, []string{"ada, gold, Support, 003x [] []"}) || run.Attributes["by"] != "ada" {
		t.Errorf("%v: said %q, attributes %v", err, run.Said, run.Attributes)
	}
	if len(before.Attributes) != 1 || run.CustomerID != "003x" || run.Queue != support || run.Answer != nil {
		t.Errorf("left %v and %+v", before.Attributes, run)
	}
}

func TestWithoutAHookNothingIsPlayed(t *testing.T) {
	before := Run{Attributes: map[string]string{"tier": "gold"}, Hooks: map[string]string{CustomerQueue: "gone"}}
	for _, event := range []string{CustomerQueue, AgentWhisper} {
		run, err := (Runner{}).PlayHook(t.Context(), event, caller, before)
		if err != nil || run.Blocks != nil || run.Said != nil || run.End != Finished || run.Attributes["tier"] != "gold" {
			t.Errorf("%s: %v, %+v", event, err, run)
		}
	}
}

func TestMusicNeedsACall(t *testing.T) {
	content := flowOf("music", strings.Replace(music("stop", ""), `"Conditions"`, `"Errors":[{"ErrorType":"NoMatchingError","NextAction":"stop"}],"Conditions"`, 1), stop)
	if run := hookedTo(t, CustomerQueue, content, on("CHAT")); path(run) != "music stop" || run.Said != nil {
		t.Errorf("played %q, said %q", path(run), run.Said)
	}
}

func TestAHookedFlowWithoutEndIsAnError(t *testing.T) {
	r := Runner{Flows: having(map[string]*Flow{"f": mustParse(t, flowOf("hello", strings.Replace(hello, `"bye"`, `"hello"`, 1)))})}
	_, err := r.PlayHook(t.Context(), CustomerQueue, caller, Run{Hooks: map[string]string{CustomerQueue: "f"}})
	if err == nil || !strings.Contains(err.Error(), "did not end") {
		t.Errorf("got %v", err)
	}
}
