package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tieline/shared/metric"
	"tieline/shared/names"
)

func TestFewFailuresAreEnoughToRing(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		seen := map[string]bool{}
		for f, a := range d.alarms() {
			of := f.Name
			if strings.HasSuffix(f.Of, deadLettersOf("")) {
				of = "dead letters"
			}
			if of != "Errors" && of != names.MetricParked && of != "dead letters" {
				continue
			}
			seen[of] = true
			if limit := a.number("Threshold"); limit < 1 || limit > 5 {
				t.Errorf("%s rings from %v on", physical(a), limit)
			}
		}
		if len(seen) != 3 {
			t.Errorf("of failures only %v are watched", seen)
		}
	})
}

// ofCalls lists the figures that there are only while somebody calls.
var ofCalls = []string{names.MetricPopsResolved, names.MetricAbandonHeadroom, names.MetricLongestWaitHeadroom, names.MetricPopHeadroom, names.MetricDriftHeadroom}

func TestSilenceIsBadWhereTooLittleIs(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		found := false
		for a := range d.of("AWS::CloudWatch::Alarm") {
			if !strings.HasPrefix(fmt.Sprint(a.at("ComparisonOperator")), "LessThan") {
				continue
			}
			found = true
			want := "breaching"
			switch of := fmt.Sprint(a.at("MetricName")); {
			case slices.Contains(ofCalls, of):
				want = "notBreaching" // a night without calls
			case of == names.MetricSalesforceHeadroom:
				want = "ignore" // what is used is used, until a call shows less
			}
			if a.at("TreatMissingData") != want {
				t.Errorf("%s takes silence as %v, want %s", physical(a), a.at("TreatMissingData"), want)
			}
		}
		if !found {
			t.Error("nobody is told of what has stopped")
		}
	})
}

func TestParametersThatCannotBeReadRing(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		a := d.alarms()[figure{metric.Namespace, names.MetricParameterRejected, metric.Dimension + "=" + names.On(d.Name, names.Reconciler)}]
		if a.at("TreatMissingData") != "breaching" || a.number("DatapointsToAlarm") != 5 || a.number("EvaluationPeriods") != 5 || a.number("Period") != 60 {
			t.Errorf("nobody is told of five runs that read none: %v", a.Properties)
		}
	})
}

// ticking lists the paths that start each minute.
var ticking = []string{names.Reconciler, names.SLAEvaluator}

func TestOneFailureThatIsTriedAgainWakesNobody(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		atFirst := func(a resource) bool { return a.number("Threshold") <= 1 && a.number("DatapointsToAlarm") <= 1 }
		for a := range d.of("AWS::CloudWatch::Alarm") {
			state := a.at("MetricName") == names.MetricSLABreached || a.at("MetricName") == names.MetricSilent // of the queues, not of the tick
			if slices.ContainsFunc(ticking, func(path string) bool { return strings.HasPrefix(physical(a), names.On(d.Name, path)) }) && atFirst(a) && !state {
				t.Errorf("one failed tick rings %s", physical(a))
			}
		}
		for f, a := range d.alarms() {
			// A caller is not tried again.
			if want := f.Of == metric.Dimension+"="+names.On(d.Name, names.ScreenPop); f.Namespace == metric.Namespace && f.Name == names.MetricUnknownFaults && atFirst(a) != want {
				t.Errorf("%s rings at first is %v, want %v", physical(a), !want, want)
			}
		}
	})
}

func TestWhatARuleStartsSetsItsFailuresAside(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		aside := map[string]bool{}
		for c := range d.of("AWS::Lambda::EventInvokeConfig") {
			to := d.target(c, "DestinationConfig/OnFailure/Destination")
			aside[d.target(c, "FunctionName").ID] = to.Type == "AWS::SQS::Queue"
		}
		started := 0
		for r := range d.of("AWS::Events::Rule") {
			for _, target := range list(r.at("Targets")) {
				f := d.resolve(at(target, "Arn"))
				if f.Type != "AWS::Lambda::Function" {
					continue
				}
				started++
				if !aside[f.ID] {
					t.Errorf("%s starts %s, whose failures nobody counts", r.ID, physical(f))
				}
			}
		}
		if started == 0 {
			t.Error("no rule starts a function")
		}
	})
}
