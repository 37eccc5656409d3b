package main

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awseventstargets"
	"github.com/aws/jsii-runtime-go"

	"tieline/events"
	"tieline/shared/names"
)

// newContactEvents is the path of contact events: default bus, rule, queue,
// function. It returns the queue.
func newContactEvents(a App, due Queue) Queue {
	// Ten messages are some forty calls of milliseconds each. A message that
	// failed stays hidden for six times this long, so it is kept short.
	const timeout = 15 * time.Second
	queue := newQueue(a, names.ContactEvents, Batch{Size: 10, Timeout: timeout})
	queue.triggers(newFunction(a, Function{
		Name:    names.ContactEvents,
		Does:    "Merges contact events into the contacts table",
		Memory:  256, // it waits for others most of the time
		Timeout: timeout,
		Env:     a.heardEnv(due),
		May:     a.heardMay(due),
	}))
	newContactEventsRule(a, queue)
	watchContactEvents(a, timeout)
	return queue
}

// watchContactEvents watches the path. Its messages are done in milliseconds:
// a thousand that wait for minutes are not being taken.
func watchContactEvents(a App, timeout time.Duration) {
	w := a.watch(names.ContactEvents)
	w.rule(atOnce)
	w.queue(names.ContactEvents, late, 1000)
	w.deadLetters(names.ContactEvents, 1)
	w.function(timeout)
	w.messages(late)
	w.parking()
	w.show(outcomes, w.own(names.MetricLateFacts, sum))
}

// newContactEventsRule takes the events of the stage's own instances only, so
// that two stages in one account never cross.
func newContactEventsRule(a App, queue Queue) {
	own, news := jsii.Strings(a.stage.ConnectInstances...), []any{map[string]any{"anything-but": events.QuietTypes}}
	pattern := &awsevents.EventPattern{
		Source:     jsii.Strings(a.stage.ConnectSource),
		DetailType: jsii.Strings(events.DetailTypeContact),
		// Some events have PascalCase names (see events.ContactEvent).
		Detail: &map[string]any{"$or": []any{
			map[string]any{"instanceArn": own, "eventType": news},
			map[string]any{"InstanceArn": own, "EventType": news},
		}},
	}
	newArchive(a, names.ContactEvents, nil, pattern)
	awsevents.NewRule(a.Stack, jsii.String("contact-events-rule"), &awsevents.RuleProps{
		RuleName:     a.stage.on(names.ContactEvents),
		EventPattern: pattern,
		Targets: &[]awsevents.IRuleTarget{
			awseventstargets.NewSqsQueue(queue.Queue, &awseventstargets.SqsQueueProps{DeadLetterQueue: queue.dead}),
		},
	})
}
