package flow

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tieline/shared/tuning"
)

// fine is a flow without a fault: two functions are asked, and each answer is
// read before the next one comes.
const fine = `{"Version":"2019-10-30","StartAction":"look-up","Metadata":{},"Actions":[
{"Identifier":"look-up","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"${ScreenPopArn}","InvocationTimeLimitSeconds":"8","LambdaInvocationAttributes":{}},
 "Transitions":{"NextAction":"keep","Errors":[{"ErrorType":"NoMatchingError","NextAction":"tier"}]}},
{"Identifier":"keep","Type":"UpdateContactAttributes","Parameters":{"Attributes":{"id":"$.External.recordId"}},
 "Transitions":{"NextAction":"tier","Errors":[{"ErrorType":"NoMatchingError","NextAction":"tier"}]}},
{"Identifier":"tier","Type":"InvokeLambdaFunction","Parameters":{"LambdaFunctionARN":"arn:aws:lambda:eu-west-2:111122223333:function:tiers","InvocationTimeLimitSeconds":3},
 "Transitions":{"NextAction":"which","Errors":[{"ErrorType":"NoMatchingError","NextAction":"bye"}]}},
{"Identifier":"which","Type":"Compare","Parameters":{"ComparisonValue":"$.External.tier"},
 "Transitions":{"NextAction":"bye","Conditions":[{"NextAction":"bye","Condition":{"Operator":"Equals","Operands":["gold"]}}]}},
{"Identifier":"bye","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}`

// tiers is the function of the flow above.
const tiers = "arn:aws:lambda:eu-west-2:111122223333:function:tiers"

func lint(t *testing.T, content string, functions ...string) []Finding {
	t.Helper()
	f, err := Parse([]byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return f.Lint(functions...)
}

func TestAFlowWithoutFaultsHasNoFindings(t *testing.T) {
	for _, functions := range [][]string{nil, {tiers}} {
		if found := lint(t, fine, functions...); len(found) > 0 {
			t.Errorf("allowed %q: found %q", functions, found)
		}
	}
}

// TestEachFaultIsFound plants one fault at a time.
func TestEachFaultIsFound(t *testing.T) {
	longID, half := strings.Repeat("ä", 51), strings.Repeat("x", 16384)
	for name, c := range map[string]struct {
		old, planted string
		want         Finding
	}{
		"another language": {"2019-10-30", "2030-01-01", Finding{"", Language, `is of version "2030-01-01"`}},
		"too many":         {`{"Identifier":"bye"`, many(246) + `{"Identifier":"bye"`, Finding{"", Language, "has 251 actions"}},
		"twice":            {`{"Identifier":"bye"`, `{"Identifier":"bye","Type":"DisconnectParticipant"},{"Identifier":"bye"`, Finding{"bye", Language, "stands twice"}},
		"long identifier":  {`"bye"`, `"` + longID + `"`, Finding{longID, Language, "of 51 characters"}},
		"bad identifier":   {`"bye"`, `"bye;"`, Finding{"bye;", Language, "that Connect forbids"}},
		"forbidden name":   {`"bye"`, `"toString"`, Finding{"toString", Language, "that Connect forbids"}},
		"no type":          {`"Type":"Compare",`, ``, Finding{"which", Language, "has no type"}},

		"no start":            {`"StartAction":"look-up"`, `"StartAction":"gone"`, Finding{"", Dangling, `starts with "gone"`}},
		"dangling":            {`"NextAction":"keep"`, `"NextAction":"gone"`, Finding{"look-up", Dangling, `leads to "gone"`}},
		"dangling error":      {`"NextAction":"bye"}]}},` + "\n" + `{"Identifier":"which"`, `"NextAction":"gone"}]}},` + "\n" + `{"Identifier":"which"`, Finding{"tier", Dangling, `leads to "gone"`}},
		"dangling condition":  {`[{"NextAction":"bye","Condition"`, `[{"NextAction":"gone","Condition"`, Finding{"which", Dangling, `leads to "gone"`}},
		"nowhere on success":  {`"NextAction":"tier","Errors"`, `"Errors"`, Finding{"keep", Dangling, "leads nowhere when it succeeds"}},
		"unreachable":         {`{"Identifier":"bye"`, many(1) + `{"Identifier":"bye"`, Finding{"wait-0", Unreachable, "is never reached"}},
		"no error branch":     {`,"Errors":[{"ErrorType":"NoMatchingError","NextAction":"bye"}]`, ``, Finding{"tier", ErrorBranch, "has no error branch"}},
		"another error":       {`"ErrorType":"NoMatchingError","NextAction":"bye"`, `"ErrorType":"TimeLimitExceeded","NextAction":"bye"`, Finding{"tier", ErrorBranch, "has no error branch"}},
		"waits too long":      {`"InvocationTimeLimitSeconds":"8"`, `"InvocationTimeLimitSeconds":"9"`, Finding{"look-up", TimeLimit, "of 9 s, and Connect takes 1 to 8"}},
		"waits aside too":     {`"InvocationTimeLimitSeconds":"8"`, `"InvocationTimeLimitSeconds":"61","InvocationType":"ASYNCHRONOUS"`, Finding{"look-up", TimeLimit, "1 to 60"}},
		"waits for no time":   {`"InvocationTimeLimitSeconds":"8"`, `"InvocationTimeLimitSeconds":"0"`, Finding{"look-up", TimeLimit, "of 0 s"}},
		"no number":           {`"InvocationTimeLimitSeconds":"8"`, `"InvocationTimeLimitSeconds":"8s"`, Finding{"look-up", TimeLimit, `"8s", which is no number`}},
		"half a second":       {`"InvocationTimeLimitSeconds":3`, `"InvocationTimeLimitSeconds":3.5`, Finding{"tier", TimeLimit, `"3.5", which is no number`}},
		"no time limit":       {`"InvocationTimeLimitSeconds":"8",`, ``, Finding{"look-up", TimeLimit, "has no time limit"}},
		"too short for us":    {`"InvocationTimeLimitSeconds":"8"`, `"InvocationTimeLimitSeconds":"3"`, Finding{"look-up", TimeLimit, "of 3 s, and Tieline needs 4"}},
		"no function":         {`"` + tiers + `"`, `""`, Finding{"tier", Function, "names no function"}},
		"malformed ARN":       {tiers, "tiers", Finding{"tier", Function, `"tiers", which is no ARN`}},
		"ARN of another kind": {tiers, "arn:aws:sqs:eu-west-2:111122223333:tiers", Finding{"tier", Function, "which is no ARN of a Lambda function"}},
		"Tieline's newest":    {tiers, "arn:aws:lambda:eu-west-2:111122223333:function:tieline-prod-screen-pop", Finding{"tier", Function, "without the alias live"}},
		"Tieline's version":   {tiers, "arn:aws:lambda:eu-west-2:111122223333:function:tieline-prod-screen-pop:7", Finding{"tier", Function, "without the alias live"}},
		"long value":          {"$.External.recordId", strings.Repeat("x", 32769), Finding{"keep", Size, "a value of 32769 bytes"}},
		"long attributes":     {`"id":"$.External.recordId"`, `"a":"` + half + `","b":"` + half + `"`, Finding{"keep", Size, "attributes of 32770 bytes"}},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(fine, c.old) {
				t.Fatal("there is nothing to plant it in")
			}
			has(t, lint(t, strings.ReplaceAll(fine, c.old, c.planted)), c.want)
		})
	}
}

