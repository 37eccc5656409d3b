package main

import (
	"encoding/json"

	"tieline/events"
	"tieline/shared/caller"
	"tieline/shared/caller/terms"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
)

// question is what a flow asks, and by what rules it is answered.
type question struct {
	valid            bool   // there is a contact on whose behalf the flow asks
	id               string // of the contact; "" if it is not usable
	customer, system events.Endpoint
	clue             caller.Clue
	reason           caller.Reason // why there is no clue
	region           string
	terms            caller.Terms
	misread          bool // what an admin mapped is not all of use
}

// read reads a request. Whatever is missing in it is missing in the question.
func read(request json.RawMessage, in dynamo.Conditions) question {
	var r events.FlowRequest
	if json.Unmarshal(request, &r) != nil || r.Details.ContactData == nil {
		return question{}
	}
	c, given := r.Details.ContactData, r.Details.Parameters.Value
	q := question{valid: true, customer: c.CustomerEndpoint.Value, system: c.SystemEndpoint.Value}
	if id := string(c.ContactID); contact.ValidID(id) {
		q.id = id
	}
	q.region = terms.Region(in.Tuned, string(q.system.Address))
	q.clue, q.reason = caller.Hint{
		CustomerID: string(given.CustomerID),
		Email:      string(given.EmailAddress),
		Phone:      string(given.PhoneNumber),
		Endpoint:   string(q.customer.Address),
		Mail:       q.customer.Type == events.TypeEmailAddress,
	}.Read(q.region)
	q.terms, q.misread = terms.Of(in.Tuned, in.Schema, in.Relay, q.region), terms.Misread(in.Tuned, in.Schema)
	q.terms.Provisional = !in.Read
	return q
}
