package world

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	logtypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// fakeLog is one function's log, of two lines a page.
type fakeLog struct {
	group string
	lines []logtypes.FilteredLogEvent
	fails error
}

func (l *fakeLog) FilterLogEvents(_ context.Context, in *cloudwatchlogs.FilterLogEventsInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.FilterLogEventsOutput, error) {
	out := &cloudwatchlogs.FilterLogEventsOutput{}
	if *in.LogGroupName != l.group {
		return out, nil
	}
	since := slices.DeleteFunc(slices.Clone(l.lines), func(e logtypes.FilteredLogEvent) bool { return *e.Timestamp < *in.StartTime })
	at, _ := strconv.Atoi(aws.ToString(in.NextToken))
	next := min(at+2, len(since))
	if out.Events = since[at:next]; next < len(since) {
		out.NextToken = aws.String(strconv.Itoa(next))
	}
	return out, l.fails
}

// log adds a line that holds a value.
func (l *fakeLog) log(stream string, at time.Time, value string) {
	line := strings.Replace(fromSpecification, "100", value, 1)
	l.lines = append(l.lines, logtypes.FilteredLogEvent{LogStreamName: &stream, Timestamp: aws.Int64(at.UnixMilli()), Message: &line})
}

// fakeMetrics is what CloudWatch was given: the values, and how many at a time.
type fakeMetrics struct {
	values []float64
	puts   []int
}

func (m *fakeMetrics) PutMetricData(_ context.Context, in *cloudwatch.PutMetricDataInput, _ ...func(*cloudwatch.Options)) (*cloudwatch.PutMetricDataOutput, error) {
	m.puts = append(m.puts, len(in.MetricData))
	for _, d := range in.MetricData {
		m.values = append(m.values, d.Values...)
	}
	return nil, nil
}

func newFakes() (*fakeLog, *fakeMetrics, *sink) {
	log, metrics := &fakeLog{group: "/aws/lambda/tieline-local-reconciler"}, &fakeMetrics{}
	return log, metrics, newSink(log, metrics, func(string) {})
}

func TestEachLineOfALogIsTakenOnce(t *testing.T) {
	log, metrics, s := newFakes()
	now := time.Now()
	pass := func(want ...float64) {
		t.Helper()
		metrics.values = nil
		if err := s.pass(t.Context()); err != nil || !slices.Equal(metrics.values, want) {
			t.Errorf("took %v, %v, want %v", metrics.values, err, want)
		}
	}
	log.log("one", now, "1")
	log.log("one", now, "2")
	log.log("one", now, "2") // said twice in a millisecond
	pass(1, 2, 2)
	pass()
	log.log("two", now, "2")                 // the same line of another stream
	log.log("one", now, "2")                 // once more
	log.log("one", now.Add(-time.Hour), "4") // too late to be a function's
	log.log("one", now.Add(-sinkLate/2), "5")
	pass(2, 2, 5)
	pass()
}

func TestMetricsArePutAsManyAtATimeAsCloudWatchTakes(t *testing.T) {
	_, metrics, s := newFakes()
	if err := s.put(t.Context(), map[string][]types.MetricDatum{"S": make([]types.MetricDatum, 2*maxPut+1)}); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(metrics.puts, []int{maxPut, maxPut, 1}) {
		t.Errorf("put %v", metrics.puts)
	}
}

func TestALineThatBreaksTheFormatIsToldOfAndTheOthersAreTaken(t *testing.T) {
	log, metrics, s := newFakes()
	var told []string
	s.tell = func(line string) { told = append(told, line) }
	log.log("one", time.Now(), `"secret"`)
	log.log("one", time.Now(), "1")
	if err := s.pass(t.Context()); err != nil || !slices.Equal(metrics.values, []float64{1}) {
		t.Errorf("took %v, %v", metrics.values, err)
	}
	err := s.start()()
	if err == nil || len(told) != 1 || !strings.Contains(told[0], log.group) || strings.Contains(told[0], "secret") {
		t.Errorf("told %q, stopped with %v", told, err)
	}
}

func TestASinkThatCannotGoOnSaysSo(t *testing.T) {
	log, _, s := newFakes()
	log.fails = errors.New("gone")
	told := make(chan string, 1)
	s.tell = func(line string) { told <- line }
	stop := s.start()
	if line := <-told; !strings.Contains(line, "gone") {
		t.Errorf("told %q", line)
	}
	if err := stop(); !errors.Is(err, log.fails) {
		t.Errorf("stopped with %v", err)
	}
}
