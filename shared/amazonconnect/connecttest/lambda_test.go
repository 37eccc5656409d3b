package connecttest

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// function is a Lambda function.
type function func(ctx context.Context, arn string, payload []byte) ([]byte, error)

func (f function) Invoke(ctx context.Context, arn string, payload []byte) ([]byte, error) {
	return f(ctx, arn, payload)
}

func answering(s string) function {
	return func(context.Context, string, []byte) ([]byte, error) { return []byte(s), nil }
}

func invoke(t *testing.T, f function, parameters string) Run {
	t.Helper()
	return tryBlock(t, Runner{Lambda: f}, "InvokeLambdaFunction", `"LambdaFunctionARN":"arn:f"`+parameters)
}

func TestAnswersOfAnotherShapeTakeTheErrorBranch(t *testing.T) {
	const asJSON = `,"ResponseValidation":{"ResponseType":"JSON"}`
	padded := func(n int) string { return `{"a":"` + strings.Repeat("x", n-len(`{"a":""}`)) + `"}` }
	for _, c := range []struct{ answer, parameters, want string }{
		{`{"a":"b"}`, "", "ok"},
		{`{"a":"b"}`, `,"ResponseValidation":{"ResponseType":"STRING_MAP"}`, "ok"},
		{`{}`, "", "ok"},
		{`{"a":1}`, "", "no"},
		{`{"a":true}`, "", "no"},
		{`{"a":null}`, "", "no"},
		{`{"a":{"b":"c"}}`, "", "no"},
		{`{"a":["b"]}`, "", "no"},
		{`["a"]`, "", "no"},
		{`null`, "", "no"},
		{`"a"`, "", "no"},
		{`{"a":"b"`, "", "no"},
		{``, "", "no"},
		{padded(answerLimit - 1), "", "ok"},
		{padded(answerLimit), "", "no"},
		{`{"a":{"b":[1],"c":2}}`, asJSON, "ok"},
		{`["a"]`, asJSON, "no"},
		{`{"a":"b"}`, `,"InvocationTimeLimitSeconds":"8"`, "ok"},
		{`{"a":"b"}`, `,"InvocationTimeLimitSeconds":"9"`, "no"},
		{`{"a":"b"}`, `,"InvocationTimeLimitSeconds":"0"`, "no"},
		{`{"a":"b"}`, `,"InvocationType":"ASYNCHRONOUS"`, "no"},
	} {
		run := invoke(t, answering(c.answer), c.parameters)
		if path(run) != "try "+c.want || (run.Answer != nil) != (c.want == "ok") {
			t.Errorf("%.40s with %q: played %q, answer %.60v", c.answer, c.parameters, path(run), run.Answer)
		}
	}
}

func TestAJSONAnswerIsReferencedByDots(t *testing.T) {
	run := invoke(t, answering(`{"Name":{"First":"Ada"},"n":1500000000,"ok":true,"list":["a"],"none":null}`),
		`,"ResponseValidation":{"ResponseType":"JSON"}`)
	want := map[string]string{"Name.First": "Ada", "n": "1500000000", "ok": "true"}
	if !reflect.DeepEqual(run.Answer, want) {
		t.Errorf("got %v, want %v", run.Answer, want)
	}
}

func TestEachAnswerReplacesTheOneBefore(t *testing.T) {
	ask := `"Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"arn:f"},"Transitions":{"NextAction":`
	f := mustParse(t, flowOf("one", `"Identifier":"one",`+ask+`"two"}`, `"Identifier":"two",`+ask+`"bye"}`, bye))
	answers := []string{`{"a":"1"}`, `{"b":"2"}`}
	run := playFlow(t, Runner{Lambda: function(func(context.Context, string, []byte) ([]byte, error) {
		next := answers[0]
		answers = answers[1:]
		return []byte(next), nil
	})}, f, caller)
	if want := map[string]string{"b": "2"}; !reflect.DeepEqual(run.Answer, want) {
		t.Errorf("got %v, want %v", run.Answer, want)
	}
}

func TestAFailedInvocationIsRepeatedThreeTimes(t *testing.T) {
	for failures, want := range map[int]string{0: "ok", 3: "ok", 4: "no"} {
		asked := 0
		run := invoke(t, func(context.Context, string, []byte) ([]byte, error) {
			if asked++; asked <= failures {
				return nil, errors.New("function failed")
			}
			return []byte(`{}`), nil
		}, "")
		if path(run) != "try "+want || asked != min(failures+1, invocations) {
			t.Errorf("%d failures: played %q after %d invocations", failures, path(run), asked)
		}
	}
}

func TestAnInvocationEndsWithItsTimeLimit(t *testing.T) {
	for limit, want := range map[string]time.Duration{`,"InvocationTimeLimitSeconds":"4"`: 4 * time.Second, "": 8 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			run := invoke(t, func(ctx context.Context, _ string, _ []byte) ([]byte, error) {
				<-ctx.Done()
				return nil, ctx.Err()
			}, limit)
			if took := time.Since(began); took != want || path(run) != "try no" {
				t.Errorf("%q took %s and played %q", limit, took, path(run))
			}
		})
	}
}

func TestTheFunctionHearsWhatConnectTellsIt(t *testing.T) {
	var arn string
	var heard map[string]any
	listen := func(_ context.Context, name string, payload []byte) ([]byte, error) {
		arn = name
		return []byte(`{}`), json.Unmarshal(payload, &heard)
	}
	invoke(t, listen, `,"LambdaInvocationAttributes":
		{"phone":"$.CustomerEndpoint.Address","n":5,"o":{"k":"$.Channel"},"gone":"$.External.x"}`)
	number := func(s string) any { return map[string]any{"Address": s, "Type": "TELEPHONE_NUMBER"} }
	want := map[string]any{"Name": "ContactFlowEvent", "Details": map[string]any{
		"Parameters": map[string]any{"phone": "+442079460001", "n": 5.0, "o": map[string]any{"k": "VOICE"}, "gone": nil},
		"ContactData": map[string]any{
			"Attributes": map[string]any{"tier": "gold", "first name": "Ada", "empty": ""}, "Channel": "VOICE", "ContactId": "c1",
			"CustomerEndpoint": number("+442079460001"), "CustomerId": nil, "Description": nil, "InitialContactId": "c0",
			"InitiationMethod": "TRANSFER", "InstanceARN": "arn:i", "LanguageCode": "en-GB", "Name": nil, "PreviousContactId": "c0",
			"MediaStreams": map[string]any{"Customer": map[string]any{"Audio": nil}}, "Queue": nil,
			"References": map[string]any{}, "SystemEndpoint": number("+442079460000"),
		},
	}}
	if arn != "arn:f" || !reflect.DeepEqual(heard, want) {
		t.Errorf("%s heard\n%v, want\n%v", arn, heard, want)
	}
}
