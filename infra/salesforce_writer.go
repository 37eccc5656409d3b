package main

import (
	"slices"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"

	"tieline/shared/names"
)

// newSalesforceWriter is the path into Salesforce: doorbell, function. It
// returns the doorbell.
func newSalesforceWriter(a App) Queue {
	// A token, calls with up to 200 records each, which leave time for one write
	// for each record, and two seconds of asking who somebody is.
	const timeout = 60 * time.Second
	pace := a.stage.Writer
	due := newQueue(a, names.ContactsDue, Batch{Size: pace.Batch, Window: pace.Window, Concurrency: pace.Concurrency, Timeout: timeout})
	due.triggers(newFunction(a, Function{
		Name:    names.SalesforceWriter,
		Does:    "Upserts contacts that are due into Salesforce",
		Memory:  512, // encodes 200 records, signs tokens
		Timeout: timeout,
		Env: a.connectEnv(map[string]*string{
			names.EnvContactsTable:    a.data.Contacts.TableName(),
			names.EnvOperationsTable:  a.data.Operations.TableName(),
			names.EnvIndexShards:      a.stage.indexShards(),
			names.EnvRetention:        a.stage.retention(),
			names.EnvSalesforceURL:    &a.stage.SalesforceURL,
			names.EnvSalesforceSecret: a.data.Salesforce.SecretArn(),
			names.EnvCTISystem:        &a.stage.CTISystem,
		}),
		May: slices.Concat([]Right{
			may(a.data.Contacts.TableArn(), "dynamodb:BatchGetItem", "dynamodb:PutItem"),
			may(a.data.Operations.TableArn(), "dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem"),
			may(a.data.Salesforce.SecretArn(), "secretsmanager:GetSecretValue"),
		}, a.mayAsk("agent", "connect:DescribeUser"), a.mayAsk("queue", "connect:DescribeQueue")),
	}))
	watchSalesforceWriter(a, timeout)
	return due
}

// halfHour is how long nothing is lost by waiting.
var halfHour = Spell{15 * time.Minute, 2, 2}

// watchSalesforceWriter watches the path. A ring waits for its contact's hold;
// more than the reconciler rings for in five minutes at its usual pace
// (tuning's reconciler/rings-per-minute) are not being heard.
func watchSalesforceWriter(a App, timeout time.Duration) {
	w := a.watch(names.SalesforceWriter)
	w.queue(names.ContactsDue, late+a.stage.Hold, 10_000)
	w.deadLetters(names.ContactsDue, 1)
	w.function(timeout)
	w.messages(late + a.stage.Hold)
	w.show(outcomes, w.own(names.MetricSynced, sum), w.own(names.MetricDeferred, sum), w.own(names.MetricSalesforceUsed, maximum))
	w.on(w.refusedAccess(atOnce), w.rejected(), w.held(), w.unlinked(), w.postponed(), w.apiUse())
}

func (w *Watch) rejected() Alarm {
	return Alarm{
		What:    "rejected",
		Meaning: "Salesforce refused contacts for good.",
		Layer:   businessLogic,
		Figure:  w.own(names.MetricRejected, sum),
		Limit:   1, Spell: atOnce, Column: outcomes,
	}
}

// held is of a pause in which nothing is lost. While it lasts only news is counted,
// and the first of each try.
func (w *Watch) held() Alarm {
	return Alarm{
		What:    "held",
		Meaning: "Salesforce is left alone: it is down, or has no calls left for us.",
		Layer:   salesforceConfiguration,
		Figure:  w.own(names.MetricHeld, sum),
		Limit:   1, Spell: halfHour, Column: outcomes,
	}
}

// unlinked is of many: some always are for a while, as a lead is converted, or an
// agent is new.
func (w *Watch) unlinked() Alarm {
	return Alarm{
		What:    "unlinked",
		Meaning: "Contacts stand in Salesforce without their customer, their agent or their first contact.",
		Layer:   salesforceConfiguration,
		Figure:  w.own(names.MetricUnlinked, sum),
		Limit:   100, Spell: hourly, Column: outcomes,
	}
}

// postponed waits, as nothing is lost meanwhile. A contact that is refused counts
// again at its every try, so few contacts are enough; a lock now and then is not.
func (w *Watch) postponed() Alarm {
	return Alarm{
		What:    "postponed",
		Meaning: "Salesforce does not take some contacts yet: records that lock each other, or an admin's flow that fails.",
		Layer:   businessLogic,
		Figure:  w.own(names.MetricPostponed, sum),
		Limit:   5, Spell: halfHour, Column: outcomes,
	}
}

// apiUse is of a share that is a parameter, which is taken off already. Of several
// writers the one counts that has heard of the highest use.
func (w *Watch) apiUse() Alarm {
	return Alarm{
		What:    "api-use",
		Meaning: "Most of the Salesforce calls that the org has a day are used up.",
		Layer:   salesforceConfiguration,
		Figure:  w.own(names.MetricSalesforceHeadroom, minimum),
		Limit:   0, Below: true, Spell: atOnce, Column: outcomes,
		Silence: awscloudwatch.TreatMissingData_IGNORE, // at night nobody calls, and what is used is used
	}
}
