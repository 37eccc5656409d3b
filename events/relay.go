package events

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"
)

// Payload returns the fields of an event of Salesforce's. The event relay puts
// them into detail.payload (Salesforce help, "Event Relay"): only the payload is
// documented, and what may stand beside it is not read. Amazon AppFlow puts them
// into the detail itself (EventBridge user guide, "Receiving events from
// Salesforce in Amazon EventBridge").
func (e Envelope) Payload() json.RawMessage {
	var relayed struct {
		Payload json.RawMessage `json:"payload"`
	}
	if json.Unmarshal(e.Detail, &relayed) == nil && bytes.HasPrefix(relayed.Payload, []byte("{")) {
		return relayed.Payload
	}
	return e.Detail
}

// RelayedKey is what every platform event of ours carries: the relay may
// deliver twice and in any order, so it is told apart by a key of our own. A
// number comes as 1 or as 1.0.
type RelayedKey struct {
	EventKey      Text `json:"Event_Key__c"`
	SchemaVersion Text `json:"Schema_Version__c"`
}

// Known reports whether the event is of the schema version that we read.
func (k RelayedKey) Known() bool {
	version, err := strconv.ParseFloat(string(k.SchemaVersion), 64)
	return err == nil && version == schemaVersion
}

const schemaVersion = 1

// Moment is a time as Salesforce's events write it: milliseconds since 1970, or
// ISO 8601 with a zone, which may lack its colon. Recorded events have both.
// What is no time reads as zero.
type Moment struct{ time.Time }

// UnmarshalJSON never fails on a JSON value.
func (m *Moment) UnmarshalJSON(b []byte) error {
	var t Text
	if err := t.UnmarshalJSON(b); err != nil {
		return err
	}
	m.Time = time.Time{}
	if ms, err := strconv.ParseInt(string(t), 10, 64); err == nil {
		m.Time = writable(time.UnixMilli(ms))
		return nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05Z0700"} { // both take fractions of a second
		if at, err := time.Parse(layout, string(t)); err == nil {
			m.Time = writable(at)
		}
	}
	return nil
}
