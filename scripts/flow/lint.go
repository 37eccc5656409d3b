package flow

import (
	"fmt"
	"slices"
)

// Rule names what a finding breaks.
type Rule string

// The rules.
const (
	Language    Rule = "language"     // Connect would not take it
	Dangling    Rule = "dangling"     // an action leads nowhere
	Unreachable Rule = "unreachable"  // nothing leads to an action
	ErrorBranch Rule = "error-branch" // the call ends if a Lambda function fails
	TimeLimit   Rule = "time-limit"   // Connect waits less long than the flow says
	Function    Rule = "function"     // a Lambda function that cannot be, or should not, be called
	External    Rule = "external"     // $.External is read where another answer, or none, stands
	Size        Rule = "size"         // a value is longer than Connect keeps
)

// Finding is one thing that is wrong.
type Finding struct {
	Action   string // its identifier; "" if the whole flow is meant
	Rule     Rule
	Sentence string // what the action does wrong, to be read after its identifier
}

// Lint returns what is wrong with the flow, in the order of its actions. The ARNs
// of functions are the only ones that it may call; without any, it may call all.
// Places that are yet to be filled, as ${Name}, may stand for anything.
func (f *Flow) Lint(functions ...string) []Finding {
	l := &linter{flow: f, functions: functions, actions: map[string]Action{}}
	for _, a := range f.Actions {
		if _, twice := l.actions[a.Identifier]; !twice {
			l.actions[a.Identifier] = a
		}
	}
	for _, check := range []func(*linter){checkLanguage, checkEnds, checkReach, checkLambdas, checkExternal, checkSizes} {
		check(l)
	}
	order := map[string]int{}
	for i, a := range f.Actions {
		order[a.Identifier] = i + 1
	}
	slices.SortStableFunc(l.found, func(x, y Finding) int { return order[x.Action] - order[y.Action] })
	return l.found
}

// linter collects what the checks find.
type linter struct {
	flow      *Flow
	functions []string
	actions   map[string]Action // of several with one identifier the first
	found     []Finding
}

func (l *linter) say(action string, rule Rule, format string, args ...any) {
	l.found = append(l.found, Finding{action, rule, fmt.Sprintf(format, args...)})
}
