package main

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"tieline/shared/alert"
	"tieline/shared/names"
)

// said is the form of an alarm's description, which alarm-relay reads.
var said = regexp.MustCompile(`^[A-Z].*\. (Critical|Warning), layer ([1-4] (?:phone|connector|Salesforce configuration|business logic))\. See docs/runbook\.md, ([a-z-]+)\.$`)

func TestEveryAlarmSaysHowBadItIsAndWhichLayerToLookAt(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for a := range d.everyAlarm() {
			description := fmt.Sprint(a.at("AlarmDescription"))
			is := said.FindStringSubmatch(description)
			if is == nil || len(description) > 1024 { // CloudWatch API reference, PutMetricAlarm
				t.Errorf("%s says %q", physical(a), description)
				continue
			}
			if read := alert.Describe(description, "?"); read.Severity != is[1] || read.Layer != is[2] || read.Heading != is[3] {
				t.Errorf("of %q alarm-relay understands %+v", description, read)
			}
		}
	})
}

// heading is what an alarm is called in the runbook: its name without the stage,
// and without what tells it from others of its kind.
func (d deployment) heading(alarm resource) string {
	heading := strings.TrimPrefix(physical(alarm), names.On(d.Name, ""))
	for _, part := range d.parts() {
		heading = strings.TrimSuffix(heading, "-"+part)
	}
	return heading
}

// parts are what the names of alarms end in that are of one thing of several,
// the longest first.
func (d deployment) parts() (parts []string) {
	for _, instance := range d.ConnectInstances {
		for _, flow := range shippedFlows {
			parts = append(parts, flow+"-"+instanceID(instance))
		}
	}
	for _, instance := range d.ConnectInstances {
		parts = append(parts, instanceID(instance))
	}
	return append(parts, d.WatchedQueues...)
}

// The first layer that the runbook names is that to look at first.
func TestAnAlarmAndItsHeadingNameTheSameLayer(t *testing.T) {
	text := headings(t)
	line := regexp.MustCompile(`(?m)^- \*\*Layer\*\*:.*?([1-4] (?:phone|connector|Salesforce configuration|business logic))`)
	eachStage(t, func(t *testing.T, d deployment) {
		for a := range d.everyAlarm() {
			first, is := line.FindStringSubmatch(text[d.heading(a)]), said.FindStringSubmatch(fmt.Sprint(a.at("AlarmDescription")))
			if first == nil || is == nil || first[1] != is[2] {
				t.Errorf("%s says %q, its heading %q", physical(a), is, first)
			}
		}
	})
}
