package main

import (
	"cmp"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/tuning"
)

func TestEveryQueueIsWatched(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		alarms := d.alarms()
		for q := range d.of("AWS::SQS::Queue") {
			depth, deep := alarms[figure{"AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName=" + physical(q)}]
			_, old := alarms[figure{"AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName=" + physical(q)}]
			limit := 1.0
			if slices.ContainsFunc(ticking, func(path string) bool { return physical(q) == names.On(d.Name, deadLettersOf(path)) }) {
				limit = 5 // the next tick does what one left
			}
			if dead := q.at("RedrivePolicy") == nil; dead && depth.number("Threshold") != limit {
				t.Errorf("%s: nobody is told of %v messages", physical(q), limit)
			} else if !dead && (!deep || !old) {
				t.Errorf("%s: depth watched %v, age watched %v", physical(q), deep, old)
			}
		}
	})
}

func TestEveryFunctionIsWatched(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		alarms := d.alarms()
		for f := range d.of("AWS::Lambda::Function") {
			for _, name := range []string{"Errors", "Throttles"} {
				if _, ok := alarms[figure{"AWS/Lambda", name, "FunctionName=" + physical(f)}]; !ok {
					t.Errorf("%s: nobody is told of its %s", physical(f), name)
				}
			}
		}
		for m := range d.of("AWS::Lambda::EventSourceMapping") {
			if d.target(m, "EventSourceArn").Type == "AWS::SQS::Queue" {
				continue
			}
			if _, ok := alarms[figure{"AWS/Lambda", "IteratorAge", "FunctionName=" + physical(d.target(m, "FunctionName"))}]; !ok {
				t.Errorf("%s: nobody is told that the function falls behind the stream", m.ID)
			}
		}
		for r := range d.of("AWS::Events::Rule") {
			of := "RuleName=" + physical(r)
			if bus := d.target(r, "EventBusName"); bus.ID != "" {
				of = "EventBusName=" + physical(bus) + "," + of
			}
			for _, name := range []string{"FailedInvocations", "InvocationsFailedToBeSentToDlq"} {
				if _, ok := alarms[figure{"AWS/Events", name, of}]; !ok {
					t.Errorf("%s: nobody is told of its %s", physical(r), name)
				}
			}
		}
	})
}

// dimensions lists what the dimensions in use are names of.
var dimensions = map[string]string{
	"FunctionName": "AWS::Lambda::Function", "QueueName": "AWS::SQS::Queue",
	"RuleName": "AWS::Events::Rule", "StreamName": "AWS::Kinesis::Stream",
	"EventBusName": "AWS::Events::EventBus", metric.Version: "AWS::Lambda::Version",
	"TableName": "AWS::DynamoDB::Table", "ContactFlowName": "AWS::Connect::ContactFlow",
}

// elsewhere are the dimensions' values that are of no resource of ours.
func (d deployment) elsewhere() (all []string) {
	for _, queue := range append([]string{names.QueueAll, names.QueueWorst}, d.WatchedQueues...) {
		all = append(all, names.DimensionQueue+"="+queue)
	}
	for _, instance := range d.ConnectInstances {
		if !d.local() {
			all = append(all, "InstanceId="+instanceID(instance), "MetricGroup=VoiceCalls", "MetricGroup=ContactFlow")
		}
	}
	return all
}

func TestWhatIsWatchedIsThere(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		known := map[string]bool{}
		for dimension, kind := range dimensions {
			for r := range d.of(kind) {
				known[dimension+"="+cmp.Or(physical(r), r.ID)] = true
			}
		}
		for _, of := range d.elsewhere() {
			known[of] = true
		}
		watched := slices.Collect(maps.Keys(d.alarms()))
		for _, w := range d.dashboard(t) {
			watched = append(watched, w.figures()...)
		}
		for _, f := range watched {
			for of := range strings.SplitSeq(f.Of, ",") {
				if !known[of] {
					t.Errorf("there is no %s to have the metric %s", of, f.Name)
				}
			}
			whose, _, _ := strings.Cut(f.Of, ",")
			if function := strings.TrimPrefix(whose, metric.Dimension+"="+names.On(d.Name, "")); f.Namespace == metric.Namespace && !reports(t, function)[f.Name] {
				t.Errorf("%s reports no %s", function, f.Name)
			}
		}
	})
}

