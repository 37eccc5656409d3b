package main

import (
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awseventstargets"
	"github.com/aws/jsii-runtime-go"

	"tieline/events"
	"tieline/shared/names"
)

// relay is what one of the org's event relays brings: where it comes from, what
// of it is ours, and the names of its rule and of the rule's alarms.
type relay struct {
	source       string
	types        []string
	rule, alarms string
}

// newSalesforceEvents is the path of what changes in Salesforce: rule, queue,
// function. Until the stage is told of a relay nothing comes to the queue: a
// relay needs the stage's account first, and the stage the relay's source then.
func newSalesforceEvents(a App, due Queue) Queue {
	// Ten messages, some calls of milliseconds each, and a paced one to Connect.
	const timeout = 30 * time.Second
	// Each run paces its copies to Connect by itself; two, the fewest that Lambda
	// allows, stay within Connect's ten a second (tuning.WrapUpCopies).
	const runs = 2
	queue := newQueue(a, names.SalesforceEvents, Batch{Size: 10, Concurrency: runs, Timeout: timeout})
	queue.triggers(newFunction(a, Function{
		Name:    names.SalesforceEvents,
		Does:    "Takes in what changes in Salesforce: who is calling, and what agents save of contacts",
		Memory:  256, // it waits for others most of the time
		Timeout: timeout,
		Env: with(a.connectEnv(a.keeperEnv(due)), map[string]*string{
			names.EnvCallersTable:    a.data.Callers.TableName(),
			names.EnvOperationsTable: a.data.Operations.TableName(),
		}),
		May: slices.Concat(a.keeperMay(due), []Right{
			may(a.data.Callers.TableArn(), "dynamodb:UpdateItem"),
			may(a.data.Operations.TableArn(), "dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem"),
		}, a.mayAsk("contact", "connect:UpdateContactAttributes")),
	}))
	w := watchSalesforceEvents(a, timeout)
	for _, r := range a.stage.Relays.used() {
		w.ruleOn(newRelayRule(a, r, queue), r.rule, r.alarms, atOnce)
	}
	return queue
}

// used lists the relays that the stage has.
func (r Relays) used() (used []relay) {
	for _, each := range []relay{
		{r.Events, []string{events.DetailTypeCallerChanged, events.DetailTypeWrapUp, events.DetailTypeHeartbeat}, names.SalesforceEvents, "rule"},
		{r.Changes, events.DetailTypesChange, names.SalesforceChanges, "changes-rule"},
	} {
		if each.source != "" {
			used = append(used, each)
		}
	}
	return used
}

// newRelayRule takes the relay's events from its bus, and returns the bus's name,
// "" for the default one. A source of a partner has a bus of its own, which bears
// its name, and can be made only once the partner offers it (EventBridge API
// reference, CreateEventBus).
func newRelayRule(a App, r relay, queue Queue) string {
	pattern := &awsevents.EventPattern{Source: jsii.Strings(r.source), DetailType: jsii.Strings(r.types...)}
	props := &awsevents.RuleProps{
		RuleName:     a.stage.on(r.rule),
		EventPattern: pattern,
		Targets: &[]awsevents.IRuleTarget{
			awseventstargets.NewSqsQueue(queue.Queue, &awseventstargets.SqsQueueProps{DeadLetterQueue: queue.dead}),
		},
	}
	bus, archived := "", awsevents.IEventBus(nil)
	if strings.HasPrefix(r.source, "aws.partner/") {
		bus = r.source
		archived = awsevents.NewEventBus(a.Stack, jsii.String(r.rule+"-bus"), &awsevents.EventBusProps{EventSourceName: &r.source})
		props.EventBus = archived
	}
	newArchive(a, r.rule, archived, pattern)
	awsevents.NewRule(a.Stack, jsii.String(r.rule+"-rule"), props)
	return bus
}

func watchSalesforceEvents(a App, timeout time.Duration) *Watch {
	w := a.watch(names.SalesforceEvents)
	w.queue(names.SalesforceEvents, late, 1000)
	w.deadLetters(names.SalesforceEvents, 1)
	w.function(timeout)
	w.messages(late)
	w.parking()
	w.show(outcomes, w.own(names.MetricInvalidations, sum), w.own(names.MetricWrapUps, sum), w.own(names.MetricCopied, sum))
	return w
}
