package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tieline/shared/names"
)

// rings returns the names of the alarms with which a composite one rings.
func rings(a resource) (all []string) {
	for _, m := range regexp.MustCompile(`ALARM\("([^"]+)"\)`).FindAllStringSubmatch(fmt.Sprint(a.at("AlarmRule")), -1) {
		all = append(all, m[1])
	}
	slices.Sort(all)
	return all
}

func TestFiveAlarmsAreOfOthersAndOnlyOnAWS(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		var got, want []string
		for a := range d.of(composite) {
			if got = append(got, physical(a)); a.at("AlarmActions") != nil || a.at("OKActions") != nil {
				t.Errorf("%s tells what others tell already", physical(a))
			}
		}
		if !d.local() {
			for _, name := range []string{"business-logic", "connector", "people", "phone", "salesforce-configuration"} {
				want = append(want, names.On(d.Name, name))
			}
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

// ofLayer is the composite alarm of each layer.
var ofLayer = map[string]string{
	"1 phone": "phone", "2 connector": "connector", "3 Salesforce configuration": "salesforce-configuration", "4 business logic": "business-logic",
}

func TestWhatSupervisorsEngineersAndEachLayerAreRungFor(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		want := map[string][]string{}
		for _, what := range []string{"abandon", "breached", "longest-wait", "pop-success"} {
			want["people"] = append(want["people"], names.On(d.Name, names.SLAEvaluator+"-"+what))
		}
		for a := range d.of("AWS::CloudWatch::Alarm") {
			of := ofLayer[said.FindStringSubmatch(fmt.Sprint(a.at("AlarmDescription")))[2]]
			if people := slices.Contains(want["people"], physical(a)); a.at("AlarmActions") != nil && (of != "connector" || !people) {
				want[of] = append(want[of], physical(a))
			}
		}
		for a := range d.of(composite) {
			want := want[strings.TrimPrefix(physical(a), names.On(d.Name, ""))]
			if slices.Sort(want); !slices.Equal(rings(a), want) {
				t.Errorf("%s rings with %q, want %q", physical(a), rings(a), want)
			}
		}
	})
}

// CloudWatch refuses more (API reference, PutCompositeAlarm), and alarms that are
// not there yet.
func TestACompositeAlarmCanBeMade(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		id := map[string]string{}
		for a := range d.of("AWS::CloudWatch::Alarm") {
			id[physical(a)] = a.ID
		}
		longer := (16 - len(d.Name)) * 100 // of a stage with the longest name
		for a := range d.of(composite) {
			if n, chars := len(rings(a)), len(fmt.Sprint(a.at("AlarmRule"))); n == 0 || n > 100 || chars+longer > 10240 {
				t.Errorf("%s is of %d alarms, in %d characters", physical(a), n, chars)
			}
			for _, name := range rings(a) {
				if !slices.Contains(a.DependsOn, id[name]) {
					t.Errorf("%s does not wait for %s", physical(a), name)
				}
			}
		}
	})
}
