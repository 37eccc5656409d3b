package salesforce

import (
	"context"
	"fmt"

	"tieline/shared/fault"
)

// Publish publishes a platform event with these fields ("Publish Event Messages
// with Salesforce APIs", Platform Events guide). Salesforce has then queued it,
// and not yet delivered it to anybody.
func (c *Client) Publish(ctx context.Context, event string, fields map[string]any) error {
	if !IsName(event) {
		return fault.Errorf(fault.Invalid, "no name of an event")
	}
	var queued result
	err := c.Post(ctx, "/sobjects/"+event+"/", fields, &queued)
	if err == nil {
		err = queued.err()
	}
	if err != nil {
		return fmt.Errorf("publish %s: %w", event, err)
	}
	return nil
}
