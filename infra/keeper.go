package main

import (
	"strconv"

	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// keeperEnv is what a function reads that merges facts into contacts.
func (a App) keeperEnv(due Queue) map[string]*string {
	return map[string]*string{
		names.EnvContactsTable:  a.data.Contacts.TableName(),
		names.EnvContactsDueURL: due.QueueUrl(),
		names.EnvParkedBucket:   a.data.Parked.BucketName(),
		names.EnvIndexShards:    a.stage.indexShards(),
		names.EnvHold:           a.stage.hold(),
		names.EnvRetention:      a.stage.retention(),
	}
}

// keeperMay is what such a function calls.
func (a App) keeperMay(due Queue) []Right {
	return []Right{
		may(a.data.Contacts.TableArn(), "dynamodb:BatchGetItem", "dynamodb:PutItem"),
		may(due.QueueArn(), "sqs:SendMessage"),
		a.mayPark(),
	}
}

// mayPark is the right to put aside what can never succeed.
func (a App) mayPark() Right {
	return Right{
		To:      a.data.Parked.ArnForObjects(jsii.String("*")),
		Actions: []string{"s3:PutObject"},
		Wide:    "The key of a parked message is made up when it is parked",
	}
}

// Settings as functions read them.
func (s Stage) indexShards() *string { return jsii.String(strconv.Itoa(s.IndexShards)) }
func (s Stage) hold() *string        { return jsii.String(s.Hold.String()) }
func (s Stage) retention() *string   { return jsii.String(strconv.Itoa(24*s.RetentionDays) + "h") }
