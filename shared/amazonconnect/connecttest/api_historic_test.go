package connecttest

import (
	"maps"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
)

// historic asks for the desk's figures of the last hour, by a threshold of 20
// seconds, by name; nil, if there are no data.
func historic(t *testing.T, i *Instance, change ...func(*connect.GetMetricDataV2Input)) (map[string]float64, error) {
	t.Helper()
	within := func() []types.ThresholdV2 {
		return []types.ThresholdV2{{Comparison: aws.String("LT"), ThresholdValue: aws.Float64(20)}}
	}
	in := &connect.GetMetricDataV2Input{
		ResourceArn: aws.String(instanceARN), StartTime: aws.Time(i.Now().Add(-time.Hour)), EndTime: aws.Time(i.Now()), Groupings: []string{"QUEUE"},
		Filters: []types.FilterV2{{FilterKey: aws.String("QUEUE"), FilterValues: []string{deskID}}},
		Metrics: []types.MetricV2{
			{Name: aws.String("CONTACTS_QUEUED")}, {Name: aws.String("CONTACTS_ABANDONED")},
			{Name: aws.String("CONTACTS_REMOVED_FROM_QUEUE_IN_X"), Threshold: within()}, {Name: aws.String("SERVICE_LEVEL"), Threshold: within()},
		},
	}
	for _, f := range change {
		f(in)
	}
	out, err := sdk(i).GetMetricDataV2(t.Context(), in)
	if err != nil || len(out.MetricResults) == 0 {
		return nil, err
	}
	row := out.MetricResults[0]
	if p := row.MetricInterval; !maps.Equal(row.Dimensions, map[string]string{"QUEUE": deskID}) != (len(in.Groupings) == 0) || p.Interval != "TOTAL" {
		t.Errorf("of %v and %+v", row.Dimensions, p)
	}
	told := map[string]float64{}
	for _, of := range row.Collections {
		told[*of.Metric.Name] = *of.Value
	}
	return told, nil
}

