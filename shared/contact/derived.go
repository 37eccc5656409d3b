package contact

import (
	"cmp"
	"time"
)

// Direction is from where a contact was begun.
type Direction string

// The directions.
const (
	Inbound  Direction = "Inbound"
	Outbound Direction = "Outbound"
	Internal Direction = "Internal" // inside the contact centre: transfers, consults, disconnect flows
)

// directions by initiation method (Amazon Connect API reference, Contact,
// InitiationMethod). Every other method is the contact centre's own doing.
var directions = map[string]Direction{
	"":                  "",
	"INBOUND":           Inbound,
	"API":               Inbound,
	"WEBRTC_API":        Inbound,
	"OUTBOUND":          Outbound,
	"EXTERNAL_OUTBOUND": Outbound,
	"CALLBACK":          Outbound,
	"AGENT_REPLY":       Outbound,
	"CAMPAIGN_PREVIEW":  Outbound,
}

// Direction derives from the initiation method, "" while that is not known.
func (d Details) Direction() Direction {
	if found, known := directions[d.Method]; known {
		return found
	}
	return Internal
}

// QueueTime is the time spent in the queue, 0 if it means nothing. It is the
// record's own figure: a callback's counts its initial delay, in which it was not
// yet enqueued (administrator guide, "Metrics example for a queued callback").
// Without a record, leaving is connecting or hanging up.
func (d Details) QueueTime() time.Duration {
	switch {
	case !d.Waited():
		return 0
	case d.QueueDuration.Known:
		return d.QueueDuration.Duration
	}
	return d.leftQueue().Sub(d.EnqueuedAt)
}

func (d Details) leftQueue() time.Time {
	return cmp.Or(d.DequeuedAt, d.ConnectedAt, d.DisconnectedAt)
}

// Waited reports whether the contact was in a queue and has left it, so that
// its QueueTime means something. One that left before it came did neither.
func (d Details) Waited() bool {
	return !d.EnqueuedAt.IsZero() && (d.QueueDuration.Known || follows(d.EnqueuedAt, d.leftQueue()))
}

// Handled reports whether an agent has had the contact to its end. Its handle
// time means something once the contact is closed.
func (d Details) Handled() bool {
	return !d.ConnectedAt.IsZero() && follows(d.ConnectedAt, d.DisconnectedAt)
}

// follows reports whether b is known and not before a.
func follows(a, b time.Time) bool { return !b.IsZero() && !b.Before(a) }

// HandleTime is Amazon Connect's handle time: interaction, hold, after-contact
// work and, of tasks, pauses, an absent one counting as 0 if another is there
// (administrator guide, "Metrics definitions").
func (d Details) HandleTime() Span {
	return Span{d.Interaction.Duration + d.Hold.Duration + d.AfterWork.Duration + d.Pause.Duration,
		d.Interaction.Known || d.Hold.Known || d.AfterWork.Known || d.Pause.Known}
}

// Closed is when all was over: the later of the disconnect and the end of
// after-contact work. A draft is closed only once an event has said so.
func (v View) Closed() time.Time {
	if !v.Final {
		return v.ClosedAt
	}
	return later(v.DisconnectedAt, v.AcwEndedAt)
}
