package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tieline/shared/names"
)

// grant is an action that a role may take on a resource.
type grant struct {
	action string
	on     any
}

// grants lists what the role may do.
func (d deployment) grants(role resource) (all []grant) {
	for p := range d.of("AWS::IAM::Policy") {
		isIts := func(r any) bool { return d.resolve(r).ID == role.ID }
		if !slices.ContainsFunc(list(p.at("Roles")), isIts) {
			continue
		}
		for _, s := range list(p.at("PolicyDocument/Statement")) {
			for _, action := range list(at(s, "Action")) {
				for _, on := range list(at(s, "Resource")) {
					all = append(all, grant{fmt.Sprint(action), on})
				}
			}
		}
	}
	return all
}

func TestNoRoleMayDoEverything(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for r := range d.of("AWS::IAM::Role") {
			for _, g := range d.grants(r) {
				joined := list(at(g.on, "Fn::Join"))
				parked := g.action == "s3:PutObject" && d.resolve(joined[len(joined)-1]).Type == "AWS::S3::Bucket"
				asked := strings.HasPrefix(g.action, "connect:") && slices.ContainsFunc(d.ConnectInstances, func(instance string) bool {
					return strings.HasPrefix(fmt.Sprint(g.on), instance+"/")
				})
				tuned := g.on == d.arn("ssm", "parameter"+names.Parameters(d.Name)+"*")
				counted := g.action == "cloudwatch:PutMetricData" || g.action == "cloudwatch:GetMetricData"
				if on := fmt.Sprint(g.on); strings.Contains(g.action, "*") || strings.Contains(on, "*") && !parked && !asked && !tuned && !counted {
					t.Errorf("%s may %s on %s", r.ID, g.action, on)
				}
			}
			// CodeDeploy knows itself what it needs (rollout.go).
			codeDeploys := at(list(r.at("AssumeRolePolicyDocument/Statement"))[0], "Principal/Service") == "codedeploy.amazonaws.com"
			if r.at("ManagedPolicyArns") != nil && !codeDeploys || r.at("Policies") != nil {
				t.Errorf("%s has rights that are not in a policy of its own", r.ID)
			}
		}
		for _, r := range d.resources {
			if strings.HasPrefix(r.Type, "AWS::IAM::") && r.Type != "AWS::IAM::Role" && r.Type != "AWS::IAM::Policy" && physical(r) != names.On(d.Name, "tuning") {
				t.Errorf("%s is a %s, and nobody looks at what it grants", r.ID, r.Type)
			}
		}
	})
}
