package salesforce

import (
	"context"
	"fmt"
)

// Enter makes the least call for which one must be logged in ("Resources by
// Version", REST API guide).
func (c *Client) Enter(ctx context.Context) error {
	var resources map[string]any
	return c.Get(ctx, "/", nil, &resources)
}

// Deliveries returns how many events the org has delivered in the last 24 hours, of
// how many it may deliver, if it tells ("Limits", REST API guide, which asks for the
// right View Setup and Configuration; "Monitor Hourly Event Delivery Usage with REST
// API", Platform Events guide).
func (c *Client) Deliveries(ctx context.Context) (u Usage, told bool, err error) {
	var limits struct {
		Delivered struct{ Max, Remaining int } `json:"DailyDeliveredPlatformEvents"`
	}
	if err := c.Get(ctx, "/limits", nil, &limits); err != nil {
		return Usage{}, false, fmt.Errorf("ask for the limits: %w", err)
	}
	d := limits.Delivered
	return Usage{Used: d.Max - d.Remaining, Limit: d.Max}, d.Max > 0, nil
}
