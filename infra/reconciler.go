package main

import (
	"slices"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// newReconciler is the path of what nobody rang for, and of what Salesforce is
// asked now and then: schedule, function.
func newReconciler(a App, due, told Queue) {
	function := newFunction(a, Function{
		Name:    names.Reconciler,
		Does:    "Rings for contacts that are due, looks after those whose record does not come, asks Salesforce what nobody told, and tells it how Tieline does",
		Memory:  256, // it waits for others most of the time
		Timeout: tick,
		Env: a.connectEnv(map[string]*string{
			names.EnvContactsTable:    a.data.Contacts.TableName(),
			names.EnvIndexShards:      a.stage.indexShards(),
			names.EnvHold:             a.stage.hold(),
			names.EnvDraftHold:        a.stage.draftHold(),
			names.EnvRetention:        a.stage.retention(),
			names.EnvContactsDueURL:   due.QueueUrl(),
			names.EnvSalesforceEvents: told.QueueUrl(),
			names.EnvOperationsTable:  a.data.Operations.TableName(),
			names.EnvHeartbeat:        a.stage.heartbeat(),
			names.EnvStage:            &a.stage.Name,
			names.EnvSalesforceURL:    &a.stage.SalesforceURL,
			names.EnvSalesforceSecret: a.data.Salesforce.SecretArn(),
		}),
		May: slices.Concat([]Right{
			may(a.data.Contacts.TableArn(), "dynamodb:BatchGetItem", "dynamodb:PutItem"),
			a.mayQuery(names.IndexBySync),
			a.mayQuery(names.IndexByOpen),
			may(due.QueueArn(), "sqs:SendMessage"),
			may(told.QueueArn(), "sqs:SendMessage"),
			may(a.data.Operations.TableArn(), "dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem"),
			may(a.data.Salesforce.SecretArn(), "secretsmanager:GetSecretValue"),
			mayCount(),
		}, a.mayListParameters(), a.mayAsk("contact", "connect:DescribeContact")),
	})
	newTick(a, names.Reconciler, function)
	watchReconciler(a)
}

// mayCount lets a function read metrics, which no policy can tell apart (Service
// Authorization Reference, "Actions, resources, and condition keys for Amazon
// CloudWatch": GetMetricData has no resource and no condition key).
func mayCount() Right {
	return Right{To: jsii.String("*"), Actions: []string{"cloudwatch:GetMetricData"}, Wide: "Metrics are no resources, and reading them has no condition"}
}

// heartbeat is on where a relay brings heartbeats back.
func (s Stage) heartbeat() *string {
	if s.Relays.Events == "" {
		return jsii.String("off")
	}
	return jsii.String("on")
}

// watchReconciler watches the path that makes up for all others.
func watchReconciler(a App) {
	w := a.watch(names.Reconciler)
	w.ticks()
	healthy := w.own(names.MetricRelayHealthy, maximum)
	w.show(outcomes, w.own(names.MetricRung, sum), w.own(names.MetricRepaired, sum), w.own(names.MetricWrapUpsFound, sum), w.own(names.MetricSalesforceUsed, maximum))
	if a.stage.Relays.Events == "" {
		w.show(outcomes, healthy)
	} else {
		w.on(silent(healthy))
	}
	w.on(w.unknownFaults(hourly), w.refusedAccess(hourly), Alarm{
		What:    "overdue",
		Meaning: "Contact records do not come.",
		Layer:   phone,
		Figure:  w.own(names.MetricOverdue, sum),
		// Connect delivers each at least once; one that it does not is a finding
		// about that contact, and many are about the stream.
		Limit: 20, Spell: hourly, Column: outcomes,
	}, Alarm{
		What:    "lapsed",
		Meaning: "Of some contacts nobody will tell how they ended.",
		Layer:   phone,
		Figure:  w.own(names.MetricLapsed, sum),
		Limit:   5, Spell: hourly, Column: outcomes,
	}, Alarm{
		What:     "oldest-due",
		Meaning:  "Contacts are due for long, and nobody brings them to Salesforce.",
		Severity: critical,
		Figure:   w.own(names.MetricOldestDue, maximum),
		// The wait after a refusal does not count, an outage of Salesforce does.
		// After one a backlog of 30,000 takes so long, at the pace of tuning's
		// reconciler/rings-per-minute.
		Limit: ms(15 * time.Minute), Spell: throughout, Column: lateness,
	}, w.rejectedParameters())
}

// rejectedParameters is of overrides that an admin made and that are not in
// force. Each run that could read them counts them all, so they count until they
// are mended, and a run that says nothing could not.
func (w *Watch) rejectedParameters() Alarm {
	return Alarm{
		What:    "parameter-rejected",
		Meaning: "A parameter that was set is not in force: it cannot be right, or none can be read.",
		Layer:   salesforceConfiguration,
		Figure:  w.own(names.MetricParameterRejected, maximum),
		Limit:   1, Spell: throughout, Column: outcomes,
		Silence: awscloudwatch.TreatMissingData_BREACHING, // each good run says it
	}
}

// silent is of a relay that no heartbeat comes through. One that fails is heard
// of again within minutes; meanwhile the index is trusted for a shorter time.
func silent(healthy Figure) Alarm {
	return Alarm{
		What:    "relay-silent",
		Meaning: "What changes in Salesforce does not reach the index of callers.",
		Layer:   salesforceConfiguration,
		Figure:  healthy,
		Limit:   1, Below: true, Spell: Spell{5 * time.Minute, 3, 3}, Column: outcomes,
		Silence: awscloudwatch.TreatMissingData_BREACHING, // each run says it
	}
}
