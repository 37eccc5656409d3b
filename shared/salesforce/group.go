package salesforce

import (
	"context"
	"fmt"
)

// Peopled reports whether anybody is in the public group of a developer name: a
// user, or a group, who may be empty in turn (Object Reference, "GroupMember"). Of a
// group that is not there, nobody is.
func (c *Client) Peopled(ctx context.Context, group string) (bool, error) {
	type row struct {
		ID string `json:"Id"`
	}
	p, err := query[row](ctx, c, "SELECT Id FROM GroupMember WHERE Group.DeveloperName = "+quote(group)+" AND Group.Type = 'Regular' LIMIT 1")
	if err != nil {
		return false, fmt.Errorf("look for members of a group: %w", err)
	}
	return len(p.Records) > 0, nil
}
