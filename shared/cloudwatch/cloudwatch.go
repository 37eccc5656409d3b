// Package cloudwatch puts figures of queues into CloudWatch by calls. Figures of
// a function as a whole cost less in its log (package metric), which has no room
// for a dimension that differs from line to line.
package cloudwatch

import (
	"context"
	"errors"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
)

// Limits of a call (API reference, PutMetricData).
const (
	maxData  = 1000
	maxValue = 0x1p360 // of either sign; what is no number is refused, too
)

// Metrics puts the figures of one function.
type Metrics struct {
	api      *cloudwatch.Client
	function string
}

// New returns the Metrics of a function, given by its name on AWS, which names
// the stage, too.
func New(cfg aws.Config, function string) *Metrics {
	return &Metrics{cloudwatch.NewFromConfig(cfg), function}
}

// Put puts figures as of a time, which is no more than two weeks ago and two
// hours ahead, by queue: the id of one, names.QueueAll or names.QueueWorst. A
// figure that is no number, or beyond what CloudWatch takes, is left out. A part
// that cannot be put keeps no other from it. Faults are Throttled, Unavailable
// and Unknown.
//
// To put the same once more adds to the samples of that minute: alarms on them
// use the statistic Maximum.
func (m *Metrics) Put(ctx context.Context, at time.Time, of map[string][]metric.Figure) error {
	var data []types.MetricDatum
	for _, queue := range slices.Sorted(maps.Keys(of)) {
		for _, f := range of[queue] {
			if math.Abs(f.Value) <= maxValue { // false of NaN
				data = append(data, m.datum(at, queue, f))
			}
		}
	}
	var errs []error
	for part := range slices.Chunk(data, maxData) {
		_, err := m.api.PutMetricData(ctx, &cloudwatch.PutMetricDataInput{Namespace: aws.String(metric.Namespace), MetricData: part})
		if err != nil {
			errs = append(errs, fault.Errorf(awsfault.KindOf(err), "put %d metrics: %w", len(part), err))
		}
	}
	return errors.Join(errs...)
}

func (m *Metrics) datum(at time.Time, queue string, f metric.Figure) types.MetricDatum {
	return types.MetricDatum{
		MetricName: &f.Name, Value: &f.Value, Unit: types.StandardUnit(f.Unit), Timestamp: &at,
		Dimensions: []types.Dimension{
			{Name: aws.String(metric.Dimension), Value: &m.function},
			{Name: aws.String(names.DimensionQueue), Value: &queue},
		},
	}
}
