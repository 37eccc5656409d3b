package flow

import (
	"fmt"
	"strings"
	"testing"
)

// Blocks of a few words, each with its branches.
func ask(id, arn, next, failed string) string {
	return block(id, "InvokeLambdaFunction", `"LambdaFunctionARN":"`+arn+`","InvocationTimeLimitSeconds":"8"`, next, failed)
}

func read(id, text, next string) string {
	return block(id, "MessageParticipant", `"Text":"`+text+`"`, next, next)
}

// aside does not wait for the function, and load fetches what it answered.
func aside(id, arn, next string) string {
	return block(id, "InvokeLambdaFunction", `"LambdaFunctionARN":"`+arn+`","InvocationTimeLimitSeconds":"60","InvocationType":"ASYNCHRONOUS"`, next, next)
}

func load(id, next, failed string) string {
	return block(id, "InvokeLambdaFunction", `"RequestId":"$.LambdaInvocation.InvocationId"`, next, failed)
}

func module(id, next string) string { return block(id, "InvokeFlowModule", "", next, next) }

// choose leads to one of two, or by what it cannot compare to the second.
func choose(id, one, two string) string {
	return fmt.Sprintf(`{"Identifier":%q,"Type":"Compare","Parameters":{"ComparisonValue":"$.Channel"},"Transitions":{"NextAction":%q,
		"Conditions":[{"NextAction":%q,"Condition":{"Operator":"Equals","Operands":["VOICE"]}}],"Errors":[{"ErrorType":"NoMatchingCondition","NextAction":%q}]}}`, id, two, one, two)
}

func block(id, kind, parameters, next, failed string) string {
	return fmt.Sprintf(`{"Identifier":%q,"Type":%q,"Parameters":{%s},"Transitions":{"NextAction":%q,"Errors":[{"ErrorType":"NoMatchingError","NextAction":%q}]}}`, id, kind, parameters, next, failed)
}

// flowOf ends with bye, an action of that type.
func flowOf(bye string, blocks ...string) string {
	end := fmt.Sprintf(`{"Identifier":"bye","Type":%q,"Transitions":{}}`, bye)
	return fmt.Sprintf(`{"Version":"2019-10-30","StartAction":"a","Actions":[%s,%s]}`, strings.Join(blocks, ","), end)
}

const (
	one  = "arn:aws:lambda:eu-west-2:111122223333:function:one"
	two  = "arn:aws:lambda:eu-west-2:111122223333:function:two"
	pop  = "arn:aws:lambda:eu-west-2:111122223333:function:tieline-prod-screen-pop:live"
	hang = "DisconnectParticipant"
)

