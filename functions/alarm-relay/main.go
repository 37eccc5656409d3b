// Command alarm-relay keeps an alert in Salesforce for each breach of a service level and each alarm.
//
// Trigger: SQS queue alarm-relay, fed by rules on the stage's bus and on changes of its alarms.
// Effects: one record in Salesforce per episode; how often each source came and went.
package main

import (
	"context"
	"time"

	"tieline/functions/alarm-relay/handler"
	"tieline/shared/batch"
	"tieline/shared/boot"
	"tieline/shared/dynamo"
	"tieline/shared/names"
	"tieline/shared/parked"
	"tieline/shared/salesforce"
	"tieline/shared/secrets"
)

func main() { boot.Run(build) }

// self is what Lambda says the function is called, which names the stage, too
// (Lambda developer guide, "Defined runtime environment variables").
const self = "AWS_LAMBDA_FUNCTION_NAME"

// build is the only place where this function's parts meet.
func build(_ context.Context, rt *boot.Runtime) (batch.Queue, error) {
	e, aws, name := rt.Env, rt.AWS, rt.Env.String(self)
	operations, bucket, runbook := e.String(names.EnvOperationsTable), e.String(names.EnvParkedBucket), e.String(names.EnvRunbook)
	org, secret := e.URL(names.EnvSalesforceURL), e.String(names.EnvSalesforceSecret)
	if err := e.Err(); err != nil {
		return nil, err
	}
	shared, hc := dynamo.NewOperations(aws, operations), salesforce.Authorized(rt.HTTP, org, secrets.New(aws, secret), time.Now)
	return batch.SQS(handler.New(handler.Parts{Salesforce: salesforce.New(org, "", hc), Episodes: shared, Breaker: dynamo.NewBreakerState(shared),
		Conditions: dynamo.Lately(shared.Conditions, time.Now), Stage: handler.StageOf(name), Runbook: runbook, Now: time.Now}),
		parked.NewBucket(aws, bucket, names.AlarmRelay)), nil
}
