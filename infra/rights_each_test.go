package main

import (
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
		"table operations":     "dynamodb:UpdateItem",
		"queue contacts-due":   "sqs:SendMessage",
		"objects of parked":    "s3:PutObject",
		"queue contact-events": taken,
		"log contact-events":   logged,
	},
	names.ContactRecords: {
		"table contacts":            "dynamodb:BatchGetItem dynamodb:PutItem",
		"table operations":          "dynamodb:UpdateItem",
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
		"parameters":              "ssm:GetParametersByPath",
		"each parameter":          "ssm:GetParametersByPath",
		"queue contacts-due":      "sqs:SendMessage",
		"metrics of Tieline":      "cloudwatch:GetMetricData",
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
	names.SLAEvaluator: {
		"index contacts/queue-live":    "dynamodb:Query",
		"index contacts/queue-final":   "dynamodb:Query",
		"table operations":             "dynamodb:BatchGetItem dynamodb:GetItem dynamodb:PutItem",
		"queue of instances":           "connect:GetCurrentMetricData connect:GetMetricDataV2 connect:ListQueues",
		"routing-profile of instances": "connect:GetCurrentMetricData connect:GetMetricDataV2",
		"agent of instances":           "connect:GetMetricDataV2",
		"agent-group of instances":     "connect:GetMetricDataV2",
		"bus of the stage":             "events:PutEvents",
		"metrics of Tieline":           "cloudwatch:PutMetricData",
		"parameters":                   "ssm:GetParametersByPath",
		"each parameter":               "ssm:GetParametersByPath",
		"dead sla-evaluator-dead":      aside,
		"log sla-evaluator":            logged,
	},
	names.AlarmRelay: {
		"table operations":  "dynamodb:BatchGetItem dynamodb:GetItem dynamodb:PutItem",
		"secret salesforce": "secretsmanager:GetSecretValue",
		"objects of parked": "s3:PutObject",
		"queue alarm-relay": taken,
		"log alarm-relay":   logged,
	},
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
