package amazonconnect

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
)

// Current is a queue's figures that only Connect knows (administrator guide,
// "Metrics definitions").
type Current struct {
	Staffed   int           // agents who are online and not in non-productive time
	Available int           // agents who could take a contact now
	InQueue   int           // contacts that wait and are not yet routed to an agent
	Oldest    time.Duration // how long the longest of those has waited, whole seconds
	At        time.Time     // of which moment this is, UTC; zero if Connect does not say
}

// CurrentMetrics returns the figures of queues, given by their ids, as they are
// now. A queue is left out if no instance has it, if Connect has no data of it,
// or if it cannot tell one of the figures: none is ever made up. With a fault,
// of the Client's kinds, come the figures of the queues that were answered for.
func (c *Client) CurrentMetrics(ctx context.Context, queues []string) (map[string]Current, error) {
	all := map[string]Current{}
	err := c.eachHome(ctx, queues, func(instance string, some []string) error {
		return c.current(ctx, instanceID(instance), some, all)
	})
	if err != nil {
		err = fmt.Errorf("current metrics of %d queues: %w", len(queues), err)
	}
	return all, err
}

// current adds the figures of some queues of one instance. They are grouped by
// queue: without that, Connect gives the oldest contact's age in milliseconds
// (API reference, GetCurrentMetricData).
func (c *Client) current(ctx context.Context, instance string, queues []string, all map[string]Current) error {
	in := &connect.GetCurrentMetricDataInput{
		InstanceId: &instance, MaxResults: aws.Int32(perPage), Groupings: []types.Grouping{types.GroupingQueue},
		Filters: &types.Filters{Queues: queues},
		CurrentMetrics: []types.CurrentMetric{
			{Name: types.CurrentMetricNameAgentsStaffed, Unit: types.UnitCount},
			{Name: types.CurrentMetricNameAgentsAvailable, Unit: types.UnitCount},
			{Name: types.CurrentMetricNameContactsInQueue, Unit: types.UnitCount},
			{Name: types.CurrentMetricNameOldestContactAge, Unit: types.UnitSeconds},
		},
	}
	pages := connect.NewGetCurrentMetricDataPaginator(c.api, in)
	for pages.HasMorePages() {
		if err := c.limits.current.wait(ctx); err != nil {
			return err
		}
		page, err := pages.NextPage(ctx)
		if err != nil {
			return kinded(err)
		}
		for _, row := range page.MetricResults {
			figures, known := currentOf(row.Collections)
			if d := row.Dimensions; known && d != nil && d.Queue != nil {
				figures.At = utc(page.DataSnapshotTime)
				all[aws.ToString(d.Queue.Id)] = figures
			}
		}
	}
	return nil
}

// currentOf reads a row. It is known if all of it is; only where nothing waits
// may the age be absent.
func currentOf(row []types.CurrentMetricData) (figures Current, known bool) {
	told := map[types.CurrentMetricName]float64{}
	for _, of := range row {
		if of.Metric != nil && of.Value != nil {
			told[of.Metric.Name] = *of.Value
		}
	}
	staffed, a := told[types.CurrentMetricNameAgentsStaffed]
	available, b := told[types.CurrentMetricNameAgentsAvailable]
	waiting, w := told[types.CurrentMetricNameContactsInQueue]
	oldest, o := told[types.CurrentMetricNameOldestContactAge]
	return Current{
		Staffed: int(staffed), Available: int(available), InQueue: int(waiting), Oldest: time.Duration(oldest) * time.Second,
	}, a && b && w && (o || waiting == 0)
}
