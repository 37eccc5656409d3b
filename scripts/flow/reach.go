package flow

// endings are the types after which nothing of the flow may follow: those that
// end it, those that hand the contact on, and messages played without end.
var endings = map[string]bool{
	"DequeueContactAndTransferToQueue": true,
	"DisconnectParticipant":            true,
	"EndFlowExecution":                 true,
	"EndFlowModuleExecution":           true,
	"MessageParticipantIteratively":    true,
	"TransferContactToAgent":           true,
	"TransferContactToQueue":           true,
	"TransferToFlow":                   true,
}

// checkEnds finds transitions to what does not exist, or to nothing.
func checkEnds(l *linter) {
	if _, ok := l.actions[l.flow.StartAction]; !ok {
		l.say("", Dangling, "starts with %q, which does not exist", l.flow.StartAction)
	}
	for _, a := range l.flow.Actions {
		for _, next := range a.next() {
			if _, ok := l.actions[next]; !ok {
				l.say(a.Identifier, Dangling, "leads to %q, which does not exist", next)
			}
		}
		t := a.Transitions
		if t.NextAction == "" && len(t.Conditions) == 0 && !endings[a.Type] {
			l.say(a.Identifier, Dangling, "leads nowhere when it succeeds")
		}
	}
}

// checkReach finds what no way from the start leads to.
func checkReach(l *linter) {
	reached := l.reach(l.flow.StartAction)
	for _, a := range l.flow.Actions {
		if !reached[a.Identifier] {
			l.say(a.Identifier, Unreachable, "is never reached")
		}
	}
}

// reach returns what ways from an action lead to, and the action itself.
func (l *linter) reach(from string) map[string]bool {
	reached := map[string]bool{}
	ahead := []string{from}
	for len(ahead) > 0 {
		id := ahead[0]
		ahead = ahead[1:]
		if !reached[id] {
			reached[id] = true
			ahead = append(ahead, l.actions[id].next()...)
		}
	}
	return reached
}
