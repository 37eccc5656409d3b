package salesforce

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"time"

	"tieline/shared/fault"
)

const (
	healthObject = "Tieline_Health__c"

	// healthPath upserts by the period's key, as alertPath does by the alert's.
	healthPath = "/composite/sobjects/" + healthObject + "/Period_Key__c"
)

// Health is how a stage did in one period. What is nil nobody knows.
type Health struct {
	Stage   string
	Start   time.Time      // of the period
	SyncAge *time.Duration // how long the oldest contact was due; 0 if none was
	Due     *int           // contacts
	APIUse  *float64       // of the org's daily calls, in percent
	Relay   *bool          // the event relay brings changes
	Counts  *Counts
}

// Counts are of what went wrong in a period, by the layer that is at fault.
type Counts struct{ Phone, Connector, Configuration, BusinessLogic, Parked int }

// healthRecord is a Tieline_Health__c.
type healthRecord struct {
	Attributes    typed    `json:"attributes"`
	Key           string   `json:"Period_Key__c"`
	Stage         string   `json:"Stage__c"`
	Start         datetime `json:"Period_Start__c"`
	SyncAge       *int64   `json:"Sync_Age_Seconds__c,omitzero"`
	Due           *int64   `json:"Due__c,omitzero"`
	APIUse        *float64 `json:"Api_Use_Percent__c,omitzero"`
	Relay         *bool    `json:"Relay_Healthy__c,omitzero"`
	Phone         *int64   `json:"Errors_Phone__c,omitzero"`
	Connector     *int64   `json:"Errors_Connector__c,omitzero"`
	Configuration *int64   `json:"Errors_Configuration__c,omitzero"`
	BusinessLogic *int64   `json:"Errors_Business_Logic__c,omitzero"`
	Parked        *int64   `json:"Parked__c,omitzero"`
}

// mostUse is what the field of the use takes: three digits before the point.
const mostUse = 999.99

func newHealthRecord(h Health) healthRecord {
	r := healthRecord{
		Attributes: typed{healthObject}, Key: h.Stage + "@" + h.Start.UTC().Format(time.RFC3339),
		Stage: h.Stage, Start: datetime{h.Start}, Relay: h.Relay,
	}
	if h.SyncAge != nil {
		r.SyncAge = whole(*h.SyncAge, time.Second)
	}
	if h.Due != nil {
		r.Due = number(*h.Due)
	}
	if h.APIUse != nil {
		use := min(math.Round(*h.APIUse*100)/100, mostUse)
		r.APIUse = &use
	}
	if c := h.Counts; c != nil {
		r.Phone, r.Connector, r.Configuration = number(c.Phone), number(c.Connector), number(c.Configuration)
		r.BusinessLogic, r.Parked = number(c.BusinessLogic), number(c.Parked)
	}
	return r
}

// UpsertHealth shows how a period was, in one call. Told twice, it stands once.
func (c *Client) UpsertHealth(ctx context.Context, h Health) error {
	var results []result
	call := map[string]any{"allOrNone": false, "records": []healthRecord{newHealthRecord(h)}}
	err := c.write(ctx, http.MethodPatch, healthPath, call, &results)
	if err == nil && len(results) != 1 {
		err = fault.Errorf(fault.Unknown, "%d answers: %w", len(results), ErrStrange)
	}
	if err == nil {
		err = results[0].err()
	}
	if err != nil {
		return fmt.Errorf("upsert the period's health: %w", err)
	}
	return nil
}
