// Command reconciler sees to what nobody else did: it rings, repairs and finds.
//
// Trigger: a schedule, each minute.
// Effects: rings, repaired contacts, wrap-ups sent on, heartbeats, what the org shows, parameters in force.
package main

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"tieline/functions/reconciler/handler"
	"tieline/shared/amazonconnect"
	"tieline/shared/boot"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/names"
	"tieline/shared/parameters"
	"tieline/shared/queue"
	"tieline/shared/salesforce"
	"tieline/shared/secrets"
)

func main() { boot.Run(build) }

func build(_ context.Context, rt *boot.Runtime) (boot.Handler[json.RawMessage, struct{}], error) {
	e, aws, relayed, stage := rt.Env, rt.AWS, rt.Env.String(names.EnvHeartbeat) == "on", rt.Env.String(names.EnvStage)
	table, shards, operations, instances := e.String(names.EnvContactsTable), e.Count(names.EnvIndexShards), e.String(names.EnvOperationsTable), e.String(names.EnvConnectInstances)
	pace := contact.Pace{Hold: e.Duration(names.EnvHold), Draft: e.Duration(names.EnvDraftHold), Keep: e.Duration(names.EnvRetention)}
	due, told, base, secret := e.String(names.EnvContactsDueURL), e.String(names.EnvSalesforceEvents), e.URL(names.EnvSalesforceURL), e.String(names.EnvSalesforceSecret)
	if err := e.Err(); err != nil {
		return nil, err
	}
	hc := salesforce.Authorized(salesforce.Watched(rt.HTTP, handler.LogUse), base, secrets.New(aws, secret), time.Now)
	contacts, shared := dynamo.NewContacts(aws, table, shards), dynamo.NewOperations(aws, operations)
	return handler.New(handler.Parts{Agenda: contacts, Contacts: contacts, Doorbell: queue.NewDoorbell(aws, due), Told: queue.NewOutbox(aws, told),
		Connect: amazonconnect.New(aws, strings.Split(instances, ",")), Salesforce: salesforce.New(base, "", hc), Breaker: dynamo.NewBreakerState(shared),
		Shared: shared, Overrides: parameters.New(aws, stage), Conditions: dynamo.Lately(shared.Conditions, time.Now), Pace: pace, Relayed: relayed, Now: time.Now}), nil
}
