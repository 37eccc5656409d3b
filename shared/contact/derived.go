package contact

import (
	"cmp"
	"time"
)

// Outcome is what became of a contact, "" while it goes on. It is always
// derived, never stored.
type Outcome string

// The outcomes so far.
const (
	Answered         Outcome = "Answered"
	Transferred      Outcome = "Transferred" // goes on as another contact, without an agent on this one
	AbandonedInQueue Outcome = "Abandoned in Queue"
	AbandonedInFlow  Outcome = "Abandoned in Flow"
	Unknown          Outcome = "Unknown" // nobody was reached
)

// Outcome follows Amazon Connect's definition of "contacts abandoned": queued,
// never connected to an agent, and no next contact (metrics-definitions.html).
// Only who came to us can abandon: whom we call may just not answer.
func (d Details) Outcome() Outcome {
	switch {
	case !d.ConnectedAt.IsZero():
		return Answered
	case d.DisconnectedAt.IsZero():
		return ""
	case d.Direction() == Outbound:
		return Unknown
	case d.NextID != "":
		return Transferred
	case !d.EnqueuedAt.IsZero():
		return AbandonedInQueue
	}
	return AbandonedInFlow
}

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

// QueueTime is the time spent in the queue, 0 if the contact never was in one
// or has not left it. Without a record, leaving is connecting or hanging up.
func (d Details) QueueTime() time.Duration {
	left := d.leftQueue()
	if d.EnqueuedAt.IsZero() || left.IsZero() {
		return 0
	}
	return max(0, left.Sub(d.EnqueuedAt))
}

func (d Details) leftQueue() time.Time {
	return cmp.Or(d.DequeuedAt, d.ConnectedAt, d.DisconnectedAt)
}

// Waited reports whether the contact was in a queue and has left it, so that
// its QueueTime means something.
func (d Details) Waited() bool { return !d.EnqueuedAt.IsZero() && !d.leftQueue().IsZero() }

// Handled reports whether an agent has had the contact to its end. Its handle
// time means something once the contact is closed.
func (d Details) Handled() bool { return !d.ConnectedAt.IsZero() && !d.DisconnectedAt.IsZero() }

// HandleTime is Amazon Connect's handle time: interaction, hold and
// after-contact work, an absent one counting as 0 if another is there
// (metrics-definitions.html).
func (d Details) HandleTime() Span {
	return Span{d.Interaction.Duration + d.Hold.Duration + d.AfterWork.Duration,
		d.Interaction.Known || d.Hold.Known || d.AfterWork.Known}
}

// Closed is when all was over: the later of the disconnect and the end of
// after-contact work. A draft is closed only once an event has said so.
func (v View) Closed() time.Time {
	if !v.Final {
		return v.ClosedAt
	}
	if v.AcwEndedAt.After(v.DisconnectedAt) {
		return v.AcwEndedAt
	}
	return v.DisconnectedAt
}
