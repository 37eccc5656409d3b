package main

import (
	"maps"
	"strconv"
	"strings"

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
		names.EnvDraftHold:      a.stage.draftHold(),
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

// connectEndpoint is the variable by which the AWS SDK is told of another place
// for Connect's API (SDKs and Tools reference guide, "Service-specific
// endpoints"); the emulator has none.
const connectEndpoint = "AWS_ENDPOINT_URL_CONNECT"

// connectEnv adds to what a function reads what one needs that asks Connect.
func (a App) connectEnv(env map[string]*string) map[string]*string {
	env = with(env, map[string]*string{names.EnvConnectInstances: a.stage.instances()})
	if a.stage.ConnectURL != "" {
		env[connectEndpoint] = &a.stage.ConnectURL
	}
	return env
}

// with is env and more.
func with(env, more map[string]*string) map[string]*string {
	all := maps.Clone(env)
	maps.Copy(all, more)
	return all
}

// mayAsk is the right to call Connect about contacts, agents, queues and so on of
// the stage's instances (Service Authorization Reference, "Actions, resources, and
// condition keys for Amazon Connect").
func (a App) mayAsk(kind string, actions ...string) (all []Right) {
	for _, instance := range a.stage.ConnectInstances {
		all = append(all, Right{To: jsii.String(instance + "/" + kind + "/*"), Actions: actions,
			Wide: "Which contacts, agents and queues there are is known once they come"})
	}
	return all
}

// heardEnv adds to keeperEnv the table in which such a function notes of which
// queues it heard.
func (a App) heardEnv(due Queue) map[string]*string {
	return with(a.keeperEnv(due), map[string]*string{names.EnvOperationsTable: a.data.Operations.TableName()})
}

// heardMay adds to keeperMay the right to note them.
func (a App) heardMay(due Queue) []Right {
	return append(a.keeperMay(due), may(a.data.Operations.TableArn(), "dynamodb:UpdateItem"))
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
func (s Stage) draftHold() *string   { return jsii.String(s.DraftHold.String()) }
func (s Stage) instances() *string   { return jsii.String(strings.Join(s.ConnectInstances, ",")) }
func (s Stage) retention() *string   { return jsii.String(strconv.Itoa(24*s.RetentionDays) + "h") }
