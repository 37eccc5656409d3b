// Command salesforce-writer brings Salesforce up to date with the contacts that are due.
//
// Trigger: SQS queue contacts-due; a message is a contact id and nothing else.
// Effects: one Salesforce call per 200 contacts; what came of it, in their items.
package main

import (
	"context"
	"time"

	"tieline/shared/batch"
	"tieline/shared/boot"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/names"
	"tieline/shared/salesforce"
	"tieline/shared/secrets"
	"tieline/shared/tuning"
)

func main() { boot.Run(build) }

// build is the only place where this function's parts meet.
func build(_ context.Context, rt *boot.Runtime) (batch.Queue, error) {
	table, shards := rt.Env.String(names.EnvContactsTable), rt.Env.Count(names.EnvIndexShards)
	org, secret, system := rt.Env.URL(names.EnvSalesforceURL), rt.Env.String(names.EnvSalesforceSecret), rt.Env.String(names.EnvCTISystem)
	pace := contact.Pace{Backoff: tuning.WriterBackoff.Default, Keep: rt.Env.Duration(names.EnvRetention)}
	if err := rt.Env.Err(); err != nil {
		return nil, err
	}
	crm := salesforce.New(org, system, salesforce.Authorized(salesforce.Watched(rt.HTTP, logUse), org, secrets.New(rt.AWS, secret), time.Now))
	h := handler{contact.NewWriter(dynamo.NewContacts(rt.AWS, table, shards), crm, pace, time.Now)}
	return batch.Whole(h.handle), nil
}
