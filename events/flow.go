package events

import "encoding/json"

// FlowRequest is what a contact flow's "Invoke AWS Lambda function" block sends
// (Amazon Connect administrator guide, "Invoke Lambda functions"). Any part may
// be null, and attributes and parameters may be numbers, booleans or objects.
type FlowRequest struct {
	Details Part[FlowDetails] `json:"Details"`
}

// FlowDetails is the contact and the parameters set in the block.
type FlowDetails struct {
	ContactData Part[FlowContact]          `json:"ContactData"`
	Parameters  Part[map[string]FlowValue] `json:"Parameters"`
}

// FlowContact is the contact on whose behalf the flow asks.
type FlowContact struct {
	ContactID        Text           `json:"ContactId"`
	InitialContactID Text           `json:"InitialContactId"`
	InstanceARN      Text           `json:"InstanceARN"`
	Channel          Text           `json:"Channel"`
	InitiationMethod Text           `json:"InitiationMethod"`
	CustomerEndpoint Part[Endpoint] `json:"CustomerEndpoint"`
	SystemEndpoint   Part[Endpoint] `json:"SystemEndpoint"`
}

// FlowValue is a parameter's value as text; an object or array is its JSON.
type FlowValue string

// UnmarshalJSON never fails on a JSON value.
func (v *FlowValue) UnmarshalJSON(b []byte) error {
	var t Text
	if err := t.UnmarshalJSON(b); err != nil {
		return err
	}
	if *v = FlowValue(t); b[0] == '{' || b[0] == '[' {
		*v = FlowValue(b)
	}
	return nil
}

// MatchStatus says what a screen pop found.
type MatchStatus string

// The match statuses; flows branch on them.
const (
	Hit      MatchStatus = "HIT"      // one record
	Multi    MatchStatus = "MULTI"    // several
	None     MatchStatus = "NONE"     // the number is known to nobody
	Anon     MatchStatus = "ANON"     // the caller withholds the number, or has none
	Degraded MatchStatus = "DEGRADED" // could not look
)

// FlowAnswer is what a flow gets back as $.External.<key>. Connect takes a flat
// object of strings of less than 32 KB (same guide, "Lambda response").
type FlowAnswer struct {
	MatchStatus MatchStatus `json:"matchStatus"`
	MatchCount  int         `json:"matchCount,string"`
	RecordID    string      `json:"recordId"`
	RecordType  string      `json:"recordType"` // Contact, Lead or Account
	RecordName  string      `json:"recordName"`
	AccountID   string      `json:"accountId"`
	AccountName string      `json:"accountName"`
	PopURL      string      `json:"popUrl"`     // what the agent's browser should show
	Candidates  string      `json:"candidates"` // record ids of a MULTI, by commas
	Source      string      `json:"source"`     // index, salesforce or stale; "" if nobody was asked
	AgeSeconds  int64       `json:"ageSeconds,string"`
	TookMs      int64       `json:"tookMs,string"`
	Reason      string      `json:"reason"` // why it is ANON or DEGRADED
}

var _ json.Unmarshaler = (*FlowValue)(nil)
