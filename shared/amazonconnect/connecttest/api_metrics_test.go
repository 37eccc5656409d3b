package connecttest

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
)

var deskID = "aaaaaaaa-0000-4000-8000-000000000001"

// current asks for the desk's figures, by name.
func current(t *testing.T, i *Instance, change ...func(*connect.GetCurrentMetricDataInput)) (map[types.CurrentMetricName]float64, error) {
	t.Helper()
	in := &connect.GetCurrentMetricDataInput{
		InstanceId: instanceID, Groupings: []types.Grouping{types.GroupingQueue}, Filters: &types.Filters{Queues: []string{deskID}},
		CurrentMetrics: []types.CurrentMetric{
			{Name: types.CurrentMetricNameAgentsOnline, Unit: types.UnitCount}, {Name: types.CurrentMetricNameAgentsStaffed, Unit: types.UnitCount},
			{Name: types.CurrentMetricNameAgentsAvailable, Unit: types.UnitCount}, {Name: types.CurrentMetricNameContactsInQueue, Unit: types.UnitCount},
			{Name: types.CurrentMetricNameOldestContactAge, Unit: types.UnitSeconds},
		},
	}
	for _, f := range change {
		f(in)
	}
	out, err := sdk(i).GetCurrentMetricData(t.Context(), in)
	if err != nil {
		return nil, err
	}
	row := out.MetricResults[0]
	if d := row.Dimensions; len(in.Groupings) > 0 && (*d.Queue.Id != deskID || *d.Queue.Arn != desk.ARN) || len(in.Groupings) == 0 && d != nil {
		t.Errorf("dimensions are %+v", d)
	}
	if !out.DataSnapshotTime.Equal(i.Now().Truncate(time.Millisecond)) {
		t.Errorf("as of %s", out.DataSnapshotTime)
	}
	told := map[types.CurrentMetricName]float64{}
	for _, of := range row.Collections {
		told[of.Metric.Name] = *of.Value
	}
	return told, nil
}

// inQueue reports by the truth alone whether a contact waits: not while it rings
// at agents who do not take it, 20 seconds each.
func inQueue(c Truth, at time.Time) bool {
	missed := c.Attempts
	if c.AgentARN != "" {
		missed--
	}
	routed := c.DequeuedAt.Add(-20 * time.Second * time.Duration(missed))
	return c.QueueARN == desk.ARN && !at.Before(c.EnqueuedAt) && at.Before(routed)
}

// TestTheQueueStandsAsItsContactsDo plays contacts of every kind, each by itself,
// and asks after every step.
func TestTheQueueStandsAsItsContactsDo(t *testing.T) {
	for _, kind := range Kinds {
		clock := now
		i, _ := simulate(t, func(c *Config) { c.Now = func() time.Time { return clock } })
		p, err := i.Begin(Call{Kind: kind, From: "+442079460001", To: "+442079460000", At: now})
		if err != nil {
			t.Fatal(err)
		}
		waited := 0
		for due, more := p.Next(); more; due, more = p.Next() {
			clock = due
			if err := p.Step(t.Context()); err != nil {
				t.Fatal(err)
			}
			waiting, busy, oldest, at := 0, map[string]bool{}, time.Duration(0), due.Truncate(time.Second)
			for _, c := range p.Played().Contacts {
				if inQueue(c, at) {
					waiting, oldest = waiting+1, max(oldest, at.Sub(c.EnqueuedAt))
				}
				if c.AgentARN != "" && !at.Before(c.ConnectedAt) && at.Before(c.AcwEndedAt) {
					busy[c.AgentARN] = true
				}
			}
			waited += waiting
			got, err := current(t, i)
			if err != nil {
				t.Fatal(err)
			}
			available := got[types.CurrentMetricNameAgentsAvailable]
			delete(got, types.CurrentMetricNameAgentsAvailable)
			want := map[types.CurrentMetricName]float64{
				types.CurrentMetricNameAgentsOnline: 3, types.CurrentMetricNameAgentsStaffed: 3,
				types.CurrentMetricNameContactsInQueue: float64(waiting), types.CurrentMetricNameOldestContactAge: oldest.Seconds(),
			}
			if !maps.Equal(got, want) || available > float64(3-len(busy)) || available < 1 {
				t.Errorf("%s at %s: it stands at %v with %v available, want %v, busy are %d", kind, at, got, available, want, len(busy))
			}
		}
		if queued := kind != Outbound && kind != Voicemail; (waited > 0) != queued {
			t.Errorf("%s: %d contacts waited", kind, waited)
		}
		if got, err := current(t, i); err != nil || got[types.CurrentMetricNameAgentsAvailable] != 3 {
			t.Errorf("%s: when all is over, %v: %v", kind, err, got)
		}
	}
}

func TestAnAgentAtWhomItRingsIsNotAvailable(t *testing.T) {
	clock := now
	i, _ := simulate(t, func(c *Config) { c.Now = func() time.Time { return clock } })
	p, err := i.Begin(Call{Kind: Unanswered, At: now})
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]int{}
	for due, more := p.Next(); more; due, more = p.Next() {
		clock = due
		if err := p.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
		got, err := current(t, i)
		if err != nil {
			t.Fatal(err)
		}
		told[fmt.Sprint(got[types.CurrentMetricNameContactsInQueue], got[types.CurrentMetricNameAgentsAvailable])]++
	}
	if told["1 3"] == 0 || told["0 2"] == 0 || told["1 2"]+told["1 1"]+told["0 1"] > 0 {
		t.Errorf("waiting and available were %v", told)
	}
}

