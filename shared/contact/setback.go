package contact

import (
	"errors"
	"hash/fnv"
	"strconv"
	"time"
)

// postponed is the item after a fault of its own that will pass. The reconciler
// rings when the wait is over, so an outage of hours costs no queue its patience.
func (i Item) postponed(now time.Time, p Pace) Item {
	i.DueAt = now.Add(i.jitter(min(p.Backoff<<min(i.Failures, 9), time.Hour)))
	i.Failures++
	return i.next(now)
}

// jitter returns from three quarters of a wait up to one and a quarter, so that
// records which lock each other do not meet again. It is drawn from the item
// itself: two tries of one item differ, and a test can say what comes.
func (i Item) jitter(wait time.Duration) time.Duration {
	h := fnv.New32a()
	h.Write([]byte(i.ID + strconv.Itoa(i.Failures)))
	return wait*3/4 + wait/2*time.Duration(h.Sum32()%1024)/1024
}

// deferred is the item of a draft while the org's calls are nearly used up: what
// is final goes first. It is no failure.
func (i Item) deferred(now time.Time) Item {
	i.DueAt = now.Add(deferral)
	return i.next(now)
}

// deferral is how long a draft waits for calls. Most of them are final by then.
const deferral = 10 * time.Minute

// rejected is the item after a refusal for good. Only a new fact or a redrive
// makes it due again.
func (i Item) rejected(reason error, now time.Time) Item {
	i.DueAt, i.Rejected = time.Time{}, Refusal{Reason: reason.Error(), At: now}
	var known interface{ Refusal() (code, field string) }
	if errors.As(reason, &known) {
		i.Rejected.Code, i.Rejected.Field = known.Refusal()
	}
	return i.next(now)
}

// linkWait is how long a link that Salesforce refused, or whose target nobody
// knows, is tried again: to the chain's first contact, to the customer, to the
// agent. Past that there is nothing to link to: it began before we did, or was
// erased. The first wait doubles, so there are eleven tries, or six.
const (
	linkWait  = 24 * time.Hour
	firstLink = time.Minute
	userLink  = time.Hour // to a user that an agent does not have
)

// unlinked is the item once Salesforce has it without a link: due again, or in
// step if that has been tried for long enough.
func (i Item) unlinked(now time.Time, p Pace, first time.Duration) Item {
	since := earlier(i.Unlinked, now)
	next := i.synced(now, p)
	if next.Unlinked = since; since.Before(now.Add(-linkWait)) {
		return next
	}
	next.DueAt, next.ExpiresAt = now.Add(i.jitter(max(first, now.Sub(since)))), time.Time{}
	return next
}
