package caller

import "time"

// Entry is what the Index holds under a key.
type Entry struct {
	Key      string
	Scope    string    // fingerprint of the Scope that it was found in
	Status   Status    // Hit, Multi or None; "" if there is nothing but a change; Degraded only where NewEntry says so
	Records  []Record  // of a Hit the one, of a Multi at most MaxCandidates, the preferred one first; without Phones, Emails and Modified
	Count    int       // of all persons found, if there may be more, too
	FilledAt time.Time // when the search began
	Brief    bool      // found without fields that were asked for: serves for a short while only
	// ChangedAt is when Salesforce last told of a change to who bears the key;
	// zero if it never did. An entry that is not younger is of no use at all.
	ChangedAt time.Time
}

// NewEntry is what a search for c in a scope, which began then, found: of the
// records those that bear the clue, each person once. Where as many records of an
// object were found as Scope.Limit, there may be more: somebody who is not among
// them may be preferred, so that it is a Multi even of one; and if nobody bears
// the clue it is Degraded, which must not be kept.
func NewEntry(c Clue, found []Record, in Scope, began time.Time) Entry {
	persons, clear := choose(c, found, in)
	e := Entry{Key: c.Key(), Scope: in.Fingerprint(), Status: Multi, Count: len(persons), FilledAt: began}
	offered := min(len(persons), MaxCandidates)
	switch {
	case len(persons) == 0 && in.cut(c, found):
		e.Status = Degraded
	case len(persons) == 0:
		e.Status = None
	case clear:
		e.Status, offered = Hit, 1
	}
	for _, p := range persons[:offered] {
		e.Records = append(e.Records, in.minimal(p.Record))
	}
	return e
}

// Ages are how long an Entry may serve.
type Ages struct {
	Fresh   time.Duration // if nobody tells us of changes
	Relayed time.Duration // if the event relay does
	None    time.Duration // if nobody was found
	Stale   time.Duration // while Salesforce fails
}

// searchLag is how long Salesforce's search may go on finding what was there
// before a change. "These servers generally process queues of fewer than 9,000
// records in 1 to 3 minutes" (Best Practices for Deployments with Large Data
// Volumes, "Search Architecture").
const searchLag = 3 * time.Minute

// briefly bounds how long an entry serves that is expected to be wrong soon.
const briefly = time.Minute

// found reports whether the entry says anything that still holds.
func (e Entry) found() bool {
	return e.Status != "" && e.FilledAt.After(e.ChangedAt)
}

// age is never negative, whatever the clocks of others say.
func (e Entry) age(now time.Time) time.Duration { return max(0, now.Sub(e.FilledAt)) }

// fresh reports whether the entry may serve as if Salesforce had just said so.
func (e Entry) fresh(c Clue, t Terms, now time.Time) bool {
	return e.found() && e.Scope == t.Scope.Fingerprint() && e.age(now) < e.limit(c, t, now)
}

// limit is how old the entry may be. Changes are told by number, and only those
// that are made while the relay is heard.
func (e Entry) limit(c Clue, t Terms, now time.Time) time.Duration {
	relayed := c.Kind == ByNumber && now.Before(t.RelayUntil) && !e.FilledAt.Before(t.RelaySince.Add(searchLag))
	switch {
	case e.Brief, e.lags():
		return min(t.Ages.None, briefly, t.Ages.Fresh)
	case e.Status == None:
		return t.Ages.None
	case relayed:
		return t.Ages.Relayed
	}
	return t.Ages.Fresh
}

// lags reports whether the search may not have known yet of a change.
func (e Entry) lags() bool { return e.FilledAt.Before(e.ChangedAt.Add(searchLag)) }

// stale reports whether the entry may serve because Salesforce does not.
func (e Entry) stale(t Terms, now time.Time) bool {
	return e.found() && !e.lags() && (e.Status == Hit || e.Status == Multi) && e.age(now) < t.Ages.Stale
}
