package cloudwatch

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
	"tieline/shared/metric"
)

// maxQueries is the most metrics that one call may ask for (API reference,
// GetMetricData).
const maxQueries = 500

// Sums reads what functions counted.
type Sums struct{ api *cloudwatch.Client }

// NewSums returns the sums of whatever a region's functions count.
func NewSums(cfg aws.Config) Sums { return Sums{cloudwatch.NewFromConfig(cfg)} }

// Counter is one metric of one function.
type Counter struct {
	Function string // its name on AWS
	Metric   string
}

// Read returns the sums of the counters over one period from start, each 0 if
// nothing was counted, in the order of the counters. The period is of whole
// minutes, and no longer ago than CloudWatch remembers such periods, which is 63
// days. Faults are Invalid, Throttled, Unavailable and Unknown.
func (s Sums) Read(ctx context.Context, start time.Time, period time.Duration, counters []Counter) ([]float64, error) {
	if len(counters) == 0 || len(counters) > maxQueries {
		return nil, fault.Errorf(fault.Invalid, "%d metrics in one question, of at most %d", len(counters), maxQueries)
	}
	in := &cloudwatch.GetMetricDataInput{StartTime: &start, EndTime: aws.Time(start.Add(period)), MetricDataQueries: queries(period, counters)}
	sums := make([]float64, len(counters))
	for pages := cloudwatch.NewGetMetricDataPaginator(s.api, in); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, fault.Errorf(awsfault.KindOf(err), "read %d metrics: %w", len(counters), err)
		}
		if err := add(sums, page.MetricDataResults); err != nil {
			return nil, err
		}
	}
	return sums, nil
}

func queries(period time.Duration, counters []Counter) []types.MetricDataQuery {
	all := make([]types.MetricDataQuery, len(counters))
	for n, c := range counters {
		all[n] = types.MetricDataQuery{Id: aws.String(fmt.Sprintf("m%d", n)), MetricStat: &types.MetricStat{
			Period: aws.Int32(int32(period / time.Second)), Stat: aws.String(string(types.StatisticSum)),
			Metric: &types.Metric{
				Namespace: aws.String(metric.Namespace), MetricName: &c.Metric,
				Dimensions: []types.Dimension{{Name: aws.String(metric.Dimension), Value: &c.Function}},
			},
		}}
	}
	return all
}

// add adds a page of answers. One that is not whole would pass for a better
// period than it was; one that goes on, on the next page, is whole in the end.
func add(sums []float64, results []types.MetricDataResult) error {
	for _, r := range results {
		id := aws.ToString(r.Id)
		n, err := strconv.Atoi(id[min(1, len(id)):])
		switch {
		case err != nil || n < 0 || n >= len(sums):
			return fault.Errorf(fault.Unknown, "an answer to no question")
		case r.StatusCode == types.StatusCodeInternalError || r.StatusCode == types.StatusCodeForbidden:
			return fault.Errorf(fault.Unavailable, "a metric cannot be read now: %s", r.StatusCode)
		}
		for _, v := range r.Values {
			sums[n] += v
		}
	}
	return nil
}
