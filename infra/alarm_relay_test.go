package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tieline/shared/names"
)

// rule returns the stage's rule of this name.
func (d deployment) rule(t *testing.T, name string) resource {
	t.Helper()
	for r := range d.of("AWS::Events::Rule") {
		if physical(r) == names.On(d.Name, name) {
			return r
		}
	}
	t.Fatal("there is no rule ", name)
	return resource{}
}

func TestBreachesAndAlarmsLeadToOneQueue(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		breaches, alarms := d.rule(t, names.AlarmRelay), d.rule(t, ruleOfAlarms)
		for _, r := range []resource{breaches, alarms} {
			if queue := d.resolve(at(list(r.at("Targets"))[0], "Arn")); physical(queue) != names.On(d.Name, names.AlarmRelay) {
				t.Errorf("%s leads to %s", physical(r), physical(queue))
			}
		}
		if bus := d.target(breaches, "EventBusName"); physical(bus) != "tieline-"+d.Name || alarms.at("EventBusName") != nil {
			t.Errorf("breaches are on %q, alarms on %v", physical(bus), alarms.at("EventBusName"))
		}
	})
}

// TestTheAlarmsThatAreRelayedAreThoseThatPeopleAreToldOf holds the rule to every
// alarm that there is.
func TestTheAlarmsThatAreRelayedAreThoseThatPeopleAreToldOf(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		pattern := d.rule(t, ruleOfAlarms)
		prefix := fmt.Sprint(pattern.at("EventPattern/resources/prefix"))
		not := list(pattern.at("EventPattern/detail/alarmName/anything-but"))
		if metricsOnly := pattern.at("EventPattern/detail/configuration/alarmRule/exists"); metricsOnly != false {
			t.Errorf("of composite alarms it takes %v", metricsOnly)
		}
		gone := d.rule(t, ruleOfDeletions)
		if types, operations := fmt.Sprint(gone.at("EventPattern/detail-type")), fmt.Sprint(gone.at("EventPattern/detail/operation")); types != "[CloudWatch Alarm Configuration Change]" || operations != "[delete]" {
			t.Errorf("as deleted it takes %s %s", types, operations)
		}
		for _, what := range []string{"resources", "detail/alarmName", "detail/configuration"} {
			if was, is := fmt.Sprint(pattern.at("EventPattern/"+what)), fmt.Sprint(gone.at("EventPattern/"+what)); was != is {
				t.Errorf("of %s those of %s are taken, and of deleted ones of %s", what, was, is)
			}
		}
		for a := range d.of("AWS::CloudWatch::Alarm") {
			arn, quiet := d.arn("cloudwatch", "alarm:"+physical(a)), slices.Contains(not, any(physical(a)))
			if relayed := strings.HasPrefix(arn, prefix) && !quiet; relayed != (a.at("AlarmActions") != nil) {
				t.Errorf("%s is relayed: %v", physical(a), relayed)
			}
		}
		if other := d.arn("cloudwatch", "alarm:"+names.On(d.Name+"2", "x-errors")); strings.HasPrefix(other, prefix) {
			t.Errorf("alarms of other stages are taken, too: %s", prefix)
		}
	})
}

func TestWhatGoesOnOurBusesCanBeReplayedOnAWS(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for archive := range d.of("AWS::Events::Archive") {
			if bus := d.target(archive, "SourceArn"); physical(archive) == names.On(d.Name, names.AlarmRelay) && physical(bus) == "tieline-"+d.Name {
				return
			}
		}
		if !d.local() {
			t.Error("breaches are not archived")
		}
	})
}

func TestAnAlertSaysWhereTheRunbookIs(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for f := range d.of("AWS::Lambda::Function") {
			told := f.at("Environment/Variables/" + names.EnvRunbook)
			if relay := physical(f) == names.On(d.Name, names.AlarmRelay); relay && told != d.RunbookURL || !relay && told != nil {
				t.Errorf("%s is told of %v", physical(f), told)
			}
		}
		if want := map[bool]string{true: "https://wiki.example.com/tieline", false: "docs/runbook.md"}[d.Name == "full"]; d.RunbookURL != want {
			t.Errorf("it is at %s, want %s", d.RunbookURL, want)
		}
	})
}
