package main

import "time"

// queue watches that the messages of a queue are taken. They wait for age at
// most and are no more than deep when all is well.
func (w *Watch) queue(name string, age time.Duration, deep int) {
	w.show(arrivals, w.sqs(name, "NumberOfMessagesSent", sum))
	waiting := w.sqs(name, "ApproximateNumberOfMessagesVisible", maximum)
	waiting.Label = "waiting"
	w.on(Alarm{
		What:    "queue-age",
		Meaning: "Messages wait for too long.",
		// In seconds. A message that was received three times in vain no longer
		// counts (SQS developer guide, "Available CloudWatch metrics for Amazon SQS").
		Figure: w.sqs(name, "ApproximateAgeOfOldestMessage", maximum),
		Limit:  age.Seconds(), Spell: throughout, Column: lateness,
	}, Alarm{
		What:    "queue-depth",
		Meaning: "More messages wait than are taken.",
		Figure:  waiting,
		Limit:   float64(deep), Spell: throughout, Column: backlog,
	})
}

// deadLetters watches for messages that failed as often as they may, of which
// limit are one too many. They stay until people come.
func (w *Watch) deadLetters(name string, limit float64) {
	set := w.sqs(deadLettersOf(name), "ApproximateNumberOfMessagesVisible", maximum)
	set.Label = "dead letters"
	w.on(Alarm{
		What:    "dead-letters",
		Meaning: "Messages were set aside after failing for too long.",
		Figure:  set,
		Limit:   limit, Spell: atOnce, Column: backlog,
	})
}

// stream watches that the records of a stream are taken: the age of a record is
// that at which Lambda hands it to the function (Lambda developer guide, "Types
// of metrics for Lambda functions", IteratorAge).
func (w *Watch) stream(name *string) {
	w.show(arrivals, Figure{Namespace: "AWS/Kinesis", Name: "IncomingRecords", Of: Dimensions{"StreamName": *name}, Statistic: sum})
	w.on(Alarm{
		What:    "iterator-age",
		Meaning: "The function falls behind the stream.",
		Figure:  w.lambda("IteratorAge", maximum),
		Limit:   ms(late), Spell: throughout, Column: lateness,
	})
}

// rule watches that what the path's rule on the default bus matches reaches its
// target, or its dead-letter queue at least.
func (w *Watch) rule(spell Spell) { w.ruleOn("", w.path, "rule", spell) }

// ruleOn watches a rule of the path on a bus, "" for the default one. The rule's
// alarms begin with as.
func (w *Watch) ruleOn(bus, rule, as string, spell Spell) {
	of := Dimensions{"RuleName": *w.app.stage.on(rule)}
	if bus != "" { // EventBridge user guide, "Monitoring Amazon EventBridge"
		of = of.and("EventBusName", bus)
	}
	figure := func(name string) Figure {
		return Figure{Namespace: "AWS/Events", Name: name, Of: of, Statistic: sum, Label: as + ": " + name}
	}
	w.show(arrivals, figure("Invocations"))
	w.on(Alarm{
		What:    as + "-failed",
		Meaning: "EventBridge gave up delivering to the rule's target.",
		// Only what failed for good (EventBridge user guide, "Monitoring Amazon EventBridge").
		Figure: figure("FailedInvocations"),
		Limit:  1, Spell: spell, Column: failures,
	}, Alarm{
		What:    as + "-lost",
		Meaning: "EventBridge could neither deliver nor set aside what the rule matched.",
		Figure:  figure("InvocationsFailedToBeSentToDlq"),
		Limit:   1, Spell: spell, Column: failures,
	})
}

// sqs is a figure that SQS has of a queue of the stage.
func (w *Watch) sqs(queue, name, statistic string) Figure {
	return Figure{Namespace: "AWS/SQS", Name: name, Of: Dimensions{"QueueName": *w.app.stage.on(queue)}, Statistic: statistic}
}
