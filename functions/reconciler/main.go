// Command reconciler rings for the contacts that are due and for whom nobody
// rang, and keeps what is known of Salesforce up to date.
//
// Trigger: a schedule, each minute.
// Effects: rings on queue contacts-due; heartbeats into Salesforce; what the org
// shows us of its schema, in the operations table.
package main

import (
	"context"
	"encoding/json"
	"time"

	"tieline/shared/boot"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/names"
	"tieline/shared/queue"
	"tieline/shared/salesforce"
	"tieline/shared/secrets"
	"tieline/shared/tuning"
)

func main() { boot.Run(build) }

// build is the only place where this function's parts meet.
func build(_ context.Context, rt *boot.Runtime) (boot.Handler[json.RawMessage, struct{}], error) {
	table, shards, due := rt.Env.String(names.EnvContactsTable), rt.Env.Count(names.EnvIndexShards), rt.Env.String(names.EnvContactsDueURL)
	operations, relayed := rt.Env.String(names.EnvOperationsTable), rt.Env.String(names.EnvHeartbeat) == "on"
	base, secret := rt.Env.URL(names.EnvSalesforceURL), rt.Env.String(names.EnvSalesforceSecret)
	if err := rt.Env.Err(); err != nil {
		return nil, err
	}
	hc := salesforce.Authorized(salesforce.Watched(rt.HTTP, logUse), base, secrets.New(rt.AWS, secret), time.Now)
	duties := newDuties(salesforce.New(base, "", hc), dynamo.NewOperations(rt.AWS, operations), relayed, time.Now)
	contacts := contact.NewReconciler(dynamo.NewContacts(rt.AWS, table, shards), queue.NewDoorbell(rt.AWS, due), time.Now)
	return handler{contacts, tuning.ReconcilerRings.Default, duties}.handle, nil
}