// constants returns the metrics of package names, by constant.
func constants(t *testing.T) map[string]string {
	value := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\s*(Metric\w+)\s*=\s*"(\w+)"`).FindAllStringSubmatch(source(t, "../shared/names/names.go"), -1) {
		value[m[1]] = m[2]
	}
	return value
}

// reports returns the metrics that a function's own code names, or package
// batch, if the function takes batches.
func reports(t *testing.T, function string) map[string]bool {
	folders := []string{"../functions/" + function}
	if _, err := os.Stat(folders[0] + "/handler"); err == nil {
		folders = append(folders, folders[0]+"/handler")
	}
	if strings.Contains(source(t, folders[0]+"/main.go"), `"tieline/shared/batch"`) {
		folders = append(folders, "../shared/batch")
	}
	value, reported := constants(t), map[string]bool{}
	for _, folder := range folders {
		files, err := filepath.Glob(folder + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatal(folder, err)
		}
		for _, file := range files {
			for _, m := range regexp.MustCompile(`names\.(Metric\w+)`).FindAllStringSubmatch(source(t, file), -1) {
				reported[value[m[1]]] = reported[value[m[1]]] || !strings.HasSuffix(file, "_test.go")
			}
		}
	}
	return reported
}

func TestEveryMetricIsSeen(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		seen := map[string]bool{}
		for _, w := range d.dashboard(t) {
			for _, f := range w.figures() {
				seen[f.Name] = seen[f.Name] || f.Namespace == metric.Namespace
			}
		}
		for f := range d.alarms() {
			seen[f.Name] = seen[f.Name] || f.Namespace == metric.Namespace
		}
		all := constants(t)
		if len(all) == 0 {
			t.Error("package names lists no metric")
		}
		for constant, name := range all {
			if !seen[name] {
				t.Errorf("nobody looks at %s", constant)
			}
		}
	})
}

func TestEveryAlarmTellsTheTopicThatItBeginsAndEnds(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for a := range d.of("AWS::CloudWatch::Alarm") {
			for _, actions := range []string{"AlarmActions", "OKActions"} {
				if a.at(actions) == nil && d.isOfVersion(a) {
					continue // a rollout looks at it, and its twin of all versions tells people
				}
				if told := d.target(a, actions); physical(told) != names.On(d.Name, names.Alarms) || len(list(a.at(actions))) != 1 {
					t.Errorf("%s: %s are %v", a.ID, actions, a.at(actions))
				}
			}
			if a.at("Metrics") != nil {
				t.Errorf("%s is of metric math, which the emulator refuses", a.ID)
			}
		}
	})
}

func TestAlarmsFitTheUsualParameters(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		alarms := d.alarms()
		slow := alarms[figure{metric.Namespace, names.MetricPopTook, metric.Dimension + "=" + names.On(d.Name, names.ScreenPop)}].number("Threshold")
		if budget := float64(tuning.ScreenPopBudget.Default.Milliseconds()); slow == 0 || slow >= budget {
			t.Errorf("a screen pop is slow from %v ms on, and given up after %v ms", slow, budget)
		}
		rings := float64(tuning.ReconcilerRings.Default)
		deep := alarms[figure{"AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName=" + names.On(d.Name, names.ContactsDue)}].number("Threshold")
		if deep < 5*rings {
			t.Errorf("%v rings are too many, and five minutes may bring %v", deep, 5*rings)
		}
		old := alarms[figure{"AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName=" + names.On(d.Name, names.ContactsDue)}].number("Threshold")
		if wait := time.Duration(old) * time.Second; wait <= d.Hold {
			t.Errorf("a ring is late after %s, and held back for %s", wait, d.Hold)
		}
	})
}
