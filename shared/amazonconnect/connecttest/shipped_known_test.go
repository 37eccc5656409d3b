package connecttest

import (
	"maps"
	"testing"
)

// TestWhatIsKnownOfACallerOutlivesAFailure plays the flows that ask for a contact
// of whom something is known: what can be kept of a new answer takes its place.
func TestWhatIsKnownOfACallerOutlivesAFailure(t *testing.T) {
	hit, none, closed := answer(oneFound), answer(found("NONE")), answer(map[string]string{"matchStatus": "DEGRADED", "reason": "salesforce closed"})
	halved := found("HIT")                                                             // has not all keys, so that they are not kept
	for name, c := range map[string]struct{ before, answer, after map[string]string }{ // answer: nil if the function fails
		"fails":                      {kept(hit), nil, kept(hit)},
		"is DEGRADED":                {kept(hit), closed, kept(hit)},
		"is DEGRADED after NONE":     {kept(none), closed, kept(none)},
		"cannot be kept":             {kept(hit), halved, kept(hit)},
		"is better":                  {kept(closed), hit, kept(hit)},
		"is other":                   {kept(hit), none, kept(none)},
		"fails after DEGRADED":       {kept(closed), nil, kept(closed)},
		"is DEGRADED where none was": {nil, closed, kept(closed)},
		"cannot be kept at first":    {nil, halved, nothingHeard},
		"fails at first":             {nil, nil, nothingHeard},
	} {
		for _, id := range []string{"inbound", "transfer"} {
			flows := ship(t, support.ARN)
			contact := in(support)
			contact.Attributes = c.before
			run := playFlow(t, Runner{Queues: []Queue{support}, Lambda: popping(c.answer), Flows: having(flows)}, flows[id], contact)
			if !maps.Equal(run.Attributes, c.after) || run.End != Queued {
				t.Errorf("%s, when the answer %s: attributes are %v, %s", id, name, run.Attributes, run.End)
			}
		}
	}
}
