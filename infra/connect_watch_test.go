package main

import (
	"debug/elf"
	"strings"
	"testing"

	"tieline/shared/names"
)

func TestEachInstanceIsWatchedWhereThereIsOne(t *testing.T) {
	eachStage(t, checkInstancesWatched)
}

func TestEachOfTwoInstancesIsWatchedAlike(t *testing.T) {
	first := strings.Replace(instance("2"), "000000000000", "111122223333", 1)
	second := strings.Replace(instance("9"), "000000000000", "111122223333", 1)
	checkInstancesWatched(t, synthesised(t, "dev", builtFor(t, elf.EM_X86_64), map[string]any{"connectInstances": first + "," + second}))
}

// checkInstancesWatched checks that there is an alarm for each instance, by the
// dimensions that Connect's metrics have, and for each flow that we ship to it.
func checkInstancesWatched(t *testing.T, d deployment) {
	alarms, want := d.alarms(), 0
	for _, arn := range d.ConnectInstances {
		if d.local() {
			break // the emulator has no Amazon Connect
		}
		want++
		of := "InstanceId=" + instanceID(arn) + ",MetricGroup="
		if a := alarms[figure{"AWS/Connect", "ConcurrentCallsPercentage", of + "VoiceCalls"}]; a.number("Threshold") != 0.8 || a.at("Statistic") != "Maximum" {
			t.Errorf("nobody is told that %s is nearly full: %v", arn, a.Properties)
		}
		if d.inboundQueue(arn) == "" {
			continue
		}
		for _, flow := range []string{"inbound", "transfer"} {
			want++
			called := figure{"AWS/Connect", "ContactFlowErrors", "ContactFlowName=" + names.On(d.Name, flow) + "," + of + "ContactFlow"}
			if a := alarms[called]; a.number("Threshold") != 1 || a.at("Statistic") != "Sum" {
				t.Errorf("nobody is told that flow %s of %s fails: %v", flow, arn, a.Properties)
			}
		}
	}
	for f := range alarms {
		if f.Namespace == "AWS/Connect" {
			want--
		}
	}
	if want != 0 {
		t.Errorf("%d alarms too few are of Amazon Connect", want)
	}
}
