// Command screen-pop tells a contact flow who is calling, for the agent's screen.
//
// Trigger: contact flows, synchronously, through the alias live.
// Effects: at most one search in Salesforce; the pop, in the contact's item.
package main

import (
	"context"
	"encoding/json"
	"time"

	"tieline/events"
	"tieline/shared/boot"
	"tieline/shared/caller"
	"tieline/shared/dynamo"
	"tieline/shared/names"
	"tieline/shared/salesforce"
	"tieline/shared/secrets"
	"tieline/shared/tuning"
)

func main() { boot.Run(build) }

// build is the only place where this function's parts meet.
func build(_ context.Context, rt *boot.Runtime) (boot.Handler[json.RawMessage, events.FlowAnswer], error) {
	table, shards := rt.Env.String(names.EnvContactsTable), rt.Env.Count(names.EnvIndexShards)
	org, secret := rt.Env.URL(names.EnvSalesforceURL), rt.Env.String(names.EnvSalesforceSecret)
	hold := rt.Env.Duration(names.EnvHold)
	if err := rt.Env.Err(); err != nil {
		return nil, err
	}
	hc := salesforce.Authorized(salesforce.Watched(rt.HTTP, logUse), org, secrets.New(rt.AWS, secret), time.Now)
	finder := caller.NewFinder(salesforce.New(org, "", hc))
	pops := dynamo.NewPops(rt.AWS, table, shards, hold, time.Now)
	return handler{finder, pops, tuning.Defaults, org, time.Now}.handle, nil
}
