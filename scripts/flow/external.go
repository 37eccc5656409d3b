package flow

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"tieline/events"
)

// external finds the keys that are read of a Lambda function's answer, in dots or
// in brackets (administrator guide, "How to reference contact attributes").
var external = regexp.MustCompile(`\$\.External(?:\.([A-Za-z0-9_-]+)|\.?\['([^']+)'\])`)

// checkExternal follows every way through the flow. An answer stands until the
// next function is called (administrator guide, "Lambda functions and
// attributes"); of one that failed, nothing does.
func checkExternal(l *linter) {
	ways := l.ways()
	for _, a := range l.flow.Actions {
		if keys := a.reads(); len(keys) > 0 {
			l.checkRead(a, keys, ways[a.Identifier])
		}
	}
}

func (l *linter) checkRead(a Action, keys []string, ways []standing) {
	what := "$.External." + strings.Join(keys, ", ")
	var asked []string
	empty, unseen := false, ""
	for _, s := range ways {
		switch s.answer {
		case nothing:
			empty, unseen = true, cmp.Or(unseen, s.unseen)
		case carried:
		default:
			asked = append(asked, s.answer)
		}
	}
	slices.Sort(asked)
	asked = slices.Compact(asked)
	switch {
	case empty && len(asked) == 0:
		l.say(a.Identifier, External, "reads %s, but no Lambda function has answered%s", what, l.why(unseen))
	case empty:
		l.say(a.Identifier, External, "reads %s, but on one way to it no Lambda function has answered", what)
	default:
		l.checkOverwritten(a, keys, asked)
		l.checkUnseen(a, keys, ways)
	}
}

// why says what is easily missed of an action whose answer is not there.
func (l *linter) why(unseen string) string {
	switch l.actions[unseen].Type {
	case invokeModule:
		return "; what a module is answered does not leave the module"
	case invokeLambda:
		return "; " + unseen + " is ASYNCHRONOUS, and its answer is not loaded yet"
	}
	return ""
}

// checkUnseen finds reads of what Tieline answered, but out of sight, while
// another function's answer stands. Any module may be Tieline's.
func (l *linter) checkUnseen(a Action, keys []string, ways []standing) {
	for _, s := range ways {
		ours := tielines(keys)
		hidden := l.actions[s.unseen].Type == invokeModule || isTieline(l.calls(s.unseen))
		if len(ours) > 0 && s.answer != carried && !isTieline(l.calls(s.answer)) && hidden {
			l.say(a.Identifier, External, "reads $.External.%s, which is what %s answered%s", strings.Join(ours, ", "), s.answer, l.why(s.unseen))
			return
		}
	}
}

// checkOverwritten finds reads of an answer that another may have replaced. What
// others' functions answer is unknown: two that answer the same keys are reported.
func (l *linter) checkOverwritten(a Action, keys, asked []string) {
	ours := tielines(keys)
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

// tielines returns those of the keys that Tieline answers.
func tielines(keys []string) []string {
	return slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return !slices.Contains(events.AnswerKeys, key) })
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
