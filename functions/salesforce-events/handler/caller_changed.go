package handler

import (
	"encoding/json"
	"slices"

	"tieline/events"
	"tieline/shared/caller"
	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// objects are those in which callers are looked for.
var objects = []string{"Contact", "Lead", "Account"}

// maxNumbers is more than a record can have.
const maxNumbers = 100

// readCallerChanged reads what our own flows tell: the numbers of a record before
// and after. Under each somebody else may be held, or the record itself.
func readCallerChanged(payload []byte, tuned tuning.Snapshot) (news, error) {
	var c events.CallerChanged
	if err := json.Unmarshal(payload, &c); err != nil {
		return news{}, fault.Errorf(fault.Invalid, "decode caller changed: %w", err)
	}
	if err := check(c.RelayedKey); err != nil {
		return news{}, err
	}
	n := news{event: traceable(c.EventKey), change: known(changes, c.Change), object: known(objects, c.Object)}
	if n.object == "" {
		return n, nil // nobody is looked for there
	}
	typed := slices.Concat(c.OldNumbers, c.NewNumbers)
	switch {
	case !isRecord(c.RecordID):
		return news{}, fault.Errorf(fault.Invalid, "the event does not name a record")
	case len(typed) > maxNumbers:
		return news{}, fault.Errorf(fault.Invalid, "%d numbers are more than a record has", len(typed))
	}
	n.records, n.keys = []string{string(c.RecordID)}, numberKeys(typed, regions(tuned))
	return n, nil
}

// changes are what may be logged of what became of a record.
var changes = []string{"Created", "Updated", "Deleted", "Converted"}

// known returns a text only if it is one of those expected.
func known(expected []string, t events.Text) string {
	if slices.Contains(expected, string(t)) {
		return string(t)
	}
	return ""
}

// isRecord reports the id of a record of ours, in the form of 18 characters that
// events write.
func isRecord(id events.Text) bool { return len(id) == 18 && caller.ObjectOf(string(id)) != "" }
