package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tieline/shared/metric"
	"tieline/shared/names"
)

func TestAVersionTakesOverByDegreesAndGoesBackOnItsAlarms(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		gradual := 0
		for g := range d.of("AWS::CodeDeploy::DeploymentGroup") {
			gradual++
			if events := fmt.Sprint(g.at("AutoRollbackConfiguration/Events")); !strings.Contains(events, "DEPLOYMENT_STOP_ON_ALARM") {
				t.Errorf("%s goes back on %s only", g.ID, events)
			}
			alarms := list(g.at("AlarmConfiguration/Alarms"))
			for _, alarm := range alarms {
				watched := fmt.Sprint(d.resolve(at(alarm, "Name")).at("Dimensions"))
				if !strings.Contains(watched, names.On(d.Name, names.ScreenPop)) && !strings.Contains(watched, "screenpop") {
					t.Errorf("%s goes back on an alarm of %s", g.ID, watched)
				}
			}
			for a := range d.of("AWS::Lambda::Alias") {
				if update := a.UpdatePolicy.CodeDeployLambdaAliasUpdate; d.resolve(update["DeploymentGroupName"]).ID != g.ID {
					t.Errorf("%s is updated by %v", a.ID, update)
				}
			}
		}
		if want := map[bool]int{true: 1, false: 0}[d.Gradual]; gradual != want {
			t.Errorf("%d rollouts, want %d", gradual, want)
		}
	})
}

func TestARolloutLooksAtTheAnswersOfTheNewestVersionAlone(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for alias := range d.of("AWS::Lambda::Alias") {
			newest := d.target(alias, "FunctionVersion").ID
			whose := metric.Dimension + "=" + names.On(d.Name, names.ScreenPop) + "," + metric.Version + "=" + newest
			for _, name := range []string{names.MetricPopsDegraded, names.MetricPopTook} {
				alarm, watched := d.alarms()[figure{metric.Namespace, name, whose}]
				if watched != d.Gradual {
					t.Errorf("%s of %s is watched: %v, want %v", name, whose, watched, d.Gradual)
				}
				if watched && !d.rollsBackOn(alarm) {
					t.Errorf("%s does not go back on %s", alias.ID, physical(alarm))
				}
				// Else the alarm might still be on the version before.
				if watched && !slices.Contains(alias.DependsOn, alarm.ID) {
					t.Errorf("%s moves without waiting for %s", alias.ID, physical(alarm))
				}
			}
		}
	})
}

// A version that crashes reports nothing of its own.
func TestARolloutGoesBackOnWhatAVersionCannotReport(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		function := "=" + names.On(d.Name, names.ScreenPop)
		for _, f := range []figure{
			{"AWS/Lambda", "Errors", "FunctionName" + function},
			{metric.Namespace, names.MetricUnknownFaults, metric.Dimension + function},
			{metric.Namespace, names.MetricPopsNotKept, metric.Dimension + function},
		} {
			if got := d.rollsBackOn(d.alarms()[f]); got != d.Gradual {
				t.Errorf("it goes back on %s: %v, want %v", f.Name, got, d.Gradual)
			}
		}
	})
}

// rollsBackOn reports whether the stage's rollout goes back on the alarm.
func (d deployment) rollsBackOn(alarm resource) bool {
	for g := range d.of("AWS::CodeDeploy::DeploymentGroup") {
		for _, a := range list(g.at("AlarmConfiguration/Alarms")) {
			if d.resolve(at(a, "Name")).ID == alarm.ID {
				return true
			}
		}
	}
	return false
}

func TestScreenPopIsGivenWhatItsStageSays(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for f := range d.of("AWS::Lambda::Function") {
			pop := physical(f) == names.On(d.Name, names.ScreenPop)
			if pop && f.number("MemorySize") != float64(d.Pop.Memory) {
				t.Errorf("it has %v MB, want %d", f.at("MemorySize"), d.Pop.Memory)
			}
			reserved, isReserved := f.at("ReservedConcurrentExecutions").(float64)
			if isReserved != (pop && d.Pop.Reserved > 0) || isReserved && reserved != float64(d.Pop.Reserved) {
				t.Errorf("%s has %v runs of its own", physical(f), f.at("ReservedConcurrentExecutions"))
			}
		}
		for a := range d.of("AWS::Lambda::Alias") {
			const path = "ProvisionedConcurrencyConfig/ProvisionedConcurrentExecutions"
			if (a.at(path) != nil) != (d.Pop.Provisioned > 0) || a.number(path) != float64(d.Pop.Provisioned) {
				t.Errorf("%v environments are always started, want %d", a.at(path), d.Pop.Provisioned)
			}
		}
	})
}
