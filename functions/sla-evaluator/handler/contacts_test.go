package handler

import (
	"context"
	"time"

	"tieline/shared/sla"
)

// noon is the minute of most tests, a Monday.
var noon = time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)

// fakeContacts are those of queues, by their id: of each, what has come to pass.
type fakeContacts struct {
	of  map[string][]sla.Contact
	now func() time.Time
	err map[string]error
}

func (f *fakeContacts) some(queue string, is func(sla.Contact) bool) (some []sla.Contact, err error) {
	now := f.now()
	for _, c := range f.of[queue] {
		if c.LeftAt.After(now) {
			c.LeftAt, c.Fate = time.Time{}, sla.Waits
		}
		if c.DisconnectedAt.After(now) {
			c.DisconnectedAt, c.Final, c.HandleTime = time.Time{}, false, sla.Span{}
		}
		if is(c) && !c.EnqueuedAt.After(now) {
			some = append(some, c)
		}
	}
	return some, f.err[queue]
}

func within(t, from, to time.Time) bool { return !t.IsZero() && !t.Before(from) && t.Before(to) }

func (f *fakeContacts) Waiting(_ context.Context, queue string) ([]sla.Contact, error) {
	return f.some(queue, func(c sla.Contact) bool { return c.LeftAt.IsZero() })
}

func (f *fakeContacts) Left(_ context.Context, queue string, from, to time.Time) ([]sla.Contact, error) {
	return f.some(queue, func(c sla.Contact) bool { return within(c.LeftAt, from, to) })
}

func (f *fakeContacts) Ended(_ context.Context, queue string, from, to time.Time) ([]sla.Contact, error) {
	return f.some(queue, func(c sla.Contact) bool { return within(c.DisconnectedAt, from, to) })
}

// answered is a contact that an agent took at a time, after it had waited.
func answered(at time.Time, waited time.Duration) sla.Contact {
	return sla.Contact{EnqueuedAt: at.Add(-waited), LeftAt: at, Fate: sla.Answered}
}

// ended is the contact once it is over.
func ended(c sla.Contact, after time.Duration) sla.Contact {
	c.DisconnectedAt, c.Final, c.HandleTime = c.LeftAt.Add(after), true, sla.Span{Duration: after, Known: true}
	return c
}

func waits(since time.Time) sla.Contact { return sla.Contact{EnqueuedAt: since} }

// missed are two contacts of which one was in time.
func missed(at time.Time) []sla.Contact {
	return []sla.Contact{answered(at, time.Minute), answered(at, time.Second)}
}
