// Command salesforce-events takes in what Salesforce tells of callers and contacts.
//
// Trigger: SQS queue salesforce-events, fed by rules on the bus of the event relay.
// Effects: callers invalidated, wrap-ups kept and copied; how well the relay does.
package main

import (
	"context"
	"strings"
	"time"

	"tieline/functions/salesforce-events/handler"
	"tieline/shared/amazonconnect"
	"tieline/shared/batch"
	"tieline/shared/boot"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/dynamo/callers"
	"tieline/shared/names"
	"tieline/shared/parked"
	"tieline/shared/queue"
)

func main() { boot.Run(build) }

// build is the only place where this function's parts meet.
func build(_ context.Context, rt *boot.Runtime) (batch.Queue, error) {
	e, aws := rt.Env, rt.AWS
	index, shared, bucket := e.String(names.EnvCallersTable), e.String(names.EnvOperationsTable), e.String(names.EnvParkedBucket)
	table, shards, due := e.String(names.EnvContactsTable), e.Count(names.EnvIndexShards), e.String(names.EnvContactsDueURL)
	pace := contact.Pace{Hold: e.Duration(names.EnvHold), Draft: e.Duration(names.EnvDraftHold), Keep: e.Duration(names.EnvRetention)}
	instances := e.String(names.EnvConnectInstances)
	if err := e.Err(); err != nil {
		return nil, err
	}
	connect := amazonconnect.New(aws, strings.Split(instances, ",")).Within(amazonconnect.Limits{}) // a parameter is the limit
	return batch.SQS(handler.New(handler.Parts{Callers: callers.New(aws, index), Shared: dynamo.NewOperations(aws, shared),
		Contacts: dynamo.NewContacts(aws, table, shards), Doorbell: queue.NewDoorbell(aws, due), Pace: pace,
		Connect: handler.Attributes(connect.SetAttributes), Turn: handler.NewTurns(), Now: time.Now}), parked.NewBucket(aws, bucket, names.SalesforceEvents)), nil
}
