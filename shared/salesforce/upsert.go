package salesforce

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// upsertPath is "Upsert Multiple Records with an External ID" (REST API guide).
const upsertPath = api + "/composite/sobjects/" + object + "/Connect_Contact_Id__c"

// Upsert implements contact.CRM in one call, whose failure is every record's.
// Records that are refused for their link, as it seems, go out once more
// without it, all in a second call.
func (c *Client) Upsert(ctx context.Context, items []contact.Item) []error {
	if len(items) == 0 {
		return nil
	}
	records := make([]record, len(items))
	for n, i := range items {
		records[n] = newRecord(i, c.system)
	}
	results, err := c.upsert(ctx, records)
	if err != nil {
		return slices.Repeat([]error{err}, len(items))
	}
	answers := make([]error, len(items))
	var unlinked []int
	for n, r := range results {
		if answers[n] = r.err(); records[n].Parent != nil && r.refusedAs("INVALID_FIELD") {
			unlinked = append(unlinked, n)
		}
	}
	c.upsertUnlinked(ctx, records, unlinked, answers)
	return answers
}

// upsertUnlinked offers the records at ns without their links, and puts what
// comes of it in their answers.
//
// Salesforce refuses a link to a record that it does not hold, and a field that
// it does not have, by the same INVALID_FIELD and without naming the field. Only
// the second attempt tells them apart: what is then taken lacked its parent,
// and what is still refused meets a fault of schema.
func (c *Client) upsertUnlinked(ctx context.Context, records []record, ns []int, answers []error) {
	if len(ns) == 0 {
		return
	}
	again := make([]record, len(ns))
	for k, n := range ns {
		again[k] = records[n]
		again[k].Parent = nil
	}
	results, err := c.upsert(ctx, again)
	for k, n := range ns {
		switch {
		case err != nil:
			answers[n] = err
		case results[k].Success:
			answers[n] = fault.Errorf(fault.Incomplete, "taken without the link to the first contact")
		default:
			answers[n] = results[k].err()
		}
	}
}

func (c *Client) upsert(ctx context.Context, records []record) ([]result, error) {
	body, err := json.Marshal(map[string]any{"allOrNone": false, "records": records})
	if err != nil {
		return nil, fmt.Errorf("encode %d records: %w", len(records), err)
	}
	var results []result
	if err := c.send(ctx, http.MethodPatch, c.base.JoinPath(upsertPath), bytes.NewReader(body), &results); err != nil {
		return nil, fmt.Errorf("upsert %d records: %w", len(records), err)
	}
	if len(results) != len(records) {
		return nil, fault.Errorf(fault.Unknown, "%d answers to %d records", len(results), len(records))
	}
	return results, nil
}

func (r result) err() error {
	if r.Success {
		return nil
	}
	return recordError(r.Errors)
}

func (r result) refusedAs(code code) bool {
	return !r.Success && slices.ContainsFunc(r.Errors, func(e refusal) bool { return e.StatusCode == code })
}
