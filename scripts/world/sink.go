package world

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"tieline/shared/names"
)

const (
	sinkPace = 2 * time.Second
	// A line reaches the log this long after its time at most; it is looked
	// for that far back.
	sinkLate = 30 * time.Second
	// What one call may put (CloudWatch API reference, PutMetricData).
	maxPut = 1000
	// What one call may answer (CloudWatch Logs API reference, FilterLogEvents).
	// The emulator answers no more, and gives no token for the rest.
	maxAnswer = 10_000
)

// metricWriter is CloudWatch, as a sink needs it.
type metricWriter interface {
	PutMetricData(context.Context, *cloudwatch.PutMetricDataInput, ...func(*cloudwatch.Options)) (*cloudwatch.PutMetricDataOutput, error)
}

// sink makes metrics of what functions log, which CloudWatch does by itself
// (CloudWatch user guide, "Embedding metrics within logs") and the emulator does
// not. Each line is taken once.
type sink struct {
	logs    cloudwatchlogs.FilterLogEventsAPIClient
	metrics metricWriter
	groups  map[string]*logGroup
	faults  []error // of lines that break the format's rules
	tell    func(string)
}

// logGroup is how far a function's log is read.
type logGroup struct {
	since time.Time
	seen  map[logLine]int // how often there, since then
}

type logLine struct {
	stream  string
	at      int64
	message string
}

func newSink(logs cloudwatchlogs.FilterLogEventsAPIClient, metrics metricWriter, tell func(string)) *sink {
	s := &sink{logs: logs, metrics: metrics, groups: map[string]*logGroup{}, tell: tell}
	for _, function := range names.Functions {
		s.groups["/aws/lambda/"+names.On(stage, function)] = &logGroup{since: time.UnixMilli(0)}
	}
	return s
}

// start lets the sink run until stop, which says what was wrong.
func (s *sink) start() (stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		err := poll(ctx, sinkPace, func() (bool, error) { return false, s.pass(ctx) })
		if ctx.Err() != nil {
			err = nil // it was stopped in whatever it did
		} else {
			s.tell(fmt.Sprintf("no more metrics come of logs: %v", err))
		}
		ended <- err
	}()
	return func() error {
		cancel()
		err := <-ended
		return errors.Join(append(s.faults, err)...)
	}
}

// pass takes what is new in all logs.
func (s *sink) pass(ctx context.Context) error {
	for name, group := range s.groups {
		lines, err := s.fresh(ctx, name, group)
		if err != nil {
			return fmt.Errorf("read log %s: %w", name, err)
		}
		data := map[string][]types.MetricDatum{} // by namespace
		for _, line := range lines {
			found, err := extract(line)
			if err != nil {
				s.faults = append(s.faults, fmt.Errorf("a line in log %s is not in the embedded metric format: %w", name, err))
				s.tell(s.faults[len(s.faults)-1].Error())
			}
			for _, one := range found {
				data[one.namespace] = append(data[one.namespace], one.data...)
			}
		}
		if err := s.put(ctx, data); err != nil {
			return fmt.Errorf("put metrics of log %s: %w", name, err)
		}
	}
	return nil
}

// fresh returns the lines with metrics that were not there before. Lines that
// are the same, of one stream and one moment, are told apart by their number.
func (s *sink) fresh(ctx context.Context, name string, group *logGroup) (lines []string, err error) {
	began, seen := time.Now(), map[logLine]int{}
	pages := cloudwatchlogs.NewFilterLogEventsPaginator(s.logs, &cloudwatchlogs.FilterLogEventsInput{
		LogGroupName: &name, StartTime: aws.Int64(group.since.UnixMilli()), FilterPattern: aws.String(`"CloudWatchMetrics"`),
	})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		if len(page.Events) >= maxAnswer && page.NextToken == nil {
			return nil, fmt.Errorf("%d lines and more at once", len(page.Events))
		}
		for _, e := range page.Events {
			line := logLine{aws.ToString(e.LogStreamName), aws.ToInt64(e.Timestamp), aws.ToString(e.Message)}
			if seen[line]++; seen[line] > group.seen[line] {
				lines = append(lines, line.message)
			}
		}
	}
	group.seen, group.since = seen, began.Add(-sinkLate)
	return lines, nil
}

func (s *sink) put(ctx context.Context, data map[string][]types.MetricDatum) error {
	for namespace, all := range data {
		for len(all) > 0 {
			n := min(len(all), maxPut)
			if _, err := s.metrics.PutMetricData(ctx, &cloudwatch.PutMetricDataInput{Namespace: &namespace, MetricData: all[:n]}); err != nil {
				return err
			}
			all = all[n:]
		}
	}
	return nil
}
