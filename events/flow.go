package events

// FlowRequest is what a contact flow's "Invoke AWS Lambda function" block sends
// (Amazon Connect administrator guide, "Invoke Lambda functions"), as far as it
// is read. Any part may be null, and parameters may be numbers, booleans or
// objects. One without a contact is of no use, so it may as well fail to decode.
type FlowRequest struct {
	Details struct {
		ContactData *FlowContact         `json:"ContactData"`
		Parameters  Part[FlowParameters] `json:"Parameters"` // set in the block
	} `json:"Details"`
}

// FlowContact is the contact on whose behalf the flow asks.
type FlowContact struct {
	ContactID        Text           `json:"ContactId"`
	CustomerEndpoint Part[Endpoint] `json:"CustomerEndpoint"`
	SystemEndpoint   Part[Endpoint] `json:"SystemEndpoint"`
}

// FlowParameters are what a flow may tell in the block, if it knows more of the
// customer than the contact does.
type FlowParameters struct {
	CustomerID   Text `json:"customerId"` // of a record in Salesforce
	EmailAddress Text `json:"emailAddress"`
	PhoneNumber  Text `json:"phoneNumber"`
}

// Names of the parameters, for who writes flows.
const (
	ParameterCustomerID   = "customerId"
	ParameterEmailAddress = "emailAddress"
	ParameterPhoneNumber  = "phoneNumber"
)

// TypeEmailAddress is the type of an endpoint that is an e-mail address (Amazon
// Connect API reference, EndpointInfo).
const TypeEmailAddress = "EMAIL_ADDRESS"
