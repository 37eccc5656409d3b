package contact

import "time"

// Terms are what admins set of how contacts are shown. They hold for what is shown
// from then on: a change makes nothing due.
type Terms struct {
	Threshold func(queue string) time.Duration // within which contacts are to leave a queue; nil: no service level is shown
	Zone      *time.Location                   // by whose clocks the contact centre lives; nil is UTC
	Tasks     bool                             // a Task is wanted of each contact whose customer is known
}

// Showing is a contact as Salesforce is to see it: with what its ids stand for, and
// what admins want told of it.
type Showing struct {
	Item
	Agent     Agent
	QueueName string // "" if nobody knows
	Level     Level
	Local     time.Time // when it was initiated, by the contact centre's clocks; zero if nobody knows
	Task      bool      // a Task is wanted
	met       bool      // the agent is known, with a user or without
	unnamed   bool      // a user is to be linked, and nobody knows which
}

// Level is what a contact adds to its queue's service level.
type Level struct {
	Counts    bool // it adds anything
	Met       bool // it was removed from the queue in less than the threshold
	Threshold time.Duration
}

// show is the item on these terms, as yet without names.
func (t Terms) show(i Item, v View) Showing {
	s := Showing{Item: i, Local: t.local(v.InitiatedAt), Task: t.Tasks && v.Final && v.Pop.matched()}
	if t.Threshold != nil {
		s.Level = v.level(t.Threshold(v.Queue))
	}
	return s
}

func (t Terms) local(at time.Time) time.Time {
	if at.IsZero() || t.Zone == nil {
		return at
	}
	return at.In(t.Zone)
}

// matched reports whether the screen pop found the customer.
func (p Pop) matched() bool { return p.Contact != "" || p.Account != "" || p.Lead != "" }

// clocks is how far apart those of Amazon Connect may be: a contact may seem to
// leave its queue so much before it came.
const clocks = 5 * time.Second

// level is Amazon Connect's service level of one contact: of those that were in a
// queue, and have disconnected, the ones removed from it in less than the threshold,
// be it to an agent, by hanging up or for a callback (administrator guide, "Metrics
// definitions", contacts queued, contacts removed from queue in X, service level X).
// Only the record knows that time. An agent's own queue has no service level.
func (v View) level(threshold time.Duration) Level {
	if !v.Final || !ValidID(v.Queue) || v.EnqueuedAt.IsZero() || v.DisconnectedAt.IsZero() || v.leftTooSoon() {
		return Level{}
	}
	wait := max(0, v.leftQueue().Sub(v.EnqueuedAt))
	if v.QueueDuration.Known {
		wait = v.QueueDuration.Duration
	}
	return Level{Counts: true, Met: wait < threshold, Threshold: threshold}
}

// leftTooSoon reports whether the contact cannot have been in its queue at all.
func (d Details) leftTooSoon() bool {
	came := d.EnqueuedAt.Add(-clocks)
	return d.DisconnectedAt.Before(came) || d.leftQueue().Before(came)
}
