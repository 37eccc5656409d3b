package salesforce

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// upsertPath is "Upsert Multiple Records with an External ID" (REST API guide).
const upsertPath = "/composite/sobjects/" + object + "/Connect_Contact_Id__c"

// Upsert implements contact.CRM in one call, whose failure is every record's.
// Records that are refused for a link, as it seems, go out again without it,
// all in one more call: what is then taken is Incomplete.
func (c *Client) Upsert(ctx context.Context, items []contact.Item) []error {
	answers := make([]error, len(items))
	offers := make([]offer, len(items))
	for n, i := range items {
		offers[n] = offer{n: n, record: newRecord(i, c.system)}
	}
	for len(offers) > 0 {
		offers = c.offer(ctx, offers, answers)
	}
	return answers
}

// offer is the record of the nth item.
type offer struct {
	n int
	record
	relieved bool // of a link
}

// offer upserts records once and puts what comes of each in its answer. It
// returns those that are worth another offer, each with a link less.
func (c *Client) offer(ctx context.Context, offers []offer, answers []error) (again []offer) {
	records := make([]record, len(offers))
	for k, o := range offers {
		records[k] = o.record
	}
	results, err := c.upsert(ctx, records)
	for k, o := range offers {
		if err != nil {
			answers[o.n] = err
			continue
		}
		answers[o.n] = results[k].err()
		if results[k].Success && o.relieved {
			answers[o.n] = fault.Errorf(fault.Incomplete, "taken without a link that was refused")
		}
		if o.relieve(results[k]) {
			o.relieved = true
			again = append(again, o)
		}
	}
	return again
}

// relieve takes from a refused record the link at which the refusal may point,
// and reports whether there was one.
//
// Salesforce refuses a link by external id to a record that it does not hold,
// and a field that it does not have, by the same INVALID_FIELD and without
// naming the field. Only another attempt tells them apart: what is then taken
// lacked its parent, and what is still refused meets a fault of schema.
func (r *record) relieve(answer result) bool {
	switch {
	case answer.Success:
		return false
	case r.Parent != nil && answer.refusedFor(func(c code) bool { return c == "INVALID_FIELD" }):
		r.Parent = nil
		return true
	case r.CustomerContact+r.CustomerAccount+r.CustomerLead != "" && answer.refusedFor(deadLink):
		r.CustomerContact, r.CustomerAccount, r.CustomerLead = "", "", ""
		return true
	case r.Parent != nil && answer.refusedFor(deadLink):
		r.Parent = nil
		return true
	}
	return false
}

func (c *Client) upsert(ctx context.Context, records []record) ([]result, error) {
	var results []result
	call := map[string]any{"allOrNone": false, "records": records}
	if err := c.write(ctx, http.MethodPatch, upsertPath, call, &results); err != nil {
		return nil, fmt.Errorf("upsert %d records: %w", len(records), err)
	}
	if len(results) != len(records) {
		return nil, fault.Errorf(fault.Unknown, "%d answers to %d records", len(results), len(records))
	}
	return results, nil
}

func (r result) refusedFor(reason func(code) bool) bool {
	return slices.ContainsFunc(r.Errors, func(e refusal) bool { return reason(e.StatusCode) })
}
