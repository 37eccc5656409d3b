package main

import (
	"maps"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awseventstargets"
	"github.com/aws/jsii-runtime-go"

	"tieline/events"
	"tieline/shared/names"
)

// ruleOfAlarms is the rule on the default bus that takes changes of alarms.
const ruleOfAlarms = names.AlarmRelay + "-alarms"

// ruleOfDeletions is that which takes alarms that are deleted.
const ruleOfDeletions = names.AlarmRelay + "-deleted-alarms"

// newAlarmRelay is the path of what people are told of in Salesforce: two rules,
// queue, function.
func newAlarmRelay(a App, bus awsevents.EventBus) {
	// A token and a call for each of ten messages. A call that hangs is given up
	// after some seconds, and Salesforce is left alone after three.
	// What it could not tell is hidden for six times that: a message is set aside after
	// fifteen hours, so that no night without Salesforce costs an alert.
	const timeout, tries = 30 * time.Second, 300
	queue := newQueue(a, names.AlarmRelay, Batch{Size: 10, Concurrency: 2, Timeout: timeout, Attempts: tries})
	queue.triggers(newFunction(a, Function{
		Name:    names.AlarmRelay,
		Does:    "Keeps an alert in Salesforce for each breach and each alarm",
		Memory:  256, // it waits for others most of the time
		Timeout: timeout,
		Env: map[string]*string{
			names.EnvOperationsTable:  a.data.Operations.TableName(),
			names.EnvSalesforceURL:    &a.stage.SalesforceURL,
			names.EnvSalesforceSecret: a.data.Salesforce.SecretArn(),
			names.EnvParkedBucket:     a.data.Parked.BucketName(),
			names.EnvRunbook:          &a.stage.RunbookURL,
		},
		May: []Right{
			may(a.data.Operations.TableArn(), "dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem"),
			may(a.data.Salesforce.SecretArn(), "secretsmanager:GetSecretValue"),
			a.mayPark(),
		},
	}))
	newBreachesRule(a, bus, queue)
	newAlarmRules(a, queue)
	watchAlarmRelay(a, timeout)
}

// newBreachesRule takes what sla-evaluator tells of.
func newBreachesRule(a App, bus awsevents.EventBus, queue Queue) {
	pattern := &awsevents.EventPattern{
		Source:     jsii.Strings(events.SourceTieline),
		DetailType: jsii.Strings(events.DetailTypeServiceLevelBreached, events.DetailTypeServiceLevelRecovered),
	}
	newArchive(a, names.AlarmRelay, bus, pattern)
	newRelayedRule(a, names.AlarmRelay, bus, pattern, queue)
}

// newAlarmRules take changes of the stage's own alarms, by their names, and that
// one is deleted, as then it rings no more; and not of those on which only a
// rollout looks, nor of composite ones, which say no more than the alarms that
// they are made of.
func newAlarmRules(a App, queue Queue) {
	ours := a.FormatArn(&awscdk.ArnComponents{
		Service: jsii.String("cloudwatch"), Resource: jsii.String("alarm"), ResourceName: a.stage.on(""), ArnFormat: awscdk.ArnFormat_COLON_RESOURCE_NAME,
	})
	detail := map[string]any{"configuration": map[string]any{"alarmRule": []any{map[string]any{"exists": false}}}}
	if quiet := a.alarmsThat(func(is Alarm) bool { return is.Quiet }); len(quiet) > 0 {
		detail["alarmName"] = []any{map[string]any{"anything-but": a.named(quiet)}}
	}
	deleted := maps.Clone(detail)
	deleted["operation"] = []any{events.OperationDelete}
	for _, rule := range []struct {
		name, takes string
		detail      map[string]any
	}{{ruleOfAlarms, events.DetailTypeAlarm, detail}, {ruleOfDeletions, events.DetailTypeAlarmConfiguration, deleted}} {
		newRelayedRule(a, rule.name, nil, &awsevents.EventPattern{
			Source:     jsii.Strings(events.SourceAlarm),
			DetailType: jsii.Strings(rule.takes),
			Resources:  awsevents.Match_Prefix(ours),
			Detail:     &rule.detail,
		}, queue)
	}
}

func newRelayedRule(a App, name string, bus awsevents.IEventBus, pattern *awsevents.EventPattern, queue Queue) {
	awsevents.NewRule(a.Stack, jsii.String(name+"-rule"), &awsevents.RuleProps{
		RuleName:     a.stage.on(name),
		EventBus:     bus,
		EventPattern: pattern,
		Targets: &[]awsevents.IRuleTarget{
			awseventstargets.NewSqsQueue(queue.Queue, &awseventstargets.SqsQueueProps{DeadLetterQueue: queue.dead}),
		},
	})
}

// watchAlarmRelay watches the path. Its own alarms go through it, too, so that
// the mail tells of those that it cannot.
func watchAlarmRelay(a App, timeout time.Duration) {
	w := a.watch(names.AlarmRelay)
	w.ruleOn(a.stage.bus(), names.AlarmRelay, "rule", atOnce)
	w.ruleOn("", ruleOfAlarms, "alarms-rule", atOnce)
	w.ruleOn("", ruleOfDeletions, "deleted-alarms-rule", atOnce)
	w.queue(names.AlarmRelay, late, 1000)
	w.deadLetters(names.AlarmRelay, 1)
	w.function(timeout)
	w.messages(late)
	w.parking()
	w.on(w.refusedAccess(mostly))
	w.show(outcomes, w.own(names.MetricAlerts, sum), w.own(names.MetricAlertsSuppressed, sum))
}
