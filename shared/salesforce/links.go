package salesforce

import (
	"slices"

	"tieline/shared/fault"
)

// link is fields that link to one record, or to several that go together.
type link []code

// What a code may be about when the refusal names no field, the likeliest first:
// the customer was popped minutes ago, the user learned today, and the chain's
// first contact is seldom deleted.
var (
	anyLink   = []link{{"Customer_Contact__c", "Customer_Account__c", "Customer_Lead__c"}, {"Agent__c"}, {"Parent_Interaction__c"}}
	leadFirst = []link{{"Customer_Lead__c"}}
	agent     = []link{{"Agent__c"}}
	chain     = []link{{"Parent_Interaction__c"}}
)

// relieve takes from a refused record the link at which the refusal points, and
// reports whether there was one. Each time the record has one less.
//
// Salesforce refuses a link by external id to a record that it does not hold,
// and a field that it does not have, by the same INVALID_FIELD and without
// naming the field. Only another attempt tells them apart: what is then taken
// lacked its parent, and what is still refused meets a fault of schema.
func (r *record) relieve(answer result) bool {
	for _, e := range answer.Errors {
		do := e.row()
		switch {
		case answer.Success, do.kind == fault.Superseded:
			return false
		case do.kind == fault.Invalid && r.drop(e.Fields):
			return true // an admin's rule or lookup filter names it, too
		case slices.ContainsFunc(do.links, func(l link) bool { return r.drop(l) }):
			return true
		}
	}
	return false
}

// drop leaves out those of the fields that are links, and reports whether any
// was there. No Task is wanted of a customer who is none any more.
func (r *record) drop(fields []code) (dropped bool) {
	for _, f := range fields {
		switch f {
		case "Customer_Contact__c":
			dropped = emptied(&r.CustomerContact) || dropped
		case "Customer_Account__c":
			dropped = emptied(&r.CustomerAccount) || dropped
		case "Customer_Lead__c":
			dropped = emptied(&r.CustomerLead) || dropped
		case "Agent__c":
			dropped = emptied(&r.Agent) || dropped
		case "Parent_Interaction__c", "Parent_Interaction__r":
			dropped, r.Parent = dropped || r.Parent != nil, nil
		}
	}
	r.CreateTask = r.CreateTask && (r.CustomerContact != "" || r.CustomerAccount != "" || r.CustomerLead != "")
	return dropped
}

func emptied(id *string) bool {
	was := *id
	*id = ""
	return was != ""
}