// has reports unless the finding is there. A fault may well cause others: what
// nothing leads to any more is never reached.
func has(t *testing.T, found []Finding, want Finding) {
	t.Helper()
	for _, f := range found {
		if f.Action == want.Action && f.Rule == want.Rule && strings.Contains(f.Sentence, want.Sentence) {
			return
		}
	}
	t.Errorf("found %q, and not %q", found, want)
}

// many writes actions, each with a comma after it, that nothing leads to.
func many(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"Identifier":"wait-%d","Type":"Wait","Transitions":{"NextAction":"bye"}},`, i)
	}
	return b.String()
}

func TestOnlyTheFunctionsAllowedMayBeCalled(t *testing.T) {
	has(t, lint(t, fine, tiers+":live"), Finding{"tier", Function, "none of the functions allowed"})
}

func TestTheAliasLiveOfTielineMayBeCalled(t *testing.T) {
	live := strings.NewReplacer(tiers, pop, `"InvocationTimeLimitSeconds":3`, `"InvocationTimeLimitSeconds":4`).Replace(fine)
	if found := lint(t, live); len(found) > 0 {
		t.Errorf("found %q", found)
	}
}

func TestPlacesMayBeUnfilled(t *testing.T) {
	for _, arn := range []string{"${TiersArn}", "{{tiers.arn}}", "%%TIERS_ARN%%"} {
		content := strings.ReplaceAll(strings.ReplaceAll(fine, tiers, arn), `"8"`, `"${Seconds}"`)
		if found := lint(t, content, "arn:other"); len(found) > 0 {
			t.Errorf("%s: found %q", arn, found)
		}
	}
}

func TestAFunctionThatAContactNamesIsNoneOfThoseAllowed(t *testing.T) {
	for _, arn := range []string{"$.Attributes.tiers", "arn:aws:lambda:$.AwsRegion:111122223333:function:tiers"} {
		content := strings.ReplaceAll(fine, tiers, arn)
		if found := lint(t, content); len(found) > 0 {
			t.Errorf("%s: found %q, and all are allowed", arn, found)
		}
		has(t, lint(t, content, tiers), Finding{"tier", Function, "which may be any function"})
	}
}

// TestAFlowMustWaitForTheLargestBudget holds tielineWait to what admins may set.
func TestAFlowMustWaitForTheLargestBudget(t *testing.T) {
	if most := time.Duration(tuning.ScreenPopBudget.Max) * time.Millisecond; tielineWait*time.Second < most+500*time.Millisecond {
		t.Errorf("a flow waits %d s, and the budget may be %s", tielineWait, most)
	}
}

func TestFindingsComeInTheOrderOfTheActions(t *testing.T) {
	content := strings.NewReplacer("2019-10-30", "1", tiers, "tiers", "$.External.recordId", strings.Repeat("x", 40000)).Replace(fine)
	var order []string
	for _, f := range lint(t, content) {
		order = append(order, f.Action)
	}
	if got := strings.Join(order, " "); got != " keep tier" {
		t.Errorf("in the order %q", got)
	}
}

func TestConditionsMayLeadOnAlone(t *testing.T) {
	content := strings.Replace(fine, `"NextAction":"bye","Conditions"`, `"Conditions"`, 1)
	if found := lint(t, content); content == fine || len(found) > 0 {
		t.Errorf("found %q", found)
	}
}
