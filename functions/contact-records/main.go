// Command contact-records takes in what Amazon Connect says of a contact that is over.
//
// Trigger: Kinesis stream contact-records, to which the instance sends contact records.
// Effects: the contact's item; a ring for what Salesforce has still to hear of; queues.
package main

import (
	"context"
	"strings"
	"time"

	"tieline/functions/contact-records/handler"
	"tieline/shared/batch"
	"tieline/shared/boot"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/names"
	"tieline/shared/parked"
	"tieline/shared/queue"
)

func main() { boot.Run(build) }

// atOnce is of how many contacts records are worked on at once; most time is waiting.
const atOnce = 8

// build is the only place where this function's parts meet.
func build(_ context.Context, rt *boot.Runtime) (batch.Stream, error) {
	table, shards := rt.Env.String(names.EnvContactsTable), rt.Env.Count(names.EnvIndexShards)
	due, bucket := rt.Env.String(names.EnvContactsDueURL), rt.Env.String(names.EnvParkedBucket)
	instances, operations := rt.Env.String(names.EnvConnectInstances), rt.Env.String(names.EnvOperationsTable)
	pace := contact.Pace{Hold: rt.Env.Duration(names.EnvHold), Draft: rt.Env.Duration(names.EnvDraftHold), Keep: rt.Env.Duration(names.EnvRetention)}
	if err := rt.Env.Err(); err != nil {
		return nil, err
	}
	keeper := contact.NewKeeper(dynamo.NewContacts(rt.AWS, table, shards), queue.NewDoorbell(rt.AWS, due), pace, time.Now)
	heard := dynamo.NewHearing(dynamo.NewOperations(rt.AWS, operations).Heard, 0, time.Now) // records are no events
	handle := handler.New(keeper, heard, strings.Split(instances, ","))
	return batch.Kinesis(handle, parked.NewBucket(rt.AWS, bucket, names.ContactRecords), atOnce), nil
}
