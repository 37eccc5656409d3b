package main

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tieline/shared/names"
)

// sameRight lists the calls that are allowed by the right to another (SQS
// developer guide, "Amazon SQS API permissions: Actions and resource reference";
// DynamoDB developer guide, "Using IAM with DynamoDB transactions": ours update).
var sameRight = map[string]string{"sqs:SendMessageBatch": "sqs:SendMessage", "dynamodb:TransactWriteItems": "dynamodb:UpdateItem"}

// adapters lists what speaks to AWS for the functions.
var adapters = []string{"amazonconnect", "bus", "cloudwatch", "dynamo", "dynamo/callers", "parameters", "queue", "parked", "secrets"}

// prefixes are those of actions of services whose package is called otherwise.
var prefixes = map[string]string{"eventbridge": "events"}

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
		for _, m := range regexp.MustCompile(`(?:\.api\.|New)(\w+)(?:\(ctx|Paginator\(\w+\.api)`).FindAllStringSubmatch(code, -1) {
			action := cmp.Or(prefixes[service[1]], service[1]) + ":" + m[1]
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
var peoples = []string{"dynamodb:DeleteItem", "dynamodb:Scan", "s3:DeleteObject", "s3:GetObject", "s3:HeadObject", "s3:ListObjectsV2",
	"ssm:DeleteParameter", "ssm:GetParameterHistory", "ssm:PutParameter"}

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
