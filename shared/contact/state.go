// Package contact is the domain: what a contact is, how facts about it merge
// in any order, and when Salesforce should hear of it. It knows nothing of
// Lambda, AWS, logging or the Salesforce API.
package contact

import "time"

// State is all that is known of one contact, in one register per source. A
// fact is a State in which one source has spoken. All times are UTC, so that
// two States can be compared with ==.
type State struct {
	ID       string `json:"id"`                // contact id; a transfer makes a new contact with its own
	Events   Draft  `json:"events,omitzero"`   // from contact events: soon, but best effort and unordered
	Describe Report `json:"describe,omitzero"` // from DescribeContact, asked when a record is overdue
	Record   Report `json:"record,omitzero"`   // from contact records: late, but complete and delivered for sure
	Pop      Pop    `json:"-"`                 // from the screen pop; the table keeps it apart, as its writer never reads
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
