package connecttest

import (
	"errors"
	"fmt"
	"strings"
)

const (
	flowLanguage  = "2019-10-30" // the only version there is
	mostActions   = 250          // of one flow
	longestID     = 50           // characters of an action's identifier
	forbiddenInID = `%:(\/)=$,;[]{}`
)

func (d document) check() error {
	var wrong []error
	if d.Version != flowLanguage {
		wrong = append(wrong, fmt.Errorf("version %q is not %s", d.Version, flowLanguage))
	}
	if len(d.Actions) > mostActions {
		wrong = append(wrong, fmt.Errorf("%d actions are more than %d", len(d.Actions), mostActions))
	}
	known := false
	for _, a := range d.Actions {
		known = known || a.Identifier == d.StartAction
	}
	if !known {
		wrong = append(wrong, fmt.Errorf("start action %q does not exist", d.StartAction))
	}
	return errors.Join(wrong...)
}

func (a action) check(f *Flow) error {
	var wrong []error
	say := func(format string, args ...any) {
		wrong = append(wrong, fmt.Errorf("action %q "+format, append([]any{a.Identifier}, args...)...))
	}
	if n := len(a.Identifier); n == 0 || n > longestID || strings.ContainsAny(a.Identifier, forbiddenInID) {
		say("has an identifier that is not allowed")
	}
	b, ok := blocks[a.Type]
	if !ok {
		say("has the unknown type %q", a.Type)
	}
	if ok && b.goesOn && a.Transitions.NextAction == "" {
		say("leads nowhere")
	}
	for _, next := range a.next() {
		if _, ok := f.actions[next]; !ok {
			say("leads to %q, which does not exist", next)
		}
	}
	for _, c := range a.Transitions.Conditions {
		if _, ok := operators[c.Condition.Operator]; !ok {
			say("compares by the unknown operator %q", c.Condition.Operator)
		}
	}
	return errors.Join(wrong...)
}

// next are all actions that may follow.
func (a action) next() []string {
	var all []string
	if a.Transitions.NextAction != "" {
		all = append(all, a.Transitions.NextAction)
	}
	for _, e := range a.Transitions.Errors {
		all = append(all, e.NextAction)
	}
	for _, c := range a.Transitions.Conditions {
		all = append(all, c.NextAction)
	}
	return all
}
