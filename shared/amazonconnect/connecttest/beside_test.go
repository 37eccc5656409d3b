package connecttest

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"
)

var till = Queue{ARN: instanceARN + "/queue/t-1", Name: "Till"}

// twoQueues are an instance's: the desk, with two calls of which one waits, and
// the till, with one that waits.
func twoQueues(t *testing.T) (i *Instance, desks, tills []Truth) {
	t.Helper()
	i, _ = simulate(t)
	other, _ := simulate(t, func(c *Config) {
		flows := ship(t, till.ARN)
		c.Queue, c.Flow, c.Flows = till, flows["inbound"], having(flows)
	})
	i.Beside(other)
	play := func(one *Instance, c Call) []Truth {
		played, err := one.Play(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		return played.Contacts
	}
	desks = append(play(i, Call{Number: 1, Kind: Abandoned, At: now.Add(-time.Hour), Wait: 30 * time.Second}), play(i, Call{Number: 2, Kind: Known, At: now.Add(-time.Minute), Wait: time.Hour})...)
	tills = append(play(other, Call{Number: 3, Kind: Known, At: now.Add(-time.Hour), Wait: 5 * time.Second}), play(other, Call{Number: 4, Kind: Known, At: now.Add(-2 * time.Minute), Wait: time.Hour})...)
	return i, desks, tills
}

func TestAnInstanceAnswersForTheQueuesBesideIt(t *testing.T) {
	i, desks, tills := twoQueues(t)
	api := sdk(i)
	list, err := api.ListQueues(t.Context(), &connect.ListQueuesInput{InstanceId: instanceID, QueueTypes: []types.QueueType{types.QueueTypeStandard}})
	if err != nil || len(list.QueueSummaryList) != 2 || *list.QueueSummaryList[0].Arn != desk.ARN || *list.QueueSummaryList[1].Id != "t-1" {
		t.Fatal(list, err)
	}
	named, err := api.DescribeQueue(t.Context(), &connect.DescribeQueueInput{InstanceId: instanceID, QueueId: aws.String("t-1")})
	if err != nil || *named.Queue.Name != "Till" {
		t.Error(named, err)
	}
	for _, c := range []Truth{desks[0], tills[0]} {
		told, err := api.DescribeContact(t.Context(), &connect.DescribeContactInput{InstanceId: instanceID, ContactId: &c.ID})
		if err != nil || *told.Contact.Id != c.ID {
			t.Error(told, err)
		}
	}
	if err := set(t.Context(), i, tills[0].ID, map[string]string{"mood": "good"}); err != nil {
		t.Error(err)
	}
	out, err := api.GetContactAttributes(t.Context(), &connect.GetContactAttributesInput{InstanceId: instanceID, InitialContactId: &tills[0].ID})
	if err != nil || out.Attributes["mood"] != "good" {
		t.Error(out, err)
	}
}

func TestFiguresAreOfEachQueueAlone(t *testing.T) {
	i, _, _ := twoQueues(t)
	both := []string{deskID, "t-1"}
	within := []types.ThresholdV2{{Comparison: aws.String("LT"), ThresholdValue: aws.Float64(20)}}
	for _, grouped := range []bool{true, false} {
		past := &connect.GetMetricDataV2Input{
			ResourceArn: aws.String(instanceARN), StartTime: aws.Time(now.Add(-2 * time.Hour)), EndTime: aws.Time(now),
			Filters: []types.FilterV2{{FilterKey: aws.String("QUEUE"), FilterValues: both}},
			Metrics: []types.MetricV2{{Name: aws.String("CONTACTS_QUEUED")}, {Name: aws.String("SERVICE_LEVEL"), Threshold: within}},
		}
		present := &connect.GetCurrentMetricDataInput{InstanceId: instanceID, Filters: &types.Filters{Queues: both},
			CurrentMetrics: []types.CurrentMetric{{Name: types.CurrentMetricNameContactsInQueue, Unit: types.UnitCount}}}
		wantPast, wantPresent := [][2]float64{{2, 50}}, []float64{2}
		if grouped {
			past.Groupings, present.Groupings = []string{"QUEUE"}, []types.Grouping{types.GroupingQueue}
			wantPast, wantPresent = [][2]float64{{1, 0}, {1, 100}}, []float64{1, 1}
		}
		was, err := sdk(i).GetMetricDataV2(t.Context(), past)
		if err != nil || len(was.MetricResults) != len(wantPast) {
			t.Fatal(was, err)
		}
		for n, row := range was.MetricResults {
			if got := [2]float64{*row.Collections[0].Value, *row.Collections[1].Value}; got != wantPast[n] || grouped && row.Dimensions["QUEUE"] != both[n] {
				t.Errorf("row %d is of %v: %v", n, row.Dimensions, got)
			}
		}
		is, err := sdk(i).GetCurrentMetricData(t.Context(), present)
		if err != nil || len(is.MetricResults) != len(wantPresent) {
			t.Fatal(is, err)
		}
		for n, row := range is.MetricResults {
			if got := *row.Collections[0].Value; got != wantPresent[n] || grouped && *row.Dimensions.Queue.Id != both[n] {
				t.Errorf("row %d is of %v: %v", n, row.Dimensions, got)
			}
		}
	}
}
