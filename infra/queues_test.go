package main

import (
	"fmt"
	"testing"
)

func TestEveryQueueHasADeadLetterQueueUnlessItIsOne(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		dead := map[string]bool{}
		for q := range d.of("AWS::SQS::Queue") {
			dead[d.target(q, "RedrivePolicy/deadLetterTargetArn").ID] = true
		}
		for r := range d.of("AWS::Events::Rule") {
			for _, target := range list(r.at("Targets")) {
				dead[d.resolve(at(target, "DeadLetterConfig/Arn")).ID] = true
			}
		}
		for m := range d.of("AWS::Lambda::EventSourceMapping") {
			dead[d.target(m, "DestinationConfig/OnFailure/Destination").ID] = true
		}
		for q := range d.of("AWS::SQS::Queue") {
			if q.at("RedrivePolicy") == nil && !dead[q.ID] {
				t.Errorf("%s has none, and is none", q.ID)
			}
			if dead[q.ID] && q.number("MessageRetentionPeriod") != 14*24*60*60 {
				t.Errorf("%s does not keep what failed for 14 days", q.ID)
			}
		}
	})
}

func TestAMessageStaysHiddenForSixRuns(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for m := range d.of("AWS::Lambda::EventSourceMapping") {
			queue, function := d.target(m, "EventSourceArn"), d.target(m, "FunctionName")
			least := 6*function.number("Timeout") + m.number("MaximumBatchingWindowInSeconds")
			if queue.Type == "AWS::SQS::Queue" && (least == 0 || queue.number("VisibilityTimeout") < least) {
				t.Errorf("%s hides a message for %v s, want %v", queue.ID, queue.number("VisibilityTimeout"), least)
			}
		}
	})
}

func TestABatchFailsInPartAndOverTenHasAWindow(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for m := range d.of("AWS::Lambda::EventSourceMapping") {
			if m.number("BatchSize") > 10 && m.number("MaximumBatchingWindowInSeconds") < 1 {
				t.Errorf("%s takes %v messages without a window", m.ID, m.number("BatchSize"))
			}
			if fmt.Sprint(m.at("FunctionResponseTypes")) != "[ReportBatchItemFailures]" {
				t.Errorf("%s fails whole", m.ID)
			}
			if d.target(m, "EventSourceArn").Type == "AWS::Kinesis::Stream" &&
				(m.at("BisectBatchOnFunctionError") != true || m.number("MaximumRetryAttempts") == 0 || m.at("DestinationConfig/OnFailure") == nil) {
				t.Errorf("%s lets one record hold up its shard", m.ID)
			}
		}
	})
}

func TestEveryRuleOnEventsTakesOnlyTheStagesOwnInstances(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for r := range d.of("AWS::Events::Rule") {
			for _, target := range list(r.at("Targets")) {
				if d.resolve(at(target, "DeadLetterConfig/Arn")).Type != "AWS::SQS::Queue" {
					t.Errorf("%s drops what it cannot deliver to %v", r.ID, at(target, "Arn"))
				}
			}
		}
		checkPatterns(t, d)
	})
}

// checkPatterns checks that rules on events take those of all of the stage's
// instances, and no other.
func checkPatterns(t *testing.T, d deployment) {
	t.Helper()
	found, want := false, fmt.Sprint(d.ConnectInstances)
	for r := range d.of("AWS::Events::Rule") {
		if r.at("EventPattern") == nil {
			continue
		}
		found = true
		for n, spelling := range []string{"instanceArn", "InstanceArn"} {
			either := list(r.at("EventPattern/detail/$or"))
			if len(either) != 2 || fmt.Sprint(at(either[n], spelling)) != want {
				t.Errorf("%s: %s is not held to %s: %v", r.ID, spelling, want, either)
			}
		}
		if got := fmt.Sprint(r.at("EventPattern/source")); got != "["+d.ConnectSource+"]" {
			t.Errorf("%s: source is %s", r.ID, got)
		}
	}
	if !found {
		t.Error("there is no rule on events")
	}
}
