package salesforce

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"tieline/shared/alert"
	"tieline/shared/fault"
)

// alertPath is "Upsert Multiple Records with an External ID" (REST API guide), of
// one record: unlike an upsert of a single one it answers with a code for the
// record, and tells apart what is the call's fault.
const alertPath = "/composite/sobjects/" + alertObject + "/Transition_Key__c"

// UpsertAlert shows one alert as people should see it, in one call. Refused is
// what Salesforce says of this alert, as a fault by its kind; failed is why the
// call says nothing of it. A refusal of kind Superseded is none to mind: the alert
// is over already, stands for more episodes already, or for a later one.
//
// Of an alert that stands for others, which does not say when it began itself,
// only what it says of those is shown, and what all of its source have in common.
func (c *Client) UpsertAlert(ctx context.Context, a alert.Alert) (refused, failed error) {
	var results []result
	call := map[string]any{"allOrNone": false, "records": []alertRecord{newAlertRecord(a)}}
	err := c.write(ctx, http.MethodPatch, alertPath, call, &results)
	switch {
	case err != nil && halves(err) && spoken(err):
		return fmt.Errorf("upsert an alert: %w", byItself(err)), nil // nothing else was in the call
	case err != nil:
		return nil, fmt.Errorf("upsert an alert: %w", err)
	case len(results) != 1:
		return nil, fault.Errorf(fault.Unknown, "%d answers to an alert: %w", len(results), ErrStrange)
	}
	if err := alertFault(results[0]); err != nil {
		return fmt.Errorf("upsert an alert: %w", err), nil
	}
	return nil, nil
}

// alertFences are the fields at which the org's rules show that the alert is
// over, that more of its repeats are counted, and that a later one of them is
// known: by those a message that comes late, or is delivered beside another, is
// refused while Salesforce holds the record. Whoever read first and wrote then could be overtaken in between.
var alertFences = []code{"Closed_At__c", "Repeats__c", "Last_Opened_At__c"}

func alertFault(r result) error {
	for _, e := range r.Errors {
		if !r.Success && e.StatusCode == validation && slices.ContainsFunc(e.Fields, func(f code) bool { return slices.Contains(alertFences, f) }) {
			return fault.Errorf(fault.Superseded, "what is stored is newer: %w", e)
		}
	}
	return r.err()
}
