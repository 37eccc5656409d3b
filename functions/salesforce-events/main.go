// Command salesforce-events takes in what Salesforce tells of changes: who is
// calling may be somebody else now.
//
// Trigger: SQS queue salesforce-events, fed by rules on the bus of the event relay.
// Effects: entries of the callers table are invalidated; how well the relay does,
// in the operations table.
package main

import (
	"context"
	"time"

	"tieline/shared/batch"
	"tieline/shared/boot"
	"tieline/shared/dynamo"
	"tieline/shared/dynamo/callers"
	"tieline/shared/names"
	"tieline/shared/parked"
)

func main() { boot.Run(build) }

// build is the only place where this function's parts meet.
func build(_ context.Context, rt *boot.Runtime) (batch.Queue, error) {
	table, operations := rt.Env.String(names.EnvCallersTable), rt.Env.String(names.EnvOperationsTable)
	bucket := rt.Env.String(names.EnvParkedBucket)
	if err := rt.Env.Err(); err != nil {
		return nil, err
	}
	h := handler{callers.New(rt.AWS, table), dynamo.NewOperations(rt.AWS, operations), time.Now}
	return batch.SQS(h.handle, parked.NewBucket(rt.AWS, bucket, names.SalesforceEvents)), nil
}
