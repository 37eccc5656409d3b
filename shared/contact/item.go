package contact

import "time"

// Item is a contact as the table keeps it. The table is the outbox: an item
// with a DueAt is a change that Salesforce has still to hear of. Every write
// replaces the whole item on condition that nobody else wrote since it was
// read, so the methods of the protocol, which are pure, are all of it.
type Item struct {
	State
	Version   int64     // rises with every write; Salesforce refuses to go back to a smaller one
	DueAt     time.Time // when Salesforce should hear of it; zero once it has
	Failures  int       // attempts since Salesforce last took it
	Unlinked  time.Time // since when Salesforce has it without a link that it refused, or whose target nobody knows
	Rejected  Refusal   // why Salesforce refused it for good; zero if it did not
	OpenAt    time.Time // when it ended, or should have: a while later Connect is asked why no record came; zero if none is awaited
	Erased    time.Time // when the person was erased; the item then holds nothing else, and takes in nothing
	ExpiresAt time.Time // when the table may forget it; zero while due or rejected
}

// Refusal is a fault that only people can mend.
type Refusal struct {
	Reason string // codes and field names, never values
	Code   string // Salesforce's, "" if it gave none
	Field  string // the first that it named, if any
	At     time.Time
}

// Pace sets how eagerly Salesforce is told.
type Pace struct {
	Hold    time.Duration // how long a change of what is final waits for others to join it
	Draft   time.Duration // how long one of a draft waits: the agent or the record will say more
	Backoff time.Duration // wait after a first failure; doubles up to an hour
	Keep    time.Duration // how long the table remembers a contact that Salesforce has
}

// skew is how far two functions' clocks may differ. Without it a ring "at
// once" could find its item not yet due, and leave it to the reconciler.
const skew = time.Second

// Due reports whether Salesforce should hear of the item now.
func (i Item) Due(now time.Time) bool {
	return !i.DueAt.IsZero() && !i.DueAt.After(now.Add(skew))
}

// learned is the item with a fact added. What nobody would see is kept, and
// nothing else changes. What was erased stays so.
func (i Item) learned(fact State, now time.Time, p Pace) (learned Item, changed bool) {
	if !i.Erased.IsZero() {
		return i, false
	}
	before := i.State
	i.State, changed = Merge(i.State, fact)
	switch was, is := before.View(), i.View(); {
	case !i.Shown():
		i.DueAt, i.ExpiresAt = time.Time{}, now.Add(p.Keep)
	case is != was || !before.Shown():
		i.DueAt = earlier(i.DueAt, now.Add(p.wait(was, is)))
		i.Rejected, i.ExpiresAt = Refusal{}, time.Time{}
		if is.Agent != "" && is.Agent != was.Agent {
			i.Unlinked = time.Time{} // a link of its own, which is not the old one's age
		}
	}
	return i.awaited(before).next(now), changed
}

// wait is how long a change is held back, so that facts which come together
// travel together: a draft's for as long as it takes the record to come. The
// arrival at an agent, who is looking at the screen, is not.
func (p Pace) wait(was, is View) time.Duration {
	switch {
	case is.Final || is.Lapsed:
		return p.Hold
	case was.ConnectedAt.IsZero() && !is.ConnectedAt.IsZero():
		return 0
	}
	return max(p.Hold, p.Draft)
}

// synced is the item once Salesforce has it.
func (i Item) synced(now time.Time, p Pace) Item {
	i.DueAt, i.Failures, i.Unlinked, i.Rejected = time.Time{}, 0, time.Time{}, Refusal{}
	i = i.awaited(i.State)
	i.ExpiresAt = i.forgettable(now, p)
	return i.next(now)
}

// next raises the version to the time in milliseconds or by one, whichever is
// more: an item that expired and came back still stands above its former self.
func (i Item) next(now time.Time) Item {
	i.Version = max(i.Version+1, now.UnixMilli())
	return i
}
