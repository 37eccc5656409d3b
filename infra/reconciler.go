package main

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awseventstargets"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambdadestinations"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// newReconciler is the path of what nobody rang for, and of what Salesforce is
// asked now and then: schedule, function.
func newReconciler(a App, due, told Queue) {
	const timeout = 50 * time.Second // is over before the next one starts
	function := newFunction(a, Function{
		Name:    names.Reconciler,
		Does:    "Rings for contacts that are due, looks after those whose record does not come, and asks Salesforce what nobody told",
		Memory:  256, // it waits for others most of the time
		Timeout: timeout,
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
			names.EnvSalesforceURL:    &a.stage.SalesforceURL,
			names.EnvSalesforceSecret: a.data.Salesforce.SecretArn(),
		}),
		May: append([]Right{
			may(a.data.Contacts.TableArn(), "dynamodb:BatchGetItem", "dynamodb:PutItem"),
			may(jsii.String(*a.data.Contacts.TableArn()+"/index/"+names.IndexBySync), "dynamodb:Query"),
			may(jsii.String(*a.data.Contacts.TableArn()+"/index/"+names.IndexByOpen), "dynamodb:Query"),
			may(due.QueueArn(), "sqs:SendMessage"),
			may(told.QueueArn(), "sqs:SendMessage"),
			may(a.data.Operations.TableArn(), "dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem"),
			may(a.data.Salesforce.SecretArn(), "secretsmanager:GetSecretValue"),
		}, a.mayAsk("contact", "connect:DescribeContact")...),
	})
	newTick(a, function)
	watchReconciler(a, timeout)
}

// heartbeat is on where a relay brings heartbeats back.
func (s Stage) heartbeat() *string {
	if s.Relays.Events == "" {
		return jsii.String("off")
	}
	return jsii.String("on")
}

// newTick starts the function each minute.
func newTick(a App, function awslambda.Function) {
	// A tick that failed is not tried again: the next one finds the same and
	// more. It is set aside only so that it can be counted.
	dead, minute := newPathDeadLetters(a, names.Reconciler), awscdk.Duration_Minutes(jsii.Number(1))
	function.ConfigureAsyncInvoke(&awslambda.EventInvokeConfigOptions{
		RetryAttempts: jsii.Number(0),
		MaxEventAge:   minute,
		OnFailure:     awslambdadestinations.NewSqsDestination(dead),
	})
	awsevents.NewRule(a.Stack, jsii.String("reconciler-schedule"), &awsevents.RuleProps{
		RuleName: a.stage.on(names.Reconciler),
		Schedule: awsevents.Schedule_Rate(minute),
		Targets: &[]awsevents.IRuleTarget{awseventstargets.NewLambdaFunction(function, &awseventstargets.LambdaFunctionProps{
			DeadLetterQueue: dead,
			RetryAttempts:   jsii.Number(0),
			MaxEventAge:     minute,
		})},
	})
}

// watchReconciler watches the path that makes up for all others. One tick that
// failed wakes nobody, as the next does all that it left.
func watchReconciler(a App, timeout time.Duration) {
	w := a.watch(names.Reconciler)
	w.rule(mostly)
	w.deadLetters(names.Reconciler, 5)
	w.function(timeout)
	healthy := w.own(names.MetricRelayHealthy, maximum)
	w.show(outcomes, w.own(names.MetricRung, sum), w.own(names.MetricRepaired, sum), w.own(names.MetricWrapUpsFound, sum), w.own(names.MetricSalesforceUsed, maximum))
	if a.stage.Relays.Events == "" {
		w.show(outcomes, healthy)
	} else {
		w.on(silent(healthy))
	}
	w.on(w.unknownFaults(hourly), w.refusedAccess(hourly), Alarm{
		What:    "stopped",
		Meaning: "The reconciler does not run each minute.",
		Figure:  w.lambda("Invocations", sum),
		Limit:   1, Below: true, Spell: throughout, Column: arrivals,
		Silence: awscloudwatch.TreatMissingData_BREACHING, // Lambda does not report runs that were not
	}, Alarm{
		What:    "overdue",
		Meaning: "Contact records do not come.",
		Figure:  w.own(names.MetricOverdue, sum),
		// Connect delivers each at least once; one that it does not is a finding
		// about that contact, and many are about the stream.
		Limit: 20, Spell: hourly, Column: outcomes,
	}, Alarm{
		What:    "lapsed",
		Meaning: "Of some contacts nobody will tell how they ended.",
		Figure:  w.own(names.MetricLapsed, sum),
		Limit:   5, Spell: hourly, Column: outcomes,
	}, Alarm{
		What:    "oldest-due",
		Meaning: "Contacts are due for long, and nobody brings them to Salesforce.",
		Figure:  w.own(names.MetricOldestDue, maximum),
		// The wait after a refusal does not count, an outage of Salesforce does.
		// After one a backlog of 30,000 takes so long, at the pace of tuning's
		// reconciler/rings-per-minute.
		Limit: ms(15 * time.Minute), Spell: throughout, Column: lateness,
	})
}

// silent is of a relay that no heartbeat comes through. One that fails is heard
// of again within minutes; meanwhile the index is trusted for a shorter time.
func silent(healthy Figure) Alarm {
	return Alarm{
		What:    "relay-silent",
		Meaning: "What changes in Salesforce does not reach the index of callers.",
		Figure:  healthy,
		Limit:   1, Below: true, Spell: Spell{5 * time.Minute, 3, 3}, Column: outcomes,
		Silence: awscloudwatch.TreatMissingData_BREACHING, // each run says it
	}
}
