// Command contact-events takes in what Amazon Connect says while a contact lasts.
//
// Trigger: SQS queue contact-events, fed by the bus rule on contact events.
// Effects: the contact's item; a ring for what Salesforce has still to hear of;
// which queues there are, and that events come.
package main

import (
	"context"
	"time"

	"tieline/functions/contact-events/handler"
	"tieline/shared/batch"
	"tieline/shared/boot"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/names"
	"tieline/shared/parked"
	"tieline/shared/queue"
)

func main() { boot.Run(build) }

// build is the only place where this function's parts meet.
func build(_ context.Context, rt *boot.Runtime) (batch.Queue, error) {
	table, shards := rt.Env.String(names.EnvContactsTable), rt.Env.Count(names.EnvIndexShards)
	due, bucket, operations := rt.Env.String(names.EnvContactsDueURL), rt.Env.String(names.EnvParkedBucket), rt.Env.String(names.EnvOperationsTable)
	pace := contact.Pace{Hold: rt.Env.Duration(names.EnvHold), Draft: rt.Env.Duration(names.EnvDraftHold), Keep: rt.Env.Duration(names.EnvRetention)}
	if err := rt.Env.Err(); err != nil {
		return nil, err
	}
	store, bell := dynamo.NewContacts(rt.AWS, table, shards), queue.NewDoorbell(rt.AWS, due)
	keeper := contact.NewKeeper(store, bell, pace, time.Now)
	heard := dynamo.NewHearing(dynamo.NewOperations(rt.AWS, operations).Heard, time.Minute, time.Now)
	return batch.SQS(handler.New(keeper, heard), parked.NewBucket(rt.AWS, bucket, names.ContactEvents)), nil
}
