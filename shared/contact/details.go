package contact

import (
	"cmp"
	"time"
)

// Details describe a contact in Amazon Connect's own terms. A zero field is
// one that the source did not give.
type Details struct {
	Channel          string    `json:"channel,omitzero"`          // VOICE, CHAT, TASK or EMAIL
	Method           string    `json:"method,omitzero"`           // initiation method: INBOUND, OUTBOUND, TRANSFER …
	InitialID        string    `json:"initialId,omitzero"`        // contact id of the chain's first; "" on the first itself
	PreviousID       string    `json:"previousId,omitzero"`       // contact id
	NextID           string    `json:"nextId,omitzero"`           // contact id after a transfer or queued callback
	Queue            string    `json:"queue,omitzero"`            // id
	QueueName        string    `json:"queueName,omitzero"`        //
	Agent            string    `json:"agent,omitzero"`            // id
	AgentUsername    string    `json:"agentUsername,omitzero"`    //
	CustomerEndpoint string    `json:"customerEndpoint,omitzero"` // E.164 of a telephone number
	SystemEndpoint   string    `json:"systemEndpoint,omitzero"`   // E.164 of a telephone number
	InitiatedAt      time.Time `json:"initiatedAt,omitzero"`      // or transferred here
	EnqueuedAt       time.Time `json:"enqueuedAt,omitzero"`       // in Queue
	DequeuedAt       time.Time `json:"dequeuedAt,omitzero"`       // only in contact records
	QueueDuration    Span      `json:"queueDuration,omitzero"`    // only in contact records, whole seconds; a callback's begins before EnqueuedAt
	Attempts         int       `json:"attempts,omitzero"`         // to connect to an agent; only in contact records
	ConnectedAt      time.Time `json:"connectedAt,omitzero"`      // to an agent
	DisconnectedAt   time.Time `json:"disconnectedAt,omitzero"`   // of the customer; after-contact work may go on
	AcwStartedAt     time.Time `json:"acwStartedAt,omitzero"`     // after-contact work
	AcwEndedAt       time.Time `json:"acwEndedAt,omitzero"`       //
	ClosedAt         time.Time `json:"closedAt,omitzero"`         // all is over
	TransferredAt    time.Time `json:"transferredAt,omitzero"`    // out of Connect, by a flow or an agent; only in contact records
	DisconnectReason string    `json:"disconnectReason,omitzero"` // Connect's code
	Answering        string    `json:"answering,omitzero"`        // answering machine detection status of an outbound campaign's call
	Recording        string    `json:"recording,omitzero"`        // location
	Interaction      Span      `json:"interaction,omitzero"`      // agent and customer, whole seconds, without hold
	Hold             Span      `json:"hold,omitzero"`             // whole seconds
	AfterWork        Span      `json:"afterWork,omitzero"`        // whole seconds
	Pause            Span      `json:"pause,omitzero"`            // of a task, by the agent, whole seconds; not in contact events
}

// View is what people should see of a contact.
type View struct {
	Details
	Pop        Pop
	CalledBack bool // another contact began to call the customer back
	Final      bool // the contact record is there
	Lapsed     bool // nobody waits for its end any more, and none is known
}

// View returns the best that is known. Contact events rank below
// DescribeContact, field by field. A contact record is the whole truth: once
// it is there the other two are silent. The screen pop is nobody's rival, but
// that it lends the endpoints as long as nobody else gives them. Nor is a
// callback, of which this contact's own sources do not tell. As what it goes on in
// another queue only its record says, and until then that other contact. A lapse
// ranks below all.
func (s State) View() View {
	v := View{Details: s.Record.Details, Pop: s.Pop, CalledBack: s.Callback != Stamped{}, Final: s.Final()}
	if !v.Final {
		v.Details = s.Describe.or(s.Events)
		v.Lapsed = !s.Lapsed.IsZero() && v.DisconnectedAt.IsZero()
	}
	if v.Lapsed {
		v.ClosedAt = s.Lapsed
	}
	v.CustomerEndpoint = cmp.Or(v.CustomerEndpoint, s.Pop.CustomerEndpoint)
	v.SystemEndpoint = cmp.Or(v.SystemEndpoint, s.Pop.SystemEndpoint)
	v.NextID = cmp.Or(v.NextID, s.WentOn.Value)
	if v.InitialID == s.ID {
		v.InitialID = ""
	}
	return v
}

// Final reports whether the contact record is there.
func (s State) Final() bool { return s.Record != Report{} }

func (d Details) or(e Draft) Details {
	d.Channel = cmp.Or(d.Channel, e.Channel.Value)
	d.Method = cmp.Or(d.Method, e.Method.Value)
	d.InitiatedAt = cmp.Or(d.InitiatedAt, e.Initiated)
	d.InitialID = cmp.Or(d.InitialID, e.Initial.Value)
	d.PreviousID = cmp.Or(d.PreviousID, e.Previous.Value)
	d.Queue = cmp.Or(d.Queue, e.Queued.Value)
	d.EnqueuedAt = cmp.Or(d.EnqueuedAt, e.Queued.At)
	d.Agent = cmp.Or(d.Agent, e.Connected.Value)
	d.ConnectedAt = cmp.Or(d.ConnectedAt, e.Connected.At)
	d.DisconnectedAt = cmp.Or(d.DisconnectedAt, e.Disconnected)
	d.DisconnectReason = cmp.Or(d.DisconnectReason, e.Reason.Value)
	d.Answering = cmp.Or(d.Answering, e.Answering.Value)
	d.AcwStartedAt = cmp.Or(d.AcwStartedAt, e.AcwStarted)
	d.ClosedAt = cmp.Or(d.ClosedAt, e.Closed)
	d.Hold = cmp.Or(d.Hold, e.Hold)
	d.AfterWork = cmp.Or(d.AfterWork, e.AfterWork)
	if !d.Interaction.Known && d.Handled() {
		d.Interaction = Span{max(0, d.DisconnectedAt.Sub(d.ConnectedAt)-d.Hold.Duration-d.Pause.Duration), true}
	}
	return d
}
