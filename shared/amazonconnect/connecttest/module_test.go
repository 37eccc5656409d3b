package connecttest

import (
	"testing"
)

const (
	lookUp   = `"Identifier":"ask","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"arn:f"},"Transitions":{"NextAction":"keep"}`
	keepIt   = `"Identifier":"keep","Type":"UpdateContactAttributes","Parameters":{"Attributes":{"kept":"$.External.a"}},"Transitions":{"NextAction":"return"}`
	goBack   = `"Identifier":"return","Type":"EndFlowModuleExecution","Parameters":{},"Transitions":{}`
	identify = `"Identifier":"identify","Type":"InvokeFlowModule","Parameters":{"FlowModuleId":"module"},
		"Transitions":{"NextAction":"say","Errors":[{"ErrorType":"NoMatchingError","NextAction":"bye"}]}`
	sayBoth = `"Identifier":"say","Type":"MessageParticipant","Parameters":{"Text":"[$.Attributes.kept] [$.External.a] [$.FlowAttributes.b]"},
		"Transitions":{"NextAction":"bye"}`
)

// having finds these flows.
func having(flows map[string]*Flow) func(string) *Flow {
	return func(id string) *Flow { return flows[id] }
}

func TestOnlyAttributesLeaveAModule(t *testing.T) {
	r := Runner{Lambda: answering(`{"a":"1"}`), Flows: having(map[string]*Flow{"module": mustParse(t, flowOf("ask", lookUp, keepIt, goBack))})}
	run := playFlow(t, r, mustParse(t, flowOf("identify", identify, sayBoth, bye)), Contact{ID: "c1"})
	if path(run) != "identify ask keep return say bye" || run.Said[0] != "[1] [] []" {
		t.Errorf("played %q, said %q", path(run), run.Said)
	}
	if run.Answer["a"] != "1" {
		t.Errorf("the answer is %v", run.Answer)
	}
}

func TestAModuleHasNothingOfItsFlow(t *testing.T) {
	ask := `"Identifier":"ask","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"arn:f"},"Transitions":{"NextAction":"set"}`
	set := `"Identifier":"set","Type":"UpdateFlowAttributes","Parameters":{"FlowAttributes":{"b":{"Value":"2"}}},"Transitions":{"NextAction":"identify"}`
	inside := mustParse(t, flowOf("say",
		`"Identifier":"say","Type":"MessageParticipant","Parameters":{"Text":"[$.External.a] [$.FlowAttributes.b]"},"Transitions":{"NextAction":"return"}`, goBack))
	r := Runner{Lambda: answering(`{"a":"1"}`), Flows: having(map[string]*Flow{"module": inside})}
	run := playFlow(t, r, mustParse(t, flowOf("ask", ask, set, identify, sayBoth, bye)), Contact{ID: "c1"})
	if len(run.Said) != 2 || run.Said[0] != "[] []" || run.Said[1] != "[] [1] [2]" {
		t.Errorf("said %q", run.Said)
	}
}

func TestAModuleMayEndTheContact(t *testing.T) {
	for name, c := range map[string]struct{ module, want string }{
		"hang up":     {flowOf("bye", bye), "identify bye"},
		"no way on":   {flowOf("ask", `"Identifier":"ask","Type":"Compare","Parameters":{},"Transitions":{}`), "identify ask"},
		"nested":      {flowOf("identify", identify, sayBoth, bye), "identify identify bye"},
		"other flow":  {flowOf("go", `"Identifier":"go","Type":"TransferToFlow","Parameters":{"ContactFlowId":"other"},"Transitions":{}`), "identify go return"},
		"its own end": {flowOf("end", `"Identifier":"end","Type":"EndFlowExecution","Parameters":{},"Transitions":{}`), "identify end"},
	} {
		r := Runner{Flows: having(map[string]*Flow{"module": mustParse(t, c.module), "other": mustParse(t, flowOf("return", goBack))})}
		run := playFlow(t, r, mustParse(t, flowOf("identify", identify, sayBoth, bye)), Contact{ID: "c1"})
		if path(run) != c.want || run.End != Disconnected {
			t.Errorf("%s: played %q, %s", name, path(run), run.End)
		}
	}
}

func TestAModuleMayQueueTheContact(t *testing.T) {
	r := Runner{Queues: []Queue{support}, Flows: having(map[string]*Flow{"module": mustParse(t, toQueue("q1"))})}
	run := playFlow(t, r, mustParse(t, flowOf("identify", identify, sayBoth, bye)), Contact{ID: "c1"})
	if run.End != Queued || run.Queue != support {
		t.Errorf("played %q, %s in %v", path(run), run.End, run.Queue)
	}
}
