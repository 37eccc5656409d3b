package main

import (
	"fmt"
	"testing"

	"tieline/shared/names"
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

func TestEveryRuleOnEventsTakesOnlyTheStagesOwn(t *testing.T) {
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
// instances and relays, and no other.
func checkPatterns(t *testing.T, d deployment) {
	t.Helper()
	relayed := map[string]string{}
	for _, r := range d.Relays.used() {
		relayed[names.On(d.Name, r.rule)] = fmt.Sprint([]string{r.source}, r.types)
	}
	relayed[names.On(d.Name, names.AlarmRelay)] = "[tieline] [sla.breached.v1 sla.recovered.v1]"
	relayed[names.On(d.Name, ruleOfAlarms)] = "[aws.cloudwatch] [CloudWatch Alarm State Change]"
	relayed[names.On(d.Name, ruleOfDeletions)] = "[aws.cloudwatch] [CloudWatch Alarm Configuration Change]"
	found := map[string]bool{}
	for r := range d.of("AWS::Events::Rule") {
		if r.at("EventPattern") == nil {
			continue
		}
		found[physical(r)] = true
		if physical(r) == names.On(d.Name, names.ContactEvents) {
			checkInstancesOnly(t, d, r)
			continue
		}
		if got := fmt.Sprint(r.at("EventPattern/source"), r.at("EventPattern/detail-type")); got != relayed[physical(r)] {
			t.Errorf("%s takes %s, want %s", physical(r), got, relayed[physical(r)])
		}
	}
	if len(found) != 1+len(relayed) {
		t.Errorf("there are rules %v on events, want one on contacts and %d more", found, len(relayed))
	}
}

func checkInstancesOnly(t *testing.T, d deployment, r resource) {
	t.Helper()
	want := fmt.Sprint(d.ConnectInstances)
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

func TestARelayHasTheBusOfItsSourceAndAllLeadsToOneQueue(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for _, relay := range d.Relays.used() {
			for r := range d.of("AWS::Events::Rule") {
				if physical(r) != names.On(d.Name, relay.rule) {
					continue
				}
				bus := d.target(r, "EventBusName")
				if onOwn := bus.at("EventSourceName") == relay.source; onOwn == d.local() {
					t.Errorf("%s listens on %v", physical(r), r.at("EventBusName"))
				}
				queue := d.resolve(at(list(r.at("Targets"))[0], "Arn"))
				if physical(queue) != names.On(d.Name, names.SalesforceEvents) {
					t.Errorf("%s leads to %s", physical(r), physical(queue))
				}
			}
		}
	})
}

func TestHeartbeatsGoOutWhereARelayBringsThemBack(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		alarmed := false
		for f := range d.alarms() {
			alarmed = alarmed || f.Name == names.MetricRelayHealthy
		}
		for f := range d.of("AWS::Lambda::Function") {
			if physical(f) != names.On(d.Name, names.Reconciler) {
				continue
			}
			want := map[bool]string{true: "on", false: "off"}[d.Relays.Events != ""]
			if got := f.at("Environment/Variables/" + names.EnvHeartbeat); got != want || alarmed != (want == "on") {
				t.Errorf("heartbeats are %v, and their silence is watched: %v; want %s", got, alarmed, want)
			}
			return
		}
		t.Error("there is no reconciler")
	})
}
