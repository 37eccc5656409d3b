// Package sla is the domain of service levels: what Amazon Connect means by
// them, which contacts they are computed of, and when a target is missed. It
// knows nothing of AWS, logging or where contacts are kept.
package sla

import "time"

// Fate is what became of a contact's time in a queue.
type Fate string

// The fates, as they are stored.
const (
	Waits     Fate = ""
	Answered  Fate = "answered"
	Abandoned Fate = "abandoned"
	Moved     Fate = "moved" // transferred out of the queue, or a callback was asked for
)

// Pop is what became of a contact's screen pop.
type Pop string

// What may become of a screen pop. One without a number, address or id to look
// for (ANON) counts as none.
const (
	NoPop     Pop = ""
	PopDone   Pop = "done"   // HIT, MULTI or NONE
	PopFailed Pop = "failed" // DEGRADED
)

// Span is a duration that may be unknown: none is not 0 s.
type Span struct {
	time.Duration `json:"ns"`
	Known         bool `json:"known"`
}

// Contact is one contact's time in one queue. Times are UTC, and zero if what
// they tell of has not come to pass.
type Contact struct {
	EnqueuedAt     time.Time `json:"enqueuedAt,omitzero"` // zero: an agent's own call; nobody waited
	LeftAt         time.Time `json:"leftAt,omitzero"`     // the queue
	DisconnectedAt time.Time `json:"disconnectedAt,omitzero"`
	Fate           Fate      `json:"fate,omitzero"`
	Final          bool      `json:"final,omitzero"`      // the contact record is there; an Abandoned without it is provisional
	QueueTime      Span      `json:"queueTime,omitzero"`  // as the record has it, whole seconds; unknown: from EnqueuedAt to LeftAt
	HandleTime     Span      `json:"handleTime,omitzero"` // as Amazon Connect's average has it, whole seconds
	Pop            Pop       `json:"pop,omitzero"`
	WrappedUp      bool      `json:"wrappedUp,omitzero"`
}

const (
	// Skew is how much earlier than its enqueue a contact may seem to leave or end;
	// it then waited 0 s. Several machines of Amazon Connect tell of one contact, and
	// its events to the millisecond, its record to the second: one that goes straight
	// through can seem to leave before it came.
	Skew = 5 * time.Second

	// Ahead is how far after the minute in question an enqueue is credible: such a
	// contact is of a later minute. As up to sixty missed minutes are caught up on,
	// contacts of the hour since are met.
	Ahead = 65 * time.Minute

	// Longest is what a wait or a handling may take: twice what contacts are kept for.
	Longest = 180 * 24 * time.Hour
)

// impossible reports whether the contact's times contradict each other or, at
// the time in question, sense.
func (c *Contact) impossible(at time.Time) bool {
	return ends(c.LeftAt, c.EnqueuedAt) || ends(c.DisconnectedAt, c.EnqueuedAt) ||
		c.EnqueuedAt.Sub(at) > Ahead || absurd(c.QueueTime) || absurd(c.HandleTime)
}

// ends reports whether what is over at the end cannot have begun then.
func ends(end, begin time.Time) bool {
	took := end.Sub(begin)
	return !end.IsZero() && !begin.IsZero() && (took < -Skew || took > Longest)
}

func absurd(s Span) bool { return s.Known && (s.Duration < 0 || s.Duration > Longest) }

// left is when the contact left the queue: who gives up leaves by hanging up.
// Zero if that is not known.
func (c *Contact) left() time.Time {
	if c.LeftAt.IsZero() && c.Fate != Answered {
		return c.DisconnectedAt
	}
	return c.LeftAt
}

// gone reports whether it is known what became of the contact's wait.
func (c *Contact) gone() bool {
	return c.Fate == Answered || c.Fate == Abandoned || c.Fate == Moved
}

// contradictory reports whether what became of the wait does not fit to when, if
// ever, it was over.
func (c *Contact) contradictory(left time.Time) bool {
	if left.IsZero() {
		return c.Fate != Waits
	}
	return !c.gone()
}

// waited is how long the contact was in the queue, by timestamps.
func (c *Contact) waited() Span {
	left := c.left()
	return Span{max(0, left.Sub(c.EnqueuedAt)), !left.IsZero()}
}

// queueTime is how long the contact was in the queue, by its record if that says.
func (c *Contact) queueTime() Span {
	if c.QueueTime.Known {
		return c.QueueTime
	}
	return c.waited()
}
