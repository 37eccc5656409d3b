package main

import (
	"time"

	"tieline/shared/names"
)

// newSalesforceWriter is the path into Salesforce: doorbell, function. It
// returns the doorbell.
func newSalesforceWriter(a App) Queue {
	// A token, one call with 200 records and one write for each.
	const timeout = 60 * time.Second
	pace := a.stage.Writer
	due := newQueue(a, names.ContactsDue, Batch{Size: pace.Batch, Window: pace.Window, Concurrency: pace.Concurrency, Timeout: timeout})
	due.triggers(newFunction(a, Function{
		Name:    names.SalesforceWriter,
		Does:    "Upserts contacts that are due into Salesforce",
		Memory:  512, // encodes 200 records, signs tokens
		Timeout: timeout,
		Env: map[string]*string{
			names.EnvContactsTable:    a.data.Contacts.TableName(),
			names.EnvIndexShards:      a.stage.indexShards(),
			names.EnvRetention:        a.stage.retention(),
			names.EnvSalesforceURL:    &a.stage.SalesforceURL,
			names.EnvSalesforceSecret: a.data.Salesforce.SecretArn(),
			names.EnvCTISystem:        &a.stage.CTISystem,
		},
		May: []Right{
			may(a.data.Contacts.TableArn(), "dynamodb:BatchGetItem", "dynamodb:PutItem"),
			may(a.data.Salesforce.SecretArn(), "secretsmanager:GetSecretValue"),
		},
	}))
	return due
}
