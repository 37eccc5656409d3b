// Package contact is the domain: what a contact is, how facts about it merge
// in any order, and when Salesforce should hear of it. It knows nothing of
// Lambda, AWS, logging or the Salesforce API.
package contact

import "time"

// State is all that is known of one contact, in one register per source. A
// fact is a State in which one source has spoken. All times are UTC, so that
// two States can be compared with ==.
type State struct {
	ID       string    `json:"id"`                // contact id; a transfer makes a new contact with its own
	Events   Draft     `json:"events,omitzero"`   // from contact events: soon, but best effort and unordered
	Describe Report    `json:"describe,omitzero"` // from DescribeContact, asked when a record is overdue
	Record   Report    `json:"record,omitzero"`   // from contact records: late, but complete and delivered for sure
	Lapsed   time.Time `json:"lapsed,omitzero"`   // when nobody waited for its end any more; the earliest, and of no weight once a source tells the end
	Callback Stamped   `json:"callback,omitzero"` // from the contact by which the customer is called back: its id and when it began; set once
	WentOn   Stamped   `json:"wentOn,omitzero"`   // from the contact as which it goes on in another queue: its id and when it began; set once
	WrapUp   WrapUp    `json:"wrapUp,omitzero"`   // from Salesforce, which owns it: for our figures, never sent back
	Pop      Pop       `json:"-"`                 // from the screen pop; the table keeps it apart, as its writer never reads
}

// succeeds is what a fact tells of another contact: a queued callback is a
// contact of its own, and names the one in which the customer asked for it. So is
// the stay in the queue to which a flow sent a contact on (Amazon Connect API
// reference, Contact, InitiationMethod).
func (s State) succeeds() (previous State, is bool) {
	v := s.View()
	previous.ID = v.PreviousID
	began := Stamp(v.InitiatedAt, s.ID)
	switch v.Method {
	case "CALLBACK":
		previous.Callback = began
	case "QUEUE_TRANSFER":
		previous.WentOn = began
	default:
		return State{}, false
	}
	return previous, v.PreviousID != "" && began != Stamped{}
}

// Draft is what contact events tell. Each field has its own rule for joining
// what two events say, because any of them may be lost, doubled or overtaken.
type Draft struct {
	Heard        time.Time `json:"heard,omitzero"`        // of the event; the earliest
	Channel      Stamped   `json:"channel,omitzero"`      // VOICE, CHAT, TASK or EMAIL at the event's time; set once
	Method       Stamped   `json:"method,omitzero"`       // of initiation, at the event's time; set once
	Initial      Stamped   `json:"initial,omitzero"`      // contact id of the chain's first at the event's time; set once
	Previous     Stamped   `json:"previous,omitzero"`     // contact id at the event's time; set once
	Initiated    time.Time `json:"initiated,omitzero"`    // the earliest
	Queued       Stamped   `json:"queued,omitzero"`       // queue id; the latest, as a contact may change queue
	Connected    Stamped   `json:"connected,omitzero"`    // agent id; set once, as a second agent is a new contact
	Disconnected time.Time `json:"disconnected,omitzero"` // the earliest
	Reason       Stamped   `json:"reason,omitzero"`       // of the disconnect at the event's time; set once
	Answering    Stamped   `json:"answering,omitzero"`    // answering machine detection at the event's time; the latest, as it goes on to detect
	AcwStarted   time.Time `json:"acwStarted,omitzero"`   // after-contact work; the earliest
	Closed       time.Time `json:"closed,omitzero"`       // contact and after-contact work are over; the latest
	Hold         Span      `json:"hold,omitzero"`         // so far, by the agent; the longest
	AfterWork    Span      `json:"afterWork,omitzero"`    // so far; the longest
}

// Stamped is a value and the time from which it held.
type Stamped struct {
	At    time.Time `json:"at"`
	Value string    `json:"value"`
}

// Stamp returns a Stamped, the zero one if either part is missing: an agent
// without a time, for one, has been offered the contact but not joined it.
func Stamp(at time.Time, value string) Stamped {
	if at.IsZero() || value == "" {
		return Stamped{}
	}
	return Stamped{At: at.UTC(), Value: value}
}

// Span is a duration that a source may not have given: none is not 0 s.
type Span struct {
	time.Duration `json:"ns"`
	Known         bool `json:"known"`
}

// Report is a whole answer about a contact. The newer of two replaces the
// older entirely: what it no longer says is gone.
type Report struct {
	UpdatedAt time.Time `json:"updatedAt"` // LastUpdateTimestamp
	Details
}

// Pop is what the screen pop found for the contact's agent, and the endpoints
// as the flow saw them. The latest pop of a contact counts.
type Pop struct {
	At               time.Time     `json:"at"`
	Status           string        `json:"status"`           // HIT, MULTI, NONE, ANON or DEGRADED
	Source           string        `json:"source,omitzero"`  // index, salesforce or stale
	Took             time.Duration `json:"took"`             // whole milliseconds
	Contact          string        `json:"contact,omitzero"` // Salesforce record ids
	Account          string        `json:"account,omitzero"`
	Lead             string        `json:"lead,omitzero"`
	CustomerEndpoint string        `json:"customerEndpoint,omitzero"`
	SystemEndpoint   string        `json:"systemEndpoint,omitzero"`
}

// WrapUp is what the agent saved of a contact in Salesforce. The latest counts.
// The notes stay there.
type WrapUp struct {
	At          time.Time `json:"at"`                   // when it was saved
	Disposition string    `json:"disposition,omitzero"` //
	FollowUpAt  time.Time `json:"followUpAt,omitzero"`  //
	By          string    `json:"by,omitzero"`          // Salesforce user id
}
