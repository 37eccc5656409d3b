// Command salesforce-writer brings Salesforce up to date with the contacts that are due.
//
// Trigger: SQS queue contacts-due; a message is a contact id and nothing else.
// Effects: one Salesforce call per 200 contacts; what came of it; names learned.
package main

import (
	"context"
	"strings"
	"time"

	"tieline/functions/salesforce-writer/handler"
	"tieline/shared/amazonconnect"
	"tieline/shared/batch"
	"tieline/shared/boot"
	"tieline/shared/dynamo"
	"tieline/shared/names"
	"tieline/shared/salesforce"
	"tieline/shared/secrets"
)

func main() { boot.Run(build) }

// build is the only place where this function's parts meet.
func build(_ context.Context, rt *boot.Runtime) (batch.Queue, error) {
	e, aws, use := rt.Env, rt.AWS, salesforce.NewMeter(time.Now)
	contacts, shards, shared := e.String(names.EnvContactsTable), e.Count(names.EnvIndexShards), e.String(names.EnvOperationsTable)
	org, secret, system := e.URL(names.EnvSalesforceURL), e.String(names.EnvSalesforceSecret), e.String(names.EnvCTISystem)
	instances, keep := e.String(names.EnvConnectInstances), e.Duration(names.EnvRetention)
	if err := e.Err(); err != nil {
		return nil, err
	}
	hc := salesforce.Authorized(salesforce.Watched(rt.HTTP, handler.Use(use)), org, secrets.New(aws, secret), time.Now)
	operations := dynamo.NewOperations(aws, shared)
	people := dynamo.NewDirectory(operations, time.Now)
	people.Linked = true // whether they are is a parameter, which the handler reads
	return batch.Whole(handler.New(handler.Parts{Contacts: dynamo.NewContacts(aws, contacts, shards), Salesforce: salesforce.New(org, system, hc),
		Connect: amazonconnect.New(aws, strings.Split(instances, ",")), Directory: people, Breaker: dynamo.NewBreakerState(operations),
		Use: use, Conditions: dynamo.Lately(operations.Conditions, time.Now), Keep: keep, Now: time.Now})), nil
}