// TestHistoricFiguresAgreeWithTheRecords counts by hand what each record says.
func TestHistoricFiguresAgreeWithTheRecords(t *testing.T) {
	i, p := simulate(t)
	from, to := now.Add(-time.Hour).Truncate(time.Hour), now.Add(-15*time.Minute).Truncate(time.Minute)
	for n := range 48 {
		c := Call{Kind: Kinds[n%len(Kinds)], From: "+442079460001", To: "+442079460000", At: from.Add(time.Duration(n-2) * 90 * time.Second)}
		if n%4 == 0 {
			c.Wait = 20 * time.Second
		}
		if _, err := i.Play(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	for _, x := range []struct {
		comparison string
		seconds    float64
	}{{"LT", 20}, {"LTE", 20}, {"LT", 1}, {"LT", 604800}} {
		queued, abandoned, within, outside := 0.0, 0.0, 0.0, 0
		for _, r := range p.records {
			queue, _ := r["Queue"].(map[string]any)
			at, err := time.Parse(time.RFC3339, r["DisconnectTimestamp"].(string))
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case queue == nil || queue["ARN"] != desk.ARN:
				continue
			case at.Before(from) || !at.Before(to):
				outside++
				continue
			}
			queued++
			if r["Agent"] == nil && r["NextContactId"] == nil {
				abandoned++
			}
			if d := queue["Duration"].(float64); d < x.seconds || x.comparison == "LTE" && d == x.seconds {
				within++
			}
		}
		want := map[string]float64{
			"CONTACTS_QUEUED": queued, "CONTACTS_ABANDONED": abandoned, "CONTACTS_REMOVED_FROM_QUEUE_IN_X": within, "SERVICE_LEVEL": 100 * within / queued,
		}
		got, err := historic(t, i, func(in *connect.GetMetricDataV2Input) {
			in.StartTime, in.EndTime = &from, &to
			for _, m := range in.Metrics[2:] {
				m.Threshold[0] = types.ThresholdV2{Comparison: &x.comparison, ThresholdValue: &x.seconds}
			}
		})
		if err != nil || !maps.Equal(got, want) || queued < 20 || abandoned == 0 || outside == 0 {
			t.Errorf("%+v: %v, %v, want %v; %d are outside", x, err, got, want, outside)
		}
	}
}

// TestAContactCountsOnceItHasDisconnected plays one later than it was to be.
func TestAContactCountsOnceItHasDisconnected(t *testing.T) {
	i, _ := simulate(t)
	p, err := i.Begin(Call{Kind: Known, At: now.Add(-30 * time.Minute)})
	if err != nil {
		t.Fatal(err)
	}
	for due, more := p.Next(); more; due, more = p.Next() {
		i.quotas = newQuotas()
		if err := p.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
		over := !due.Truncate(time.Second).Before(p.Played().Contacts[0].DisconnectedAt)
		got, err := historic(t, i)
		if err != nil || (got["CONTACTS_QUEUED"] == 1) != over || (got == nil) == over {
			t.Errorf("at %s: %v, %v", due, err, got)
		}
	}
}

func TestHistoricFiguresThatCannotBeAskedForAreRefused(t *testing.T) {
	i, _ := simulate(t)
	call(t, i, Known)
	type in = connect.GetMetricDataV2Input
	for name, tt := range map[string]struct {
		change func(*in)
		want   int
	}{
		"the sum":              {func(c *in) { c.Groupings = nil }, 0},
		"by ARN":               {func(c *in) { c.Filters[0].FilterValues = []string{desk.ARN} }, 0},
		"total":                {func(c *in) { c.Interval = &types.IntervalDetails{IntervalPeriod: "TOTAL"} }, 0},
		"by hours":             {func(c *in) { c.Interval = &types.IntervalDetails{IntervalPeriod: "HOUR"} }, 400},
		"another's queue":      {func(c *in) { c.Filters[0].FilterValues = []string{deskID, "q-9"} }, 404},
		"another instance":     {func(c *in) { c.ResourceArn = instanceID }, 404},
		"of agents":            {func(c *in) { c.Filters[0].FilterKey = aws.String("AGENT") }, 400},
		"no filter":            {func(c *in) { c.Filters = []types.FilterV2{} }, 400},
		"no queue":             {func(c *in) { c.Filters[0].FilterValues = nil }, 400},
		"too many queues":      {func(c *in) { c.Filters[0].FilterValues = make([]string, 101) }, 400},
		"by channel":           {func(c *in) { c.Groupings = []string{"CHANNEL"} }, 400},
		"no metric":            {func(c *in) { c.Metrics = []types.MetricV2{} }, 400},
		"an unknown metric":    {func(c *in) { c.Metrics[0].Name = aws.String("HAPPINESS") }, 400},
		"no threshold":         {func(c *in) { c.Metrics[3].Threshold = nil }, 400},
		"a needless one":       {func(c *in) { c.Metrics[0].Threshold = c.Metrics[3].Threshold }, 400},
		"a comparison of ours": {func(c *in) { c.Metrics[3].Threshold[0].Comparison = aws.String("<") }, 400},
		"0 seconds":            {func(c *in) { c.Metrics[3].Threshold[0].ThresholdValue = aws.Float64(0) }, 400},
		"too many":             {func(c *in) { c.Metrics[3].Threshold[0].ThresholdValue = aws.Float64(604801) }, 400},
		"half a second":        {func(c *in) { c.Metrics[3].Threshold[0].ThresholdValue = aws.Float64(1.5) }, 400},
		"the future":           {func(c *in) { c.EndTime = aws.Time(now.Add(time.Second)) }, 400},
		"no time":              {func(c *in) { c.StartTime = c.EndTime }, 400},
		"35 days":              {func(c *in) { c.StartTime = aws.Time(now.Add(-35 * 24 * time.Hour)) }, 400},
	} {
		i.quotas = newQuotas()
		if _, err := historic(t, i, tt.change); status(err) != tt.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}
