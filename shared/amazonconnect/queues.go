package amazonconnect

import (
	"context"
	"errors"
	"slices"
	"sync"

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

// lists remembers which queues each instance has. A queue's id does not tell its
// instance, and a call for the figures of several fails as a whole, with
// ResourceNotFoundException, for one that the instance does not have.
type lists struct {
	mu         sync.Mutex
	byInstance map[string]map[string]bool // by the instance's ARN, ids of queues
}

// complete reports whether each of the queues is in a list.
func (l *lists) complete(queues []string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !slices.ContainsFunc(queues, func(id string) bool {
		for _, has := range l.byInstance {
			if has[id] {
				return false
			}
		}
		return true
	})
}

func (l *lists) keep(instance string, queues map[string]bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byInstance == nil {
		l.byInstance = map[string]map[string]bool{}
	}
	l.byInstance[instance] = queues
}

func (l *lists) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.byInstance = nil
}

// of returns those of the queues that the instance has, each once.
func (l *lists) of(instance string, queues []string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var some []string
	for _, id := range queues {
		if l.byInstance[instance][id] {
			some = append(some, id)
		}
	}
	slices.Sort(some)
	return slices.Compact(some)
}

// eachHome calls for the figures of queues, at most maxQueues at once, at the
// instances that have them. A queue that no instance has is left out, and so is
// an agent's own: neither has figures (API reference, GetMetricDataV2). If a
// call finds one of the queues gone, all instances are asked once more for what
// they have. One call that fails keeps no other from being made.
func (c *Client) eachHome(ctx context.Context, queues []string, call func(instance string, some []string) error) error {
	err := c.eachListed(ctx, queues, call)
	if fault.KindOf(err) == fault.NotFound {
		c.lists.forget()
		err = c.eachListed(ctx, queues, call)
	}
	return err
}

func (c *Client) eachListed(ctx context.Context, queues []string, call func(instance string, some []string) error) error {
	var errs []error
	if !c.lists.complete(queues) {
		errs = append(errs, c.listQueues(ctx))
	}
	for _, instance := range c.instances {
		for some := range slices.Chunk(c.lists.of(instance, queues), maxQueues) {
			errs = append(errs, call(instance, some))
		}
	}
	return errors.Join(errs...)
}

// listQueues asks every instance for its queues. One that does not answer keeps
// those that it had.
func (c *Client) listQueues(ctx context.Context) error {
	var errs []error
	for _, instance := range c.instances {
		has, err := c.listed(ctx, instanceID(instance))
		if err == nil {
			c.lists.keep(instance, has)
		}
		errs = append(errs, named("list queues of instance", instanceID(instance), err))
	}
	return errors.Join(errs...)
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
