package amazonconnect

import (
	"context"
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"tieline/shared/fault"
)

const (
	maxQueues = 100        // in the filter of a call for figures (API reference, Filters and FilterV2)
	perPage   = int32(100) // rows of figures on a page, at most
	perList   = int32(1000)
)

// eachHome calls for the figures of queues, at most maxQueues at once, at the
// instances that have them. A queue that no instance has is left out, and so is
// an agent's own: neither has figures (API reference, GetMetricDataV2). If a
// call finds one of the queues gone, all instances are asked once more for what
// they have. One call that fails keeps no other from being made, and an instance
// that does not say which queues it has keeps none of another's from being asked for.
func (c *Client) eachHome(ctx context.Context, queues []string, call func(instance string, some []string) error) error {
	var unlisted error
	if !c.lists.complete(queues) {
		unlisted = c.listQueues(ctx, queues)
	}
	errs := c.eachListed(queues, call)
	if slices.ContainsFunc(errs, func(err error) bool { return fault.KindOf(err) == fault.NotFound }) {
		unlisted = c.listQueues(ctx, queues)
		errs = c.eachListed(queues, call)
	}
	return errors.Join(append([]error{unlisted}, errs...)...)
}

func (c *Client) eachListed(queues []string, call func(instance string, some []string) error) (errs []error) {
	for _, instance := range c.instances {
		for some := range slices.Chunk(c.lists.of(instance, queues), maxQueues) {
			errs = append(errs, call(instance, some))
		}
	}
	return errs
}

// listQueues asks every instance for its queues, and remembers which of some none
// has. One that does not answer keeps those that it had, and may have any other.
func (c *Client) listQueues(ctx context.Context, some []string) error {
	var errs []error
	for _, instance := range c.instances {
		has, err := c.listed(ctx, instanceID(instance))
		if err == nil {
			c.lists.keep(instance, has)
		}
		errs = append(errs, named("list queues of instance", instanceID(instance), err))
	}
	err := errors.Join(errs...)
	if err == nil {
		c.lists.miss(some)
	}
	return err
}

func (c *Client) listed(ctx context.Context, instance string) (map[string]bool, error) {
	has := map[string]bool{}
	pages := connect.NewListQueuesPaginator(c.api, &connect.ListQueuesInput{
		InstanceId: &instance, MaxResults: aws.Int32(perList), QueueTypes: []types.QueueType{types.QueueTypeStandard},
	})
	for pages.HasMorePages() {
		if err := c.limits.lists.wait(ctx); err != nil {
			return nil, err
		}
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, kinded(err)
		}
		for _, q := range page.QueueSummaryList {
			has[aws.ToString(q.Id)] = true
		}
	}
	return has, nil
}
