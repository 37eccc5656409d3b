package main

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/interfaces/interfacesawscloudwatch"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// newScreenPop is what contact flows ask: a function, called by its alias, so
// that a new version can take over by degrees. Only the stage's own instances
// may call it. It returns the alias.
func newScreenPop(a App) awslambda.Alias {
	function := newFunction(a, Function{
		Name:    names.ScreenPop,
		Does:    "Tells a contact flow who is calling",
		Memory:  1024,            // a caller waits: a large share of a processor shortens cold starts and handshakes
		Timeout: 8 * time.Second, // a flow waits no longer for a function (Connect administrator guide, "Invoke Lambda functions")
		Env: map[string]*string{
			names.EnvContactsTable:    a.data.Contacts.TableName(),
			names.EnvIndexShards:      a.stage.indexShards(),
			names.EnvHold:             a.stage.hold(),
			names.EnvSalesforceURL:    &a.stage.SalesforceURL,
			names.EnvSalesforceSecret: a.data.Salesforce.SecretArn(),
		},
		May: []Right{
			may(a.data.Contacts.TableArn(), "dynamodb:UpdateItem"),
			may(a.data.Salesforce.SecretArn(), "secretsmanager:GetSecretValue"),
		},
	})
	live := awslambda.NewAlias(a.Stack, jsii.String("screen-pop-live"), &awslambda.AliasProps{
		AliasName: jsii.String(names.LiveAlias),
		Version:   function.CurrentVersion(),
	})
	backOn := watchScreenPop(a)
	if a.stage.Gradual {
		newRollout(a, live, backOn)
	}
	for _, instance := range a.stage.ConnectInstances {
		live.AddPermission(jsii.String("connect-"+instanceID(instance)), &awslambda.Permission{
			Principal:     awsiam.NewServicePrincipal(jsii.String("connect.amazonaws.com"), nil),
			SourceAccount: &a.stage.Account,
			SourceArn:     &instance,
		})
	}
	return live
}

// watchScreenPop watches what callers wait for. It returns the alarms on which
// a new version goes back: of what a version can be at fault for, and within
// five minutes. All of them see the old version's callers, too.
func watchScreenPop(a App) []interfacesawscloudwatch.IAlarmRef {
	w := a.watch(names.ScreenPop)
	w.show(arrivals, w.own(names.MetricPops, sum), w.lambda("Invocations", sum))
	w.show(outcomes, w.own(names.MetricSalesforceUsed, maximum))
	usual := w.own(names.MetricPopTook, "p50")
	usual.Label = "p50"
	w.show(lateness, usual)
	w.on(w.throttles(), w.refusedAccess())
	return w.on(w.errors(atOnce), w.unknownFaults(atOnce), w.degraded(), w.slow(), Alarm{
		What:    "not-kept",
		Meaning: "Agents see the caller, but the contact's record does not say what they saw.",
		Figure:  w.own(names.MetricPopsNotKept, sum),
		Limit:   1, Spell: mostly, Column: outcomes,
	})
}

// degraded is of callers that nobody could look for. The function reports 0 or
// 1 for each, so the average is their share. Where few call one is a large
// share; three minutes of five must have one.
func (w *Watch) degraded() Alarm {
	return Alarm{
		What:    "degraded",
		Meaning: "Callers cannot be looked for, and agents see nobody.",
		Figure:  w.own(names.MetricPopsDegraded, average),
		Limit:   0.05, Spell: mostly, Column: outcomes,
	}
}

// slow is of answers that come close to the budget (1,500 ms unless tuned:
// screen-pop/budget), beyond which a caller is not found.
func (w *Watch) slow() Alarm {
	took := w.own(names.MetricPopTook, "p95")
	took.Label = "p95"
	return Alarm{
		What:    "slow",
		Meaning: "Callers wait long for the screen pop.",
		Figure:  took,
		Limit:   1200, Spell: mostly, Column: lateness,
	}
}
