package main

import (
	"encoding/json"

	"tieline/events"
	"tieline/shared/caller"
	"tieline/shared/caller/terms"
	"tieline/shared/dynamo"
)

// question is what a flow asks, and by what rules it is answered.
type question struct {
	valid   bool // there is a contact on whose behalf the flow asks
	contact events.FlowContact
	clue    caller.Clue
	reason  caller.Reason // why there is no clue
	region  string
	terms   caller.Terms
	misread bool // what an admin mapped is not all of use
}

// read reads a request. Whatever is missing in it is missing in the question.
func read(request json.RawMessage, in dynamo.Conditions) question {
	var r events.FlowRequest
	if json.Unmarshal(request, &r) != nil || r.Details.ContactData == nil {
		return question{}
	}
	c, given := r.Details.ContactData, r.Details.Parameters.Value
	q := question{valid: true, contact: *c, region: terms.Region(in.Tuned, string(c.SystemEndpoint.Value.Address))}
	q.clue, q.reason = caller.Hint{
		CustomerID: string(given[events.ParameterCustomerID]),
		Email:      string(given[events.ParameterEmailAddress]),
		Phone:      string(given[events.ParameterPhoneNumber]),
		Endpoint:   string(c.CustomerEndpoint.Value.Address),
		Mail:       c.CustomerEndpoint.Value.Type == events.TypeEmailAddress,
	}.Read(q.region)
	q.terms, q.misread = terms.Of(in.Tuned, in.Schema, in.Relay, q.region), terms.Misread(in.Tuned)
	return q
}
