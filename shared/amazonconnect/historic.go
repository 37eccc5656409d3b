package amazonconnect

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"tieline/shared/fault"
)

// Historic is a queue's figures of the contacts that disconnected in a period,
// as Connect's own reports have them (administrator guide, "Metrics definitions").
type Historic struct {
	Queued       int     // contacts that had been in the queue
	Abandoned    int     // of those, that no agent answered and that went nowhere else
	Within       int     // of those, that left the queue in less than the threshold
	ServiceLevel float64 // percent: Within of Queued
	Known        bool    // false: Connect cannot tell all of these, such as a share of no contacts
}

// Limits of GetMetricDataV2 (API reference, StartTime, Interval, Metrics).
const (
	longestPeriod    = 35 * 24 * time.Hour // and less than that
	longestThreshold = 604800 * time.Second
)

// The metrics, by Connect's names (API reference, GetMetricDataV2, Metrics).
const (
	contactsQueued    = "CONTACTS_QUEUED"
	contactsAbandoned = "CONTACTS_ABANDONED"
	contactsRemoved   = "CONTACTS_REMOVED_FROM_QUEUE_IN_X"
	serviceLevel      = "SERVICE_LEVEL"
)

// HistoricMetrics returns the figures of queues, given by their ids, of the
// contacts that disconnected in [from, to), by a threshold in whole seconds. The
// period is less than 35 days, of the last three months, and does not end in the
// future. Connect's finest intervals are of 15 minutes; that it counts by finer
// ones than those is nowhere said, so ask for whole ones.
//
// A queue is left out if no instance has it, or if Connect has no data of it. A
// fault is of the Client's kinds, Invalid for a period or a threshold that
// Connect does not take; with it come the queues that were answered for.
func (c *Client) HistoricMetrics(ctx context.Context, queues []string, threshold time.Duration, from, to time.Time) (map[string]Historic, error) {
	all := map[string]Historic{}
	if err := askable(threshold, from, to); err != nil {
		return all, err
	}
	err := c.eachHome(ctx, queues, func(instance string, some []string) error {
		return c.historic(ctx, &connect.GetMetricDataV2Input{
			ResourceArn: &instance, StartTime: &from, EndTime: &to, MaxResults: aws.Int32(perPage),
			Filters: []types.FilterV2{{FilterKey: aws.String("QUEUE"), FilterValues: some}}, Groupings: []string{"QUEUE"},
			Interval: &types.IntervalDetails{IntervalPeriod: types.IntervalPeriodTotal}, Metrics: historicMetrics(threshold),
		}, all)
	})
	if err != nil {
		err = fmt.Errorf("historic metrics of %d queues: %w", len(queues), err)
	}
	return all, err
}

func askable(threshold time.Duration, from, to time.Time) error {
	switch length := to.Sub(from); {
	case length <= 0 || length >= longestPeriod:
		return fault.Errorf(fault.Invalid, "historic metrics from %s to %s: Connect answers for more than nothing and less than %s", from, to, longestPeriod)
	case threshold < time.Second || threshold > longestThreshold || threshold%time.Second != 0:
		return fault.Errorf(fault.Invalid, "historic metrics by a threshold of %s: Connect takes whole seconds from 1 to 604800", threshold)
	}
	return nil
}

// historicMetrics are what is asked for. The comparison is strict, as in
// Connect's definition of a service level (administrator guide, "Metrics
// definitions", Service level X).
func historicMetrics(threshold time.Duration) []types.MetricV2 {
	within := []types.ThresholdV2{{Comparison: aws.String("LT"), ThresholdValue: aws.Float64(threshold.Seconds())}}
	return []types.MetricV2{
		{Name: aws.String(contactsQueued)},
		{Name: aws.String(contactsAbandoned)},
		{Name: aws.String(contactsRemoved), Threshold: within},
		{Name: aws.String(serviceLevel), Threshold: within},
	}
}

// historic adds the figures that one call is answered with.
func (c *Client) historic(ctx context.Context, in *connect.GetMetricDataV2Input, all map[string]Historic) error {
	pages := connect.NewGetMetricDataV2Paginator(c.api, in)
	for pages.HasMorePages() {
		if err := c.limits.historic.wait(ctx); err != nil {
			return err
		}
		page, err := pages.NextPage(ctx)
		if err != nil {
			return kinded(err)
		}
		for _, row := range page.MetricResults {
			if queue := row.Dimensions["QUEUE"]; queue != "" {
				all[queue[strings.LastIndex(queue, "/")+1:]] = historicOf(row.Collections) // an id, or an ARN
			}
		}
	}
	return nil
}

// historicOf reads a row.
func historicOf(row []types.MetricDataV2) Historic {
	told := map[string]float64{}
	for _, of := range row {
		if of.Metric != nil && of.Value != nil {
			told[aws.ToString(of.Metric.Name)] = *of.Value
		}
	}
	figures := Historic{
		Queued: int(told[contactsQueued]), Abandoned: int(told[contactsAbandoned]), Within: int(told[contactsRemoved]),
		ServiceLevel: told[serviceLevel], Known: true,
	}
	for _, name := range []string{contactsQueued, contactsAbandoned, contactsRemoved, serviceLevel} {
		_, is := told[name]
		figures.Known = figures.Known && is
	}
	return figures
}
