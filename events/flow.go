package events

import "encoding/json"

// FlowRequest is what a contact flow's "Invoke AWS Lambda function" block sends
// (Amazon Connect administrator guide, "Invoke Lambda functions"). Any part may
// be null, and attributes and parameters may be numbers, booleans or objects.
// One without a contact is of no use, so it may as well fail to decode.
type FlowRequest struct {
	Details struct {
		ContactData *FlowContact               `json:"ContactData"`
		Parameters  Part[map[string]FlowValue] `json:"Parameters"` // set in the block
	} `json:"Details"`
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

// Parameters that a flow may set in the block, if it knows more of the customer
// than the contact does.
const (
	ParameterCustomerID   = "customerId" // of a record in Salesforce
	ParameterEmailAddress = "emailAddress"
	ParameterPhoneNumber  = "phoneNumber"
)

// TypeEmailAddress is the type of an endpoint that is an e-mail address (Amazon
// Connect API reference, EndpointInfo).
const TypeEmailAddress = "EMAIL_ADDRESS"

var _ json.Unmarshaler = (*FlowValue)(nil)
