package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
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
				if on := fmt.Sprint(g.on); strings.Contains(g.action, "*") || strings.Contains(on, "*") && !parked && !asked {
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
			if strings.HasPrefix(r.Type, "AWS::IAM::") && r.Type != "AWS::IAM::Role" && r.Type != "AWS::IAM::Policy" {
				t.Errorf("%s is a %s, and nobody looks at what it grants", r.ID, r.Type)
			}
		}
	})
}

// sameRight lists the calls that are allowed by the right to another (SQS
// developer guide, "Amazon SQS API permissions: Actions and resource reference";
// DynamoDB developer guide, "Using IAM with DynamoDB transactions": ours update).
var sameRight = map[string]string{"sqs:SendMessageBatch": "sqs:SendMessage", "dynamodb:TransactWriteItems": "dynamodb:UpdateItem"}

// adapters lists what speaks to AWS for the functions.
var adapters = []string{"amazonconnect", "dynamo", "dynamo/callers", "queue", "parked", "secrets"}

// calls returns the actions that an adapter's code asks AWS for.
func calls(t *testing.T, adapter string) map[string]bool {
	files, err := filepath.Glob("../shared/" + adapter + "/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(adapter, err)
	}
	actions := map[string]bool{}
	for _, file := range files {
		code := source(t, file)
		service := regexp.MustCompile(`aws-sdk-go-v2/service/(\w+)"`).FindStringSubmatch(code)
		for _, m := range regexp.MustCompile(`\.api\.(\w+)\(ctx`).FindAllStringSubmatch(code, -1) {
			action := service[1] + ":" + m[1]
			if same, ok := sameRight[action]; ok {
				action = same
			}
			actions[action] = true
		}
	}
	if len(actions) == 0 {
		t.Errorf("%s asks AWS for nothing", adapter)
	}
	return actions
}

// peoples lists what only the commands of people ask AWS for.
var peoples = []string{"dynamodb:DeleteItem", "s3:DeleteObject", "s3:GetObject", "s3:HeadObject"}

// asked returns the actions that the function's own code may need: those that
// it is granted less those that Lambda does for it.
func (d deployment) asked(function resource) map[string]bool {
	asked := map[string]bool{}
	for _, g := range d.grants(d.target(function, "Role")) {
		kind, _, _ := strings.Cut(d.named(g.on), " ")
		if !slices.Contains(strings.Fields(lambdas[kind]), g.action) {
			asked[g.action] = true
		}
	}
	return asked
}

func TestFunctionsMayCallWhatTheirCodeCallsAndNothingElse(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		all, granted := map[string]bool{}, map[string]bool{}
		for f := range d.of("AWS::Lambda::Function") {
			name := strings.TrimPrefix(fmt.Sprint(f.at("FunctionName")), names.On(d.Name, ""))
			main, asked := source(t, "../functions/"+name+"/main.go"), d.asked(f)
			maps.Copy(granted, asked)
			may := map[string]bool{}
			for _, adapter := range adapters {
				called := calls(t, adapter)
				if maps.Copy(all, called); !strings.Contains(main, `"tieline/shared/`+adapter+`"`) {
					continue
				}
				maps.Copy(may, called)
				if !slices.ContainsFunc(slices.Collect(maps.Keys(called)), func(action string) bool { return asked[action] }) {
					t.Errorf("%s may do nothing of what %s does", name, adapter)
				}
			}
			for action := range asked {
				if !may[action] {
					t.Errorf("%s may %s, and never does", name, action)
				}
			}
		}
		for _, action := range peoples {
			if !all[action] || granted[action] {
				t.Errorf("%s is not what only people do", action)
			}
			delete(all, action)
		}
		if !maps.Equal(all, granted) {
			t.Errorf("granted are %v, called are %v", slices.Sorted(maps.Keys(granted)), slices.Sorted(maps.Keys(all)))
		}
	})
}
