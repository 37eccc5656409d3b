package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tieline/shared/metric"
	"tieline/shared/names"
)

// leveled is the figure of a queue, of all or of the worst.
func (d deployment) leveled(name, queue string) figure {
	of := metric.Dimension + "=" + names.On(d.Name, names.SLAEvaluator) + "," + names.DimensionQueue + "=" + queue
	return figure{metric.Namespace, name, of}
}

func TestABreachRingsForAllQueuesAndForEachWatchedOne(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		alarms, breached := d.alarms(), 0
		for _, queue := range append([]string{names.QueueAll}, d.WatchedQueues...) {
			a, there := alarms[d.leveled(names.MetricSLABreached, queue)]
			if !there || a.number("DatapointsToAlarm") != 1 || a.number("EvaluationPeriods") != 1 || a.number("Threshold") != 1 || a.at("TreatMissingData") != "ignore" {
				t.Errorf("nobody is told at once that queue %s is in breach, until it is not: %v", queue, a.Properties)
			}
		}
		for f := range alarms {
			if f.Name == names.MetricSLABreached {
				breached++
			}
		}
		if breached != 1+len(d.WatchedQueues) {
			t.Errorf("%d alarms are of breaches, want one of all and %d of queues", breached, len(d.WatchedQueues))
		}
	})
}

// Admins move limits by parameter, so an alarm is of what is left to the limit.
func TestLimitsOfPeopleNeedNoDeploy(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for _, name := range []string{names.MetricAbandonHeadroom, names.MetricLongestWaitHeadroom, names.MetricPopHeadroom, names.MetricDriftHeadroom} {
			below0(t, d.alarms()[d.leveled(name, names.QueueAll)])
		}
		drift := d.alarms()[d.leveled(names.MetricDriftHeadroom, names.QueueAll)]
		if drift.number("Period") != 3600 || drift.number("DatapointsToAlarm") != 2 || drift.number("EvaluationPeriods") != 3 || drift.at("Statistic") != "Minimum" {
			t.Errorf("drift is the %v of %v in %v spells of %v s", drift.at("Statistic"), drift.at("DatapointsToAlarm"), drift.at("EvaluationPeriods"), drift.at("Period"))
		}
		writer := figure{metric.Namespace, names.MetricSalesforceHeadroom, metric.Dimension + "=" + names.On(d.Name, names.SalesforceWriter)}
		calls := d.alarms()[writer]
		below0(t, calls)
		if calls.at("Statistic") != "Minimum" {
			t.Errorf("%s takes the %v: of several writers only the one that heard of the highest use knows it", physical(calls), calls.at("Statistic"))
		}
	})
}

func below0(t *testing.T, a resource) {
	t.Helper()
	if a.at("ComparisonOperator") != "LessThanThreshold" || a.at("Threshold") != 0.0 {
		t.Errorf("%s rings when it is %v %v", physical(a), a.at("ComparisonOperator"), a.at("Threshold"))
	}
}

// What an alarm takes a limit off is seen as it is, too.
func TestWhatHasALimitIsSeenWithoutIt(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		writer := metric.Dimension + "=" + names.On(d.Name, names.SalesforceWriter)
		for path, want := range map[string]figure{
			names.SLAEvaluator:     d.leveled(names.MetricDrift, names.QueueAll),
			names.SalesforceWriter: {metric.Namespace, names.MetricSalesforceUsed, writer},
		} {
			shows := func(w widget) bool {
				return strings.HasPrefix(w.Properties.Title, path+": ") && slices.Contains(w.figures(), want)
			}
			if !slices.ContainsFunc(d.dashboard(t), shows) {
				t.Errorf("the row of %s does not show %s", path, want.Name)
			}
		}
	})
}

// A minute that was done twice is reported twice.
func TestNoFigureOfAQueueIsASum(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		seen := 0
		for f, a := range d.alarms() {
			if !strings.Contains(f.Of, names.DimensionQueue+"=") || f.Namespace != metric.Namespace {
				continue
			}
			if seen++; a.at("Statistic") != "Maximum" && a.at("Statistic") != "Minimum" {
				t.Errorf("%s takes the %v", physical(a), a.at("Statistic"))
			}
		}
		if seen < 5 {
			t.Errorf("%d alarms are of queues", seen)
		}
	})
}

func TestWhatStartsEachMinuteIsOverBeforeTheNext(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		started := map[string]bool{}
		for r := range d.of("AWS::Events::Rule") {
			if r.at("ScheduleExpression") == nil {
				continue
			}
			f := d.resolve(at(list(r.at("Targets"))[0], "Arn"))
			started[physical(f)] = true
			if r.at("ScheduleExpression") != "rate(1 minute)" || f.number("Timeout") != 50 || physical(r) != physical(f) {
				t.Errorf("%s starts %s at %v, which may take %v s", physical(r), physical(f), r.at("ScheduleExpression"), f.at("Timeout"))
			}
		}
		for _, path := range ticking {
			if !started[names.On(d.Name, path)] {
				t.Errorf("nothing starts %s", path)
			}
		}
	})
}

func TestTheEvaluatorKnowsItsQueuesAndItsBus(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for f := range d.of("AWS::Lambda::Function") {
			if physical(f) != names.On(d.Name, names.SLAEvaluator) {
				continue
			}
			if got := f.at("Environment/Variables/" + names.EnvWatchedQueues); got != strings.Join(d.WatchedQueues, ",") {
				t.Errorf("it watches %v, want %v", got, d.WatchedQueues)
			}
			bus := d.resolve(f.at("Environment/Variables/" + names.EnvBus))
			if bus.Type != "AWS::Events::EventBus" || physical(bus) != "tieline-"+d.Name || f.number("MemorySize") != 512 {
				t.Errorf("it tells %s, and has %v MB", fmt.Sprint(f.at("Environment/Variables/"+names.EnvBus)), f.at("MemorySize"))
			}
			return
		}
		t.Error("there is no evaluator")
	})
}
