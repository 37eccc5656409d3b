// Command reconciler sees to what nobody else did: it rings, repairs and finds.
//
// Trigger: a schedule, each minute.
// Effects: rings, repaired contacts, wrap-ups sent on, heartbeats, what the org shows, parameters in force, a row of health each quarter of an hour.
package main

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"tieline/functions/reconciler/handler"
	"tieline/shared/amazonconnect"
	"tieline/shared/boot"
	"tieline/shared/cloudwatch"
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
	e, aws, relayed, stage, meter := rt.Env, rt.AWS, rt.Env.String(names.EnvHeartbeat) == "on", rt.Env.String(names.EnvStage), salesforce.NewMeter(time.Now)
	table, shards, operations, instances := e.String(names.EnvContactsTable), e.Count(names.EnvIndexShards), e.String(names.EnvOperationsTable), e.String(names.EnvConnectInstances)
	pace := contact.Pace{Hold: e.Duration(names.EnvHold), Draft: e.Duration(names.EnvDraftHold), Keep: e.Duration(names.EnvRetention)}
	due, told, base, secret := e.String(names.EnvContactsDueURL), e.String(names.EnvSalesforceEvents), e.URL(names.EnvSalesforceURL), e.String(names.EnvSalesforceSecret)
	if err := e.Err(); err != nil {
		return nil, err
	}
	contacts, shared, org := dynamo.NewContacts(aws, table, shards), dynamo.NewOperations(aws, operations), salesforce.New(base, "", salesforce.Authorized(salesforce.Watched(rt.HTTP, handler.Use(meter)), base, secrets.New(aws, secret), time.Now))
	return handler.New(handler.Parts{Agenda: contacts, Contacts: contacts, Doorbell: queue.NewDoorbell(aws, due), Told: queue.NewOutbox(aws, told), Connect: amazonconnect.New(aws, strings.Split(instances, ",")),
		Salesforce: org, Breaker: dynamo.NewBreakerState(shared), Shared: shared, Overrides: parameters.New(aws, stage), Conditions: dynamo.Lately(shared.Conditions, time.Now), Pace: pace, Relayed: relayed, Now: time.Now,
		Health: handler.Health{Stage: stage, Sums: cloudwatch.NewSums(aws), Use: meter, Salesforce: org, Told: shared}}), nil
}
