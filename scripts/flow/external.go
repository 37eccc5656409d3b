package flow

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"tieline/events"
)

// external finds the keys that are read of a Lambda function's answer, in dots or
// in brackets (administrator guide, "How to reference contact attributes").
var external = regexp.MustCompile(`\$\.External(?:\.([A-Za-z0-9_-]+)|\.?\['([^']+)'\])`)

// What stands in $.External on one way to an action: the answer of the Lambda
// function that the action of this identifier called, or one of these, which are
// no identifiers.
const (
	nothing = "$nothing"
	carried = "$carried" // perhaps what the flow before was answered
)

// point is an action and what stands in $.External on one way to it.
type point struct{ action, answer string }

// checkExternal follows every way through the flow. An answer stands until the
// next function is called (administrator guide, "Lambda functions and
// attributes"); of one that failed, nothing does.
func checkExternal(l *linter) {
	answers := l.answers()
	for _, a := range l.flow.Actions {
		if keys := a.reads(); len(keys) > 0 {
			l.checkRead(a, keys, answers[a.Identifier])
		}
	}
}

// answers returns what may stand in $.External when each action begins.
func (l *linter) answers() map[string][]string {
	answers := map[string][]string{}
	ahead := []point{{l.flow.StartAction, l.flow.begins()}}
	for len(ahead) > 0 {
		p := ahead[0]
		ahead = ahead[1:]
		if !slices.Contains(answers[p.action], p.answer) {
			answers[p.action] = append(answers[p.action], p.answer)
			ahead = append(ahead, l.actions[p.action].after(p.answer)...)
		}
	}
	return answers
}

// begins returns what stands in $.External at the start. Flows are known to hand
// it on by TransferToFlow (AWS's sample amazon-connect-rules-engine does), but
// modules do not share it ("Flow modules for reusable functions", Limitations),
// and whispers, holds and queue flows begin anew. Each has an action of its own.
func (f *Flow) begins() string {
	for _, a := range f.Actions {
		switch a.Type {
		case "EndFlowModuleExecution", "EndFlowExecution", "MessageParticipantIteratively":
			return nothing
		}
	}
	return carried
}

// after returns where the ways through an action lead.
func (a Action) after(was string) []point {
	done, failed := was, was
	switch {
	case a.Type == invokeLambda:
		done, failed = a.Identifier, nothing
	case a.Type == invokeModule && was == carried:
		done, failed = nothing, nothing // what is read from here on is taken for the module's
	}
	t := a.Transitions
	ahead := []point{{t.NextAction, done}}
	for _, c := range t.Conditions {
		ahead = append(ahead, point{c.NextAction, done})
	}
	for _, e := range t.Errors {
		ahead = append(ahead, point{e.NextAction, failed})
	}
	return ahead
}

func (l *linter) checkRead(a Action, keys, answers []string) {
	what := "$.External." + strings.Join(keys, ", ")
	asked := slices.DeleteFunc(slices.Clone(answers), func(id string) bool { return id == nothing || id == carried })
	slices.Sort(asked)
	empty := slices.Contains(answers, nothing)
	switch {
	case empty && len(asked) == 0:
		l.say(a.Identifier, External, "reads %s, but no Lambda function has answered%s", what, l.ofModules())
	case empty:
		l.say(a.Identifier, External, "reads %s, but on one way to it no Lambda function has answered", what)
	default:
		l.checkOverwritten(a, keys, asked)
	}
}

// checkOverwritten finds reads of an answer that another may have replaced. What
// others' functions answer is unknown: two that answer the same keys are reported.
func (l *linter) checkOverwritten(a Action, keys, asked []string) {
	ours := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return !slices.Contains(events.AnswerKeys, key) })
	for _, before := range l.lambdas() {
		for _, last := range asked {
			if l.calls(before) == l.calls(last) || !l.reach(before)[last] {
				continue
			}
			if slices.Contains(asked, before) {
				l.say(a.Identifier, External, "reads $.External.%s, but either %s or, after it, %s has answered last", strings.Join(keys, ", "), before, last)
				return
			}
			if isTieline(l.calls(before)) && !isTieline(l.calls(last)) && len(ours) > 0 {
				l.say(a.Identifier, External, "reads $.External.%s, but %s has answered after %s", strings.Join(ours, ", "), last, before)
				return
			}
		}
	}
}

// lambdas are the actions that call a Lambda function.
func (l *linter) lambdas() []string {
	var all []string
	for _, a := range l.flow.Actions {
		if a.Type == invokeLambda {
			all = append(all, a.Identifier)
		}
	}
	return all
}

// calls returns which function an action calls. The same one answers the same keys.
func (l *linter) calls(id string) string { return l.actions[id].text("LambdaFunctionARN") }

// ofModules says what is easily missed in a flow that uses modules.
func (l *linter) ofModules() string {
	if slices.ContainsFunc(l.flow.Actions, func(a Action) bool { return a.Type == invokeModule }) {
		return "; what a module is answered does not leave the module"
	}
	return ""
}

// reads returns the keys of $.External that the action reads.
func (a Action) reads() []string {
	keys := map[string]bool{}
	find := func(text string) {
		for _, m := range external.FindAllStringSubmatch(text, -1) {
			keys[m[1]+m[2]] = true
		}
	}
	texts(a.Parameters, find)
	for _, c := range a.Transitions.Conditions {
		texts(c.Condition, find)
	}
	return slices.Sorted(maps.Keys(keys))
}
