package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tieline/shared/names"
)

// What Lambda does in the name of a function, as the CDK grants it: to bring it
// messages, to set aside those that failed, and to keep its log.
const (
	taken   = "sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:GetQueueUrl sqs:ReceiveMessage"
	fetched = "kinesis:DescribeStream kinesis:DescribeStreamConsumer kinesis:DescribeStreamSummary kinesis:GetRecords kinesis:GetShardIterator kinesis:ListShards kinesis:ListStreams kinesis:SubscribeToShard"
	aside   = "sqs:GetQueueAttributes sqs:GetQueueUrl sqs:SendMessage"
	logged  = "logs:CreateLogStream logs:PutLogEvents"
)

// lambdas lists it by the kind of resource.
var lambdas = map[string]string{"queue": taken, "stream": fetched, "dead": aside, "log": logged}

// rights lists what each function may do to what.
var rights = map[string]map[string]string{
	names.ContactEvents: {
		"table contacts":       "dynamodb:BatchGetItem dynamodb:PutItem",
		"queue contacts-due":   "sqs:SendMessage",
		"objects of parked":    "s3:PutObject",
		"queue contact-events": taken,
		"log contact-events":   logged,
	},
	names.ContactRecords: {
		"table contacts":            "dynamodb:BatchGetItem dynamodb:PutItem",
		"queue contacts-due":        "sqs:SendMessage",
		"objects of parked":         "s3:PutObject",
		"stream contact-records":    fetched,
		"dead contact-records-dead": aside,
		"log contact-records":       logged,
	},
	names.SalesforceEvents: {
		"table contacts":          "dynamodb:BatchGetItem dynamodb:PutItem",
		"table callers":           "dynamodb:UpdateItem",
		"table operations":        "dynamodb:BatchGetItem dynamodb:GetItem dynamodb:PutItem",
		"contact of instances":    "connect:UpdateContactAttributes",
		"queue contacts-due":      "sqs:SendMessage",
		"objects of parked":       "s3:PutObject",
		"queue salesforce-events": taken,
		"log salesforce-events":   logged,
	},
	names.SalesforceWriter: {
		"table contacts":        "dynamodb:BatchGetItem dynamodb:PutItem",
		"table operations":      "dynamodb:BatchGetItem dynamodb:GetItem dynamodb:PutItem",
		"agent of instances":    "connect:DescribeUser",
		"queue of instances":    "connect:DescribeQueue",
		"secret salesforce":     "secretsmanager:GetSecretValue",
		"queue contacts-due":    taken,
		"log salesforce-writer": logged,
	},
	names.Reconciler: {
		"table contacts":          "dynamodb:BatchGetItem dynamodb:PutItem",
		"index contacts/by-sync":  "dynamodb:Query",
		"index contacts/by-open":  "dynamodb:Query",
		"table operations":        "dynamodb:BatchGetItem dynamodb:GetItem dynamodb:PutItem",
		"contact of instances":    "connect:DescribeContact",
		"queue salesforce-events": "sqs:SendMessage",
		"secret salesforce":       "secretsmanager:GetSecretValue",
		"queue contacts-due":      "sqs:SendMessage",
		"dead reconciler-dead":    aside,
		"log reconciler":          logged,
	},
	names.ScreenPop: {
		"table contacts":    "dynamodb:UpdateItem",
		"table callers":     "dynamodb:GetItem dynamodb:UpdateItem",
		"table operations":  "dynamodb:BatchGetItem dynamodb:GetItem dynamodb:PutItem",
		"secret salesforce": "secretsmanager:GetSecretValue",
		"log screen-pop":    logged,
	},
}

// kinds names the types that functions have rights to.
var kinds = map[string]string{
	"AWS::DynamoDB::Table": "table", "AWS::SQS::Queue": "queue", "AWS::SecretsManager::Secret": "secret",
	"AWS::Kinesis::Stream": "stream", "AWS::Logs::LogGroup": "log", "AWS::S3::Bucket": "bucket",
}

// named says what a right is to: its kind, and its name without the stage.
func (d deployment) named(on any) string {
	for _, instance := range d.ConnectInstances {
		if kind, all := strings.CutSuffix(fmt.Sprint(on), "/*"); all && strings.HasPrefix(kind, instance+"/") {
			return strings.TrimPrefix(kind, instance+"/") + " of instances"
		}
	}
	of, part := on, ""
	if joined := list(at(on, "Fn::Join")); len(joined) == 2 {
		pieces := list(joined[1])
		of, part = pieces[0], fmt.Sprint(pieces[1:]...)
	}
	r := d.resolve(of)
	name := strings.TrimPrefix(strings.TrimPrefix(physical(r), "/aws/lambda/"), names.On(d.Name, ""))
	index, isIndex := strings.CutPrefix(part, "/index")
	switch {
	case r.Type == "AWS::S3::Bucket" && part == "/*":
		return "objects of " + strings.TrimSuffix(name, "-"+d.Account+"-"+d.Region)
	case r.Type == "AWS::DynamoDB::Table" && isIndex:
		return "index " + name + index
	case r.Type == "AWS::SQS::Queue" && r.at("RedrivePolicy") == nil:
		return "dead " + name + part
	}
	return kinds[r.Type] + " " + name + part
}

func TestEachFunctionMayDoWhatIsListedAndNothingElse(t *testing.T) {
	eachStage(t, func(t *testing.T, d deployment) {
		for f := range d.of("AWS::Lambda::Function") {
			function := strings.TrimPrefix(physical(f), names.On(d.Name, ""))
			var got, want []string
			for _, g := range d.grants(d.target(f, "Role")) {
				got = append(got, g.action+" on "+d.named(g.on))
			}
			for on, actions := range rights[function] {
				for action := range strings.FieldsSeq(actions) {
					want = append(want, action+" on "+on)
				}
			}
			slices.Sort(got)
			slices.Sort(want)
			if got := slices.Compact(got); !slices.Equal(got, want) {
				t.Errorf("%s may  %q\nwant %q", function, got, want)
			}
		}
	})
}