func TestTheAgeIsInMillisecondsWithoutGroupings(t *testing.T) {
	clock := now
	i, _ := simulate(t, func(c *Config) { c.Now = func() time.Time { return clock } })
	p, err := i.Begin(Call{Kind: Known, At: now, Wait: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	enqueued := p.Played().Contacts[0].EnqueuedAt
	for due, more := p.Next(); more && due.Before(enqueued.Add(2*time.Second)); due, more = p.Next() {
		clock = due
		if err := p.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	clock = enqueued.Add(12*time.Second + 678*time.Millisecond + 321*time.Millisecond)
	for grouping, want := range map[types.Grouping]float64{"": 12321, types.GroupingQueue: 12} {
		got, err := current(t, i, func(in *connect.GetCurrentMetricDataInput) {
			if grouping == "" {
				in.Groupings = nil
			}
		})
		if age := got[types.CurrentMetricNameOldestContactAge]; err != nil || age != want {
			t.Errorf("grouped by %q: %v, %v, want %v", grouping, err, age, want)
		}
	}
	for channel, want := range map[types.Channel]float64{types.ChannelVoice: 1, types.ChannelChat: 0} {
		got, err := current(t, i, func(in *connect.GetCurrentMetricDataInput) { in.Filters.Channels = []types.Channel{channel} })
		if waiting := got[types.CurrentMetricNameContactsInQueue]; err != nil || waiting != want {
			t.Errorf("of %s: %v, %v wait", channel, err, waiting)
		}
	}
}

func TestAQueueWithoutAgentsHasNoneAvailable(t *testing.T) {
	i, _ := simulate(t, func(c *Config) { c.Queue.Unstaffed = true })
	got, err := current(t, i)
	if err != nil || got[types.CurrentMetricNameAgentsStaffed] != 0 || got[types.CurrentMetricNameAgentsAvailable] != 0 {
		t.Errorf("%v: %v", err, got)
	}
}

func TestCurrentFiguresThatCannotBeAskedForAreRefused(t *testing.T) {
	i, _ := simulate(t)
	for name, tt := range map[string]struct {
		change func(*connect.GetCurrentMetricDataInput)
		want   int
	}{
		"by ARN":             {func(in *connect.GetCurrentMetricDataInput) { in.Filters.Queues = []string{desk.ARN} }, 0},
		"another's queue":    {func(in *connect.GetCurrentMetricDataInput) { in.Filters.Queues = append(in.Filters.Queues, "q-9") }, 404},
		"another instance":   {func(in *connect.GetCurrentMetricDataInput) { in.InstanceId = aws.String("i-9") }, 404},
		"no queue":           {func(in *connect.GetCurrentMetricDataInput) { in.Filters.Queues = nil }, 400},
		"too many queues":    {func(in *connect.GetCurrentMetricDataInput) { in.Filters.Queues = make([]string, 101) }, 400},
		"no metric":          {func(in *connect.GetCurrentMetricDataInput) { in.CurrentMetrics = []types.CurrentMetric{} }, 400},
		"an unknown one":     {func(in *connect.GetCurrentMetricDataInput) { in.CurrentMetrics[0].Name = "SERVICE_LEVEL" }, 400},
		"the wrong unit":     {func(in *connect.GetCurrentMetricDataInput) { in.CurrentMetrics[0].Unit = types.UnitSeconds }, 400},
		"another's grouping": {func(in *connect.GetCurrentMetricDataInput) { in.Groupings = []types.Grouping{"CHANNEL"} }, 400},
	} {
		i.quotas = newQuotas()
		if _, err := current(t, i, tt.change); status(err) != tt.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFiguresHaveLimitsOfTheirOwn(t *testing.T) {
	i, _ := simulate(t)
	allowed := func(call func() error) (n int) {
		for ; n < 100 && call() == nil; n++ {
		}
		return n
	}
	if n := allowed(func() error { _, err := current(t, i); return err }); n != 8 {
		t.Errorf("%d current ones at once", n)
	}
	if n := allowed(func() error { _, err := historic(t, i); return err }); n != 10 {
		t.Errorf("%d historic ones at once", n)
	}
	if n := allowed(func() error {
		_, err := sdk(i).ListQueues(t.Context(), &connect.ListQueuesInput{InstanceId: instanceID, QueueTypes: []types.QueueType{types.QueueTypeStandard}})
		return err
	}); n != 5 {
		t.Errorf("%d lists at once", n)
	}
}

func TestQueuesAreListed(t *testing.T) {
	i, _ := simulate(t)
	out, err := sdk(i).ListQueues(t.Context(), &connect.ListQueuesInput{InstanceId: instanceID, QueueTypes: []types.QueueType{types.QueueTypeStandard}})
	if err != nil || len(out.QueueSummaryList) != 1 || out.NextToken != nil {
		t.Fatal(err, out)
	}
	if q := out.QueueSummaryList[0]; *q.Id != deskID || *q.Arn != desk.ARN || *q.Name != desk.Name || q.QueueType != types.QueueTypeStandard {
		t.Errorf("%+v", q)
	}
	_, err = sdk(i).ListQueues(t.Context(), &connect.ListQueuesInput{InstanceId: aws.String("i-9"), QueueTypes: []types.QueueType{types.QueueTypeStandard}})
	var absent *types.ResourceNotFoundException
	if !errors.As(err, &absent) {
		t.Errorf("of another instance: %v", err)
	}
	if _, err = sdk(i).ListQueues(t.Context(), &connect.ListQueuesInput{InstanceId: instanceID}); status(err) != http.StatusBadRequest {
		t.Errorf("with agents' own: %v", err)
	}
}
