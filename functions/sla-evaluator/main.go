// Command sla-evaluator computes service levels, and tells of missed targets.
//
// Trigger: a schedule, each minute.
// Effects: figures in CloudWatch; breaches, kept and on the bus; the book of minutes.
package main

import (
	"context"
	"encoding/json"
	"strings"
	"time"
	_ "time/tzdata" // opening hours name a time zone

	"tieline/functions/sla-evaluator/handler"
	"tieline/shared/amazonconnect"
	"tieline/shared/boot"
	"tieline/shared/bus"
	"tieline/shared/cloudwatch"
	"tieline/shared/dynamo"
	"tieline/shared/names"
	"tieline/shared/parameters"
)

func main() { boot.Run(build) }

func build(_ context.Context, rt *boot.Runtime) (boot.Handler[json.RawMessage, struct{}], error) {
	e, aws, stage := rt.Env, rt.AWS, rt.Env.String(names.EnvStage)
	contacts, shards, operations := e.String(names.EnvContactsTable), e.Count(names.EnvIndexShards), e.String(names.EnvOperationsTable)
	instances, events, watched := e.String(names.EnvConnectInstances), e.String(names.EnvBus), e.Optional(names.EnvWatchedQueues)
	function := e.String("AWS_LAMBDA_FUNCTION_NAME") // which Lambda sets
	if err := e.Err(); err != nil {
		return nil, err
	}
	shared := dynamo.NewOperations(aws, operations)
	return handler.New(handler.Parts{Contacts: dynamo.NewLevels(aws, contacts, shards), Heard: shared, Books: shared,
		Names: dynamo.NewDirectory(shared, time.Now), Connect: amazonconnect.New(aws, strings.Split(instances, ",")),
		Published: cloudwatch.New(aws, function), Bus: bus.New(aws, events), Overrides: parameters.New(aws, stage), Conditions: shared.Conditions,
		Watched: strings.Split(watched, ","), Now: time.Now}), nil
}
