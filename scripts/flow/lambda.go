package flow

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Seconds that Connect waits for a Lambda function at most, if it waits, and if
// it goes on meanwhile (administrator guide, "Flow block: AWS Lambda function").
const (
	longestWait      = 8
	longestWaitAside = 60
)

// tielineWait is how long a flow must wait for Tieline, in seconds: more than the
// largest budget, which is half a second below it.
const tielineWait = 4

var (
	lambdaARN  = regexp.MustCompile(`^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:([A-Za-z0-9_-]+)(:[A-Za-z0-9$_-]+)?$`)
	tielineARN = regexp.MustCompile(`:function:tieline-[a-z0-9-]+`)
)

// The place of our function in the shipped flows, and the alias that flows call.
const (
	tielinePlace = "${ScreenPopArn}"
	liveAlias    = ":live"
)

func checkLambdas(l *linter) {
	for _, a := range l.flow.Actions {
		if a.Type != invokeLambda || a.loads() {
			continue
		}
		if !a.catches("NoMatchingError") {
			l.say(a.Identifier, ErrorBranch, "has no error branch: the contact ends if the function fails")
		}
		l.checkTimeLimit(a)
		l.checkFunction(a)
	}
}

func (l *linter) checkTimeLimit(a Action) {
	longest := longestWait
	if a.aside() {
		longest = longestWaitAside
	}
	text := a.text("InvocationTimeLimitSeconds")
	seconds, err := strconv.Atoi(text)
	switch {
	case isOpen(text):
	case text == "":
		l.say(a.Identifier, TimeLimit, "has no time limit")
	case err != nil:
		l.say(a.Identifier, TimeLimit, "has the time limit %q, which is no number of seconds", text)
	case seconds < 1 || seconds > longest:
		l.say(a.Identifier, TimeLimit, "has a time limit of %d s, and Connect takes 1 to %d", seconds, longest)
	case isTieline(a.text("LambdaFunctionARN")) && seconds < tielineWait:
		l.say(a.Identifier, TimeLimit, "has a time limit of %d s, and Tieline needs %d, for the longest budget it may be given", seconds, tielineWait)
	}
}

func (l *linter) checkFunction(a Action) {
	arn := a.text("LambdaFunctionARN")
	switch {
	case arn == "":
		l.say(a.Identifier, Function, "names no function")
	case len(l.functions) > 0 && strings.Contains(arn, "$."):
		l.say(a.Identifier, Function, "calls %s, which may be any function", arn)
	case isOpen(arn) || slices.Contains(l.functions, arn):
	case len(l.functions) > 0:
		l.say(a.Identifier, Function, "calls %s, which is none of the functions allowed", arn)
	case !lambdaARN.MatchString(arn):
		l.say(a.Identifier, Function, "calls %q, which is no ARN of a Lambda function", arn)
	case isTieline(arn) && !strings.HasSuffix(arn, liveAlias):
		l.say(a.Identifier, Function, "calls %s without the alias live: what is rolled out, and rolled back, is the alias", arn)
	}
}

// aside reports whether the flow goes on while the function runs.
func (a Action) aside() bool { return a.text("InvocationType") == "ASYNCHRONOUS" }

// loads reports whether the action fetches what such a function answered. AWS
// documents the block, "Load Lambda result", which is given the id of the
// invocation, and not what it is called in the language of flows.
func (a Action) loads() bool {
	given := false
	texts(a.Parameters, func(text string) { given = given || strings.HasPrefix(text, "$.LambdaInvocation.") })
	return given && a.text("LambdaFunctionARN") == ""
}

func isTieline(arn string) bool { return arn == tielinePlace || tielineARN.MatchString(arn) }

// open is in a text that is known only later: when its places are filled, ${Name}
// by CloudFormation, {{name}} and %%NAME%% by the tools of AWS's samples, or when
// the contact is there, from attributes as $.Attributes.name.
var open = regexp.MustCompile(`\$\{|\{\{|%%|\$\.`)

func isOpen(text string) bool { return open.MatchString(text) }
