package main

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"

	"tieline/shared/names"
)

// newSalesforceWriter is the path into Salesforce: doorbell, function. It
// returns the doorbell.
func newSalesforceWriter(a App) Queue {
	// A token, one call with 200 records, as many again for refused links at
	// most twice, and one write for each record.
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
	watchSalesforceWriter(a, timeout)
	return due
}

// watchSalesforceWriter watches the path. A ring waits for its contact's hold;
// more than the reconciler rings for in five minutes at its usual pace
// (tuning's reconciler/rings-per-minute) are not being heard.
func watchSalesforceWriter(a App, timeout time.Duration) {
	w := a.watch(names.SalesforceWriter)
	w.queue(names.ContactsDue, late+a.stage.Hold, 10_000)
	w.deadLetters(names.ContactsDue, 1)
	w.function(timeout)
	w.messages(late + a.stage.Hold)
	w.show(outcomes, w.own(names.MetricSynced, sum))
	w.on(w.refusedAccess(atOnce), Alarm{
		What:    "rejected",
		Meaning: "Salesforce refused contacts for good.",
		Figure:  w.own(names.MetricRejected, sum),
		Limit:   1, Spell: atOnce, Column: outcomes,
	}, Alarm{
		What:    "postponed",
		Meaning: "Salesforce does not take contacts: an outage, or records that lock each other.",
		Figure:  w.own(names.MetricPostponed, sum),
		// Half an hour: nothing is lost meanwhile, and a contact that is refused
		// counts again at its every try, so few contacts are enough. A lock now and
		// then is not.
		Limit: 5, Spell: Spell{15 * time.Minute, 2, 2}, Column: outcomes,
	}, Alarm{
		What:    "api-use",
		Meaning: "Most of the Salesforce calls that the org has a day are used up.",
		Figure:  w.own(names.MetricSalesforceUsed, maximum),
		Limit:   80, Spell: atOnce, Column: outcomes,
		Silence: awscloudwatch.TreatMissingData_IGNORE, // at night nobody calls, and what is used is used
	})
}
