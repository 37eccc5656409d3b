package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tieline/shared/names"
)

func TestAnAdminMayTuneTheStageAndNothingElse(t *testing.T) {
	want := "ssm:DeleteParameter ssm:DeleteParameters ssm:GetParameter ssm:GetParameterHistory ssm:GetParameters ssm:GetParametersByPath ssm:PutParameter"
	eachStage(t, func(t *testing.T, d deployment) {
		found := false
		for p := range d.of("AWS::IAM::ManagedPolicy") {
			found = physical(p) == names.On(d.Name, "tuning")
			var actions []string
			for _, s := range list(p.at("PolicyDocument/Statement")) {
				for _, action := range list(at(s, "Action")) {
					actions = append(actions, fmt.Sprint(action))
				}
				for _, on := range list(at(s, "Resource")) {
					path := d.arn("ssm", "parameter/tieline/"+d.Name)
					if listed := on == path && fmt.Sprint(at(s, "Action")) == "ssm:GetParametersByPath"; !listed && on != path+"/*" || at(s, "Effect") != "Allow" {
						t.Errorf("%v on %v", at(s, "Action"), on)
					}
				}
			}
			slices.Sort(actions)
			if got := strings.Join(slices.Compact(actions), " "); got != want {
				t.Errorf("it lets an admin %s, want %s", got, want)
			}
			for _, to := range []string{"Users", "Groups", "Roles"} {
				if p.at(to) != nil {
					t.Errorf("it is given to %v", p.at(to))
				}
			}
		}
		if !found {
			t.Error("there is no policy for admins")
		}
	})
}

// Metrics have no ARNs, so the right to put some is to all, on a condition.
func TestMetricsGoIntoOurNamespaceOnly(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		found := false
		for p := range d.of("AWS::IAM::Policy") {
			for _, s := range list(p.at("PolicyDocument/Statement")) {
				if !slices.Contains(list(at(s, "Resource")), any("*")) {
					continue
				}
				if fmt.Sprint(at(s, "Action")) == "cloudwatch:GetMetricData" {
					continue // reading has no condition
				}
				found = true
				if fmt.Sprint(at(s, "Action")) != "cloudwatch:PutMetricData" || at(s, "Condition/StringEquals/cloudwatch:namespace") != "Tieline" {
					t.Errorf("%s may do %v on everything, if %v", p.ID, at(s, "Action"), at(s, "Condition"))
				}
			}
		}
		if !found {
			t.Error("nobody may put metrics")
		}
	})
}
