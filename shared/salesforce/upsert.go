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

// Upsert implements contact.CRM, as a rule in one call, whose failure is every
// record's. Records that are refused for a link, as it seems, go out again
// without it, all in one more call: what is then taken is Incomplete. A call that
// fails for its size or for one of its records goes out again in halves, until
// the bad record stands alone; so much of that as is in reason, and in half the
// time that is left. Who is not judged by then is Held, as is everybody if no answer
// comes in time; then the next Upserts make smaller calls.
func (c *Client) Upsert(ctx context.Context, shown []contact.Showing) []contact.Answer {
	u := upsertion{client: c, answers: make([]contact.Answer, len(shown)), most: len(shown)}
	var fresh, suspect []offer
	for n, s := range shown {
		u.answers[n].Held = true // until somebody judges it
		o := offer{n: n, record: newRecord(s, c.system)}
		if s.Failures < suspicious {
			fresh = append(fresh, o)
		} else {
			suspect = append(suspect, o)
		}
	}
	u.all(ctx, slices.DeleteFunc([][]offer{fresh, suspect}, func(g []offer) bool { return len(g) == 0 }))
	return u.answers
}

// suspicious is how many failures of its own make a record go in another call
// than those which have had fewer: if it makes calls fail, it does so each time.
const suspicious = 3

// upsert makes one call.
func (c *Client) upsert(ctx context.Context, records []record) ([]result, error) {
	var results []result
	call := map[string]any{"allOrNone": false, "records": records}
	if err := c.write(ctx, http.MethodPatch, upsertPath, call, &results); err != nil {
		return nil, fmt.Errorf("upsert %d records: %w", len(records), err)
	}
	if len(results) != len(records) {
		return nil, fault.Errorf(fault.Unknown, "%d answers to %d records: %w", len(results), len(records), ErrStrange)
	}
	return results, nil
}
