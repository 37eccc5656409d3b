// Command screen-pop tells a contact flow who is calling, for the agent's screen.
//
// Trigger: contact flows, synchronously, through the alias live.
// Effects: a read of the index; on a miss one search in Salesforce, and the
// index filled; the pop, in the contact's item.
package main

import (
	"context"
	"encoding/json"
	"time"

	"tieline/events"
	"tieline/shared/boot"
	"tieline/shared/dynamo"
	"tieline/shared/dynamo/callers"
	"tieline/shared/names"
	"tieline/shared/salesforce"
	"tieline/shared/salesforce/directory"
	"tieline/shared/secrets"
)

func main() { spendMemory(); boot.Run(build) }

// build is the only place where this function's parts meet.
func build(_ context.Context, rt *boot.Runtime) (boot.Handler[json.RawMessage, events.FlowAnswer], error) {
	table, shards, hold := rt.Env.String(names.EnvContactsTable), rt.Env.Count(names.EnvIndexShards), rt.Env.Duration(names.EnvDraftHold)
	index, operations, keys := rt.Env.String(names.EnvCallersTable), rt.Env.String(names.EnvOperationsTable), rt.Env.Optional(names.EnvPopKeys)
	org, secret := rt.Env.URL(names.EnvSalesforceURL), rt.Env.String(names.EnvSalesforceSecret)
	if err := rt.Env.Err(); err != nil {
		return nil, err
	}
	hc := salesforce.Authorized(salesforce.Watched(rt.HTTP, logUse), org, secrets.New(rt.AWS, secret), time.Now)
	ops := dynamo.NewOperations(rt.AWS, operations)
	people := directory.New(salesforce.New(org, "", hc), logNarrowed)
	pops := dynamo.NewPops(rt.AWS, table, shards, hold, time.Now)
	finders := lookUp{directory: people, index: callers.New(rt.AWS, index), state: dynamo.NewBreakerState(ops), now: time.Now}
	return handler{finder: finders.tuned, pops: pops, conditions: dynamo.Lately(ops.Conditions, time.Now), org: org, unset: unset(keys), now: time.Now}.handle, nil
}
