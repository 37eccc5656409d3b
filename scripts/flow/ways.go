package flow

import "slices"

// What stands in $.External on one way to an action: the answer of the Lambda
// function that the action of this identifier called, or one of these, which are
// no identifiers.
const (
	nothing = "$nothing"
	carried = "$carried" // perhaps what the flow before was answered
)

// standing is what stands in $.External on one way to an action.
type standing struct {
	answer string // the action whose function answered, or one of the above
	unseen string // the action since whose answer is not there: a module's, or of a call that is not waited for; or ""
}

// point is an action and what stands in $.External on one way to it.
type point struct {
	action string
	stands standing
}

// ways returns what may stand in $.External when each action begins.
func (l *linter) ways() map[string][]standing {
	ways := map[string][]standing{}
	ahead := []point{{l.flow.StartAction, standing{answer: l.flow.begins()}}}
	for len(ahead) > 0 {
		p := ahead[0]
		ahead = ahead[1:]
		if !slices.Contains(ways[p.action], p.stands) {
			ways[p.action] = append(ways[p.action], p.stands)
			ahead = append(ahead, l.after(l.actions[p.action], p.stands)...)
		}
	}
	return ways
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
func (l *linter) after(a Action, was standing) []point {
	done, failed := l.leaves(a, was)
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

// leaves returns what stands once the action is done, and once it has failed.
func (l *linter) leaves(a Action, was standing) (done, failed standing) {
	none := standing{answer: nothing}
	switch {
	case a.loads() && l.actions[was.unseen].Type == invokeLambda:
		return standing{answer: was.unseen}, none
	case a.loads():
		return standing{answer: carried}, none // of a call of the flow before
	case a.Type == invokeLambda && !a.aside():
		return standing{answer: a.Identifier}, none
	case a.Type != invokeLambda && a.Type != invokeModule:
		return was, was
	case was.answer == carried:
		was.answer = nothing // what is read from here on is taken for this one's
	}
	was.unseen = a.Identifier
	return was, was
}
