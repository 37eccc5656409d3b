package main

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tieline/shared/names"
)

func TestEveryFunctionHasItsOwnRoleAndLog(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		seen := map[string]bool{}
		for f := range d.of("AWS::Lambda::Function") {
			role, log := d.target(f, "Role"), d.target(f, "LoggingConfig/LogGroup")
			if role.ID == "" || log.number("RetentionInDays") == 0 {
				t.Errorf("%s has no role of ours, or a log that is kept for ever", f.ID)
			}
			if seen[role.ID] || seen[log.ID] {
				t.Errorf("%s shares its role or its log", f.ID)
			}
			seen[role.ID], seen[log.ID] = true, true
		}
		if len(seen) != 2*len(names.Functions) {
			t.Errorf("%d functions have a role and a log of their own, want %d", len(seen)/2, len(names.Functions))
		}
	})
}

func TestNoRoleMayDoEverything(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for p := range d.of("AWS::IAM::Policy") {
			for _, s := range list(p.at("PolicyDocument/Statement")) {
				if at(s, "Resource") == "*" || strings.Contains(fmt.Sprint(at(s, "Action")), "*") {
					t.Errorf("%s: %v", p.ID, s)
				}
			}
		}
		for r := range d.of("AWS::IAM::Role") {
			if r.at("ManagedPolicyArns") != nil || r.at("Policies") != nil {
				t.Errorf("%s has rights that are not in a policy of its own", r.ID)
			}
		}
	})
}

func TestEveryQueueHasADeadLetterQueueUnlessItIsOne(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		dead := map[string]bool{}
		for q := range d.of("AWS::SQS::Queue") {
			dead[d.target(q, "RedrivePolicy/deadLetterTargetArn").ID] = true
		}
		for r := range d.of("AWS::Events::Rule") {
			dead[d.target(r, "Targets/DeadLetterConfig/Arn").ID] = true
		}
		for m := range d.of("AWS::Lambda::EventSourceMapping") {
			dead[d.target(m, "DestinationConfig/OnFailure/Destination").ID] = true
		}
		for q := range d.of("AWS::SQS::Queue") {
			if q.at("RedrivePolicy") == nil && !dead[q.ID] {
				t.Errorf("%s has none, and is none", q.ID)
			}
			if dead[q.ID] && q.number("MessageRetentionPeriod") != 14*24*60*60 {
				t.Errorf("%s does not keep what failed for 14 days", q.ID)
			}
			if q.at("SqsManagedSseEnabled") != true {
				t.Errorf("%s is not encrypted", q.ID)
			}
		}
	})
}

func TestAMessageStaysHiddenForSixRuns(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for m := range d.of("AWS::Lambda::EventSourceMapping") {
			queue, function := d.target(m, "EventSourceArn"), d.target(m, "FunctionName")
			least := 6*function.number("Timeout") + m.number("MaximumBatchingWindowInSeconds")
			if queue.Type == "AWS::SQS::Queue" && (least == 0 || queue.number("VisibilityTimeout") < least) {
				t.Errorf("%s hides a message for %v s, want %v", queue.ID, queue.number("VisibilityTimeout"), least)
			}
		}
	})
}

func TestABatchFailsInPartAndOverTenHasAWindow(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for m := range d.of("AWS::Lambda::EventSourceMapping") {
			if m.number("BatchSize") > 10 && m.number("MaximumBatchingWindowInSeconds") < 1 {
				t.Errorf("%s takes %v messages without a window", m.ID, m.number("BatchSize"))
			}
			if fmt.Sprint(m.at("FunctionResponseTypes")) != "[ReportBatchItemFailures]" {
				t.Errorf("%s fails whole", m.ID)
			}
			if d.target(m, "EventSourceArn").Type == "AWS::Kinesis::Stream" &&
				(m.at("BisectBatchOnFunctionError") != true || m.number("MaximumRetryAttempts") == 0 || m.at("DestinationConfig/OnFailure") == nil) {
				t.Errorf("%s lets one record hold up its shard", m.ID)
			}
		}
	})
}

