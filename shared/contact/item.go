package contact

import (
	"cmp"
	"time"
)

// Item is a contact as the table keeps it. The table is the outbox: an item
// with a DueAt is a change that Salesforce has still to hear of. Every write
// replaces the whole item on condition that nobody else wrote since it was
// read, so the methods below, which are pure, are the whole protocol.
type Item struct {
	State
	Version   int64     // rises with every write; Salesforce refuses to go back to a smaller one
	DueAt     time.Time // when Salesforce should hear of it; zero once it has
	Failures  int       // attempts since Salesforce last took it
	Unlinked  time.Time // since when Salesforce has it without a link that it refused
	Rejected  Refusal   // why Salesforce refused it for good; zero if it did not
	ExpiresAt time.Time // when the table may forget it; zero while due or rejected
}

// Refusal is a fault that only people can mend.
type Refusal struct {
	Reason string // codes and field names, never values
	At     time.Time
}

// Pace sets how eagerly Salesforce is told.
type Pace struct {
	Hold    time.Duration // how long a change waits for others to join it
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

// learned is the item with a fact added. What Salesforce should see is held
// back a little, so that facts which come together travel together, but not
// the arrival at an agent, who is looking at the screen.
func (i Item) learned(fact State, now time.Time, p Pace) (learned Item, changed bool) {
	state, changed := Merge(i.State, fact)
	was, is := i.View(), state.View()
	i.State = state
	if is != was || i.Version == 0 {
		due := now.Add(p.Hold)
		if was.ConnectedAt.IsZero() && !is.ConnectedAt.IsZero() {
			due = now
		}
		i.DueAt = earlier(i.DueAt, due)
		i.Rejected, i.ExpiresAt = Refusal{}, time.Time{}
	}
	return i.next(now), changed
}

// synced is the item once Salesforce has it.
func (i Item) synced(now time.Time, p Pace) Item {
	i.DueAt, i.Failures, i.Unlinked, i.Rejected = time.Time{}, 0, time.Time{}, Refusal{}
	i.ExpiresAt = now.Add(p.Keep)
	return i.next(now)
}

// postponed is the item after a fault that will pass. The reconciler rings
// when the wait is over, so an outage of hours costs no queue its patience.
func (i Item) postponed(now time.Time, p Pace) Item {
	i.DueAt = now.Add(min(p.Backoff<<min(i.Failures, 9), time.Hour))
	i.Failures++
	return i.next(now)
}

// rejected is the item after a refusal for good. Only a new fact or a redrive
// makes it due again.
func (i Item) rejected(reason error, now time.Time) Item {
	i.DueAt, i.Rejected = time.Time{}, Refusal{Reason: reason.Error(), At: now}
	return i.next(now)
}

// linkWait is how long a link that Salesforce refused is tried again: to the
// chain's first contact, or to the customer. Past that there is nothing to link
// to: it began before we did, or was erased.
const linkWait = 24 * time.Hour

// unlinked is the item once Salesforce has it without a link: due again, or in
// step if that has been tried for long enough.
func (i Item) unlinked(now time.Time, p Pace) Item {
	since := earlier(i.Unlinked, now)
	if next := i.synced(now, p); since.Before(now.Add(-linkWait)) {
		next.Unlinked = since
		return next
	}
	next := i.postponed(now, p)
	next.Unlinked = since
	return next
}

// next raises the version to the time in milliseconds or by one, whichever is
// more: an item that expired and came back still stands above its former self.
func (i Item) next(now time.Time) Item {
	i.Version = max(i.Version+1, now.UnixMilli())
	return i
}

// tooLate reports whether the fact, if the table has no item for it, comes from
// a contact that the table may have had and forgotten. A draft of such a
// contact would take the place of the finished record in Salesforce.
func (s State) tooLate(now time.Time, p Pace) bool {
	draft := s.Record == Report{} && s.Describe == Report{}
	began := cmp.Or(s.Events.Initiated, s.Events.Heard)
	return draft && !began.After(now.Add(-p.Keep))
}