func TestExternalIsReadOnlyWhereItsAnswerStands(t *testing.T) {
	for name, c := range map[string]struct{ content, says string }{ // says: "" if that is fine
		"read at once": {flowOf(hang, ask("a", one, "r", "bye"), read("r", "$.External.x", "bye")), ""},
		"read as the argument of the next": {
			flowOf(hang, ask("a", one, "b", "bye"), block("b", "InvokeLambdaFunction",
				`"LambdaFunctionARN":"`+two+`","InvocationTimeLimitSeconds":"8","LambdaInvocationAttributes":{"x":"$.External.x"}`, "bye", "bye")), "",
		},
		"on the error branch": {
			flowOf(hang, ask("a", one, "r", "r"), read("r", "Hello $.External.x.", "bye")),
			"r reads $.External.x, but on one way to it no Lambda function has answered",
		},
		"after the error of a second": {
			flowOf(hang, ask("a", one, "b", "bye"), ask("b", two, "bye", "r"), read("r", "$.External['x']", "bye")),
			"r reads $.External.x, but no Lambda function has answered",
		},
		"from the flow before": {flowOf(hang, read("a", "$.External.x", "bye")), ""},
		"from a module": {
			flowOf(hang, module("a", "r"), read("r", "$.External.x", "bye")),
			"r reads $.External.x, but no Lambda function has answered; what a module is answered does not leave the module",
		},
		"own answer, over a module": {flowOf(hang, ask("a", one, "m", "bye"), module("m", "r"), read("r", "$.External.x", "bye")), ""},
		"own keys that Tieline has, too, over a module": {
			flowOf(hang, ask("a", one, "m", "bye"), module("m", "r"), read("r", "$.External.recordName $.External.tier", "bye")),
			"r reads $.External.recordName, which is what a answered; what a module is answered does not leave the module",
		},
		"Tieline's own answer, over a module": {flowOf(hang, ask("a", pop, "m", "bye"), module("m", "r"), read("r", "$.External.recordName", "bye")), ""},
		"own keys, before a module":           {flowOf(hang, ask("a", one, "r", "bye"), read("r", "$.External.recordName", "m"), module("m", "bye")), ""},
		"of a call not waited for": {
			flowOf(hang, aside("a", one, "r"), read("r", "$.External.x", "bye")),
			"r reads $.External.x, but no Lambda function has answered; a is ASYNCHRONOUS, and its answer is not loaded yet",
		},
		"of a call not waited for, loaded": {flowOf(hang, aside("a", one, "l"), load("l", "r", "bye"), read("r", "$.External.x", "bye")), ""},
		"of a load that failed": {
			flowOf(hang, aside("a", one, "l"), load("l", "bye", "r"), read("r", "$.External.x", "bye")),
			"r reads $.External.x, but no Lambda function has answered",
		},
		"of a call of the flow before, loaded": {flowOf(hang, module("a", "l"), load("l", "r", "bye"), read("r", "$.External.x", "bye")), ""},
		"own answer, while another is asked":   {flowOf(hang, ask("a", one, "b", "bye"), aside("b", two, "r"), read("r", "$.External.recordName", "bye")), ""},
		"own answer, while Tieline is asked": {
			flowOf(hang, ask("a", one, "b", "bye"), aside("b", pop, "r"), read("r", "$.External.recordName", "bye")),
			"r reads $.External.recordName, which is what a answered; b is ASYNCHRONOUS, and its answer is not loaded yet",
		},
		"in a module, from outside": {flowOf("EndFlowModuleExecution", read("a", "$.External.x", "bye")), "a reads $.External.x, but no Lambda function has answered"},
		"in a whisper":              {flowOf("EndFlowExecution", read("a", "$.External.x", "bye")), "a reads $.External.x, but no Lambda function has answered"},
		"in a queue flow": {
			flowOf(hang, read("a", "$.External.x", "w"), block("w", "MessageParticipantIteratively", "", "bye", "bye")),
			"a reads $.External.x, but no Lambda function has answered",
		},
		"in a whisper that asks": {flowOf("EndFlowExecution", ask("a", one, "r", "bye"), read("r", "$.External.x", "bye")), ""},
		"either of two": {
			flowOf(hang, choose("a", "b", "c"), ask("b", one, "r", "bye"), ask("c", two, "r", "bye"), read("r", "$.External.x", "bye")), "",
		},
		"perhaps after another": {
			flowOf(hang, ask("a", one, "c", "bye"), choose("c", "b", "r"), ask("b", two, "r", "bye"), read("r", "$.External.x", "bye")),
			"r reads $.External.x, but either a or, after it, b has answered last",
		},
		"the same asked again": {
			flowOf(hang, ask("a", one, "c", "bye"), choose("c", "b", "r"), ask("b", one, "r", "bye"), read("r", "$.External.x", "bye")), "",
		},
		"Tieline's keys after another": {
			flowOf(hang, ask("a", pop, "b", "bye"), ask("b", one, "r", "bye"), read("r", "$.External.tier $.External.recordId", "bye")),
			"r reads $.External.recordId, but b has answered after a",
		},
		"others' keys after Tieline": {
			flowOf(hang, ask("a", pop, "b", "bye"), ask("b", one, "r", "bye"), read("r", "$.External.tier", "bye")), "",
		},
		"Tieline's keys after all": {
			flowOf(hang, ask("a", one, "b", "bye"), ask("b", pop, "r", "bye"), read("r", "$.External.recordId", "bye")), "",
		},
		"what Tieline, asked twice, answers": {
			flowOf(hang, ask("a", pop, "b", "bye"), ask("b", "${ScreenPopArn}", "r", "bye"), read("r", "$.External.recordId", "bye")), "",
		},
		"others' keys that Tieline has, too": {
			flowOf(hang, ask("a", one, "b", "bye"), ask("b", two, "r", "bye"), read("r", "$.External.source", "bye")), "",
		},
		"compared with": {
			strings.Replace(flowOf("EndFlowExecution", choose("a", "bye", "bye")), `"VOICE"`, `"$.External.x"`, 1),
			"a reads $.External.x, but no Lambda function has answered",
		},
		"a key of attributes": {
			flowOf("EndFlowExecution", block("a", "UpdateContactAttributes", `"Attributes":{"$.External.x":"1"}`, "bye", "bye")),
			"a reads $.External.x, but no Lambda function has answered",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var said []string
			for _, f := range lint(t, c.content) {
				said = append(said, f.Action+" "+f.Sentence)
			}
			if got := strings.Join(said, "\n"); got != c.says {
				t.Errorf("said %q, want %q", got, c.says)
			}
		})
	}
}