func TestEveryRuleOnEventsTakesOnlyTheStagesOwnInstances(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for r := range d.of("AWS::Events::Rule") {
			if r.at("Targets/DeadLetterConfig/Arn") == nil {
				t.Errorf("%s drops what it cannot deliver", r.ID)
			}
			if r.at("EventPattern") == nil {
				continue
			}
			want := fmt.Sprint(d.ConnectInstances)
			for n, spelling := range []string{"instanceArn", "InstanceArn"} {
				either := list(r.at("EventPattern/detail/$or"))
				if len(either) != 2 || fmt.Sprint(at(either[n], spelling)) != want {
					t.Errorf("%s: %s is not held to %s: %v", r.ID, spelling, want, either)
				}
			}
			if got := fmt.Sprint(r.at("EventPattern/source")); got != "["+d.ConnectSource+"]" {
				t.Errorf("%s: source is %s", r.ID, got)
			}
		}
	})
}

// stateful lists the types that hold what cannot be made again.
var stateful = []string{"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::SecretsManager::Secret", "AWS::Kinesis::Stream"}

func TestDataOutlivesItsStackExceptLocally(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		want := map[bool]string{true: "Delete", false: "Retain"}[d.Name == "local"]
		for _, kind := range stateful {
			found := false
			for r := range d.of(kind) {
				found = true
				if r.DeletionPolicy != want {
					t.Errorf("%s: deletion policy is %s, want %s", r.ID, r.DeletionPolicy, want)
				}
			}
			if !found {
				t.Errorf("there is no %s", kind)
			}
		}
	})
}

func TestFunctionsAreGivenWhatTheirMainReadsAndNothingElse(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for f := range d.of("AWS::Lambda::Function") {
			name := strings.TrimPrefix(fmt.Sprint(f.at("FunctionName")), names.On(d.Name, ""))
			given, _ := f.at("Environment/Variables").(map[string]any)
			if got, want := slices.Sorted(maps.Keys(given)), readBy(t, name); !slices.Equal(got, want) {
				t.Errorf("%s is given %v, and reads %v", name, got, want)
			}
		}
	})
}

// readBy returns the variables that the main.go of a function names.
func readBy(t *testing.T, function string) []string {
	value := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^\s*(Env\w+)\s*=\s*"(\w+)"`).FindAllStringSubmatch(source(t, "../shared/names/names.go"), -1) {
		value[m[1]] = m[2]
	}
	var variables []string
	for _, m := range regexp.MustCompile(`names\.(Env\w+)`).FindAllStringSubmatch(source(t, "../functions/"+function+"/main.go"), -1) {
		variables = append(variables, value[m[1]])
	}
	slices.Sort(variables)
	return slices.Compact(variables)
}

func source(t *testing.T, path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// takenLocally lists the types that the AWS emulator was seen to deploy. It
// refuses a whole stack for one type that it does not know.
var takenLocally = []string{
	"AWS::DynamoDB::Table", "AWS::Events::Rule", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::Kinesis::Stream",
	"AWS::Lambda::Alias", "AWS::Lambda::EventInvokeConfig", "AWS::Lambda::EventSourceMapping", "AWS::Lambda::Function",
	"AWS::Lambda::Permission", "AWS::Lambda::Version", "AWS::Logs::LogGroup", "AWS::S3::Bucket", "AWS::S3::BucketPolicy",
	"AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "AWS::SecretsManager::Secret",
}

func TestTheLocalStageUsesOnlyWhatTheEmulatorTakes(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for _, r := range d.resources {
			if d.Name == "local" && !slices.Contains(takenLocally, r.Type) {
				t.Errorf("%s is a %s", r.ID, r.Type)
			}
		}
	})
}

func TestFlowsCallAnAliasOfAVersion(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for a := range d.of("AWS::Lambda::Alias") {
			if d.target(a, "FunctionVersion").Type != "AWS::Lambda::Version" || a.at("Name") != names.LiveAlias {
				t.Errorf("%s is %v", a.ID, a.Properties)
			}
			for p := range d.of("AWS::Lambda::Permission") {
				if p.at("Principal") == "connect.amazonaws.com" && d.target(p, "FunctionName").ID == a.ID &&
					p.at("SourceArn") == d.ConnectInstances[0] && p.at("SourceAccount") == d.Account {
					return
				}
			}
			t.Errorf("%s may not be called by the stage's instance", a.ID)
			return
		}
		t.Error("there is no alias")
	})
}
