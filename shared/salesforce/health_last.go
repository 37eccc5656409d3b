package salesforce

import (
	"context"
	"fmt"
	"time"
)

// LastHealth returns when the last period of a stage began that Salesforce was told
// of by UpsertHealth, the zero time if there is none.
func (c *Client) LastHealth(ctx context.Context, stage string) (time.Time, error) {
	type row struct {
		Start moment `json:"Period_Start__c"`
	}
	p, err := query[row](ctx, c, "SELECT Period_Start__c FROM "+healthObject+" WHERE Stage__c = "+quote(stage)+
		" ORDER BY Period_Start__c DESC NULLS LAST LIMIT 1")
	if err != nil {
		return time.Time{}, fmt.Errorf("find the last period's health: %w", err)
	}
	if len(p.Records) == 0 {
		return time.Time{}, nil
	}
	return p.Records[0].Start.Time, nil
}
