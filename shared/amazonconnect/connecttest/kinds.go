package connecttest

import "time"

// Kind is what becomes of a contact that a customer begins, or that is begun
// with one.
type Kind string

// The kinds of call. To Connect the first three are alike; they differ in the
// number that the caller of Play gives them.
const (
	Known       Kind = "known"
	Unknown     Kind = "unknown"
	Anonymous   Kind = "anonymous"
	Abandoned   Kind = "abandoned"   // the caller hangs up in the queue
	Transferred Kind = "transferred" // the first agent transfers to another, by the queue

	Callback    Kind = "callback"    // the caller leaves the queue and is called back: two contacts
	Missed      Kind = "missed"      // one agent or two let it ring, another answers
	Unanswered  Kind = "unanswered"  // agents let it ring until the caller hangs up
	Outbound    Kind = "outbound"    // an agent calls the customer, who answers
	Voicemail   Kind = "voicemail"   // a campaign calls, and a machine answers
	Consulted   Kind = "consulted"   // the agent asks another one meanwhile, who is a contact of its own
	Conferenced Kind = "conferenced" // the agent calls somebody outside in: likewise
	Monitored   Kind = "monitored"   // a supervisor listens in, by a contact of method MONITOR: no conversation with a customer
)

// The kinds of the other channels: an agent answers and ends them.
const (
	Chat  Kind = "chat"
	Task  Kind = "task" // which the agent also pauses, at times
	Email Kind = "email"
)

// Kinds are all kinds, in the order of their names above.
var Kinds = []Kind{
	Known, Unknown, Anonymous, Abandoned, Transferred,
	Callback, Missed, Unanswered, Outbound, Voicemail, Consulted, Conferenced, Monitored,
	Chat, Task, Email,
}

// plots say how each kind goes, from a first leg that comes in and is answered.
// They return the legs after it.
var plots = map[Kind]func(c cast, first *leg) []*leg{
	Known:     simply,
	Unknown:   simply,
	Anonymous: simply,
	Abandoned: func(_ cast, first *leg) []*leg {
		first.hangUp(first.dequeued, customerDisconnect)
		return nil
	},
	Transferred: func(c cast, first *leg) []*leg {
		second := c.answered(first.ended, 1)
		second.flow = c.Transfer
		first.transferTo(second)
		return []*leg{second}
	},
	Callback:    calledBack,
	Missed:      missed,
	Unanswered:  unanswered,
	Outbound:    calledOut,
	Voicemail:   campaign,
	Consulted:   consulted,
	Conferenced: conferenced,
	Monitored:   monitored,
	Chat:        chatted,
	Task:        tasked,
	Email:       written,
}

// simply is answered, and that is all.
func simply(cast, *leg) []*leg { return nil }

// ringing is how long an agent has to accept a call (Amazon Connect
// administrator guide, "Monitoring your instance using CloudWatch": missed calls).
const ringing = 20 * time.Second

// missed is offered to agents who do not take it. That makes no new contact.
func missed(c cast, first *leg) []*leg {
	for range 1 + c.IntN(2) {
		first.missed = append(first.missed, c.agents[1])
		first.delay(ringing)
	}
	return nil
}

func unanswered(c cast, first *leg) []*leg {
	missed(c, first)
	first.hangUp(first.dequeued+c.seconds(1, 5), customerDisconnect)
	return nil
}

// calledBack is two contacts (same guide, "Example: Metrics for a queued
// callback"): the callback is made as its flow ends the first one, waits out a
// delay, is accepted, and only then is the customer called.
func calledBack(c cast, first *leg) []*leg {
	second := c.answered(first.dequeued, 0)
	first.hangUp(first.dequeued, flowDisconnect)
	first.follow(second)
	first.next = second.id
	second.method, second.system = callback, ""
	delay, whisper, answers := c.seconds(10, 99), c.seconds(5, 15), c.seconds(3, 20)
	second.enqueued += delay
	second.delay(delay)
	second.reached = second.dequeued + whisper + answers/2
	second.talks(whisper + answers)
	return []*leg{second}
}

// calledOut begins when the agent dials. It is never queued.
func calledOut(_ cast, first *leg) []*leg {
	first.method, first.flow = "OUTBOUND", nil
	first.unqueued()
	first.reached = first.connected
	return nil
}

// campaign ends when the message was left. No agent hears of it (same guide,
// "Contact records data model", AnsweringMachineDetectionStatus).
func campaign(c cast, first *leg) []*leg {
	first.method, first.flow, first.detection = api, nil, "VOICEMAIL_BEEP"
	first.unqueued()
	first.reached = first.begun + c.seconds(5, 25)
	first.hangUp(first.reached+c.seconds(5, 40), flowDisconnect)
	return nil
}

// during draws a leg of another participant's within the talk of the first,
// which goes on after it. It begins its own way and not in a flow of ours.
func (c cast) during(first *leg) *leg {
	second := c.answered(first.connected+c.seconds(5, 15), 1)
	first.follow(second)
	second.settles = first.settles
	return second
}

// consulted is a leg in the queue of the agent who is asked, while the customer
// is on hold (same guide, "Identify conferences and transfers").
func consulted(c cast, first *leg) []*leg {
	second := c.during(first)
	second.method, second.holds = transfer, nil
	second.queue = &Queue{ARN: c.InstanceARN + "/queue/agent/" + lastPart(second.agent.ARN)}
	second.ended = second.connected + c.seconds(15, 90)
	second.worked = second.ended + c.seconds(5, 30)
	first.next = second.id
	first.holdFor(second.ended - second.begun)
	return []*leg{second}
}

// conferenced adds a telephone number, whose leg has no agent and no queue.
// That is inferred from what the fields mean.
func conferenced(c cast, first *leg) []*leg {
	second := c.during(first)
	second.method, second.customer = "EXTERNAL_OUTBOUND", c.call.Third
	second.unqueued()
	second.reached = second.begun + c.seconds(3, 15)
	second.hangUp(second.reached+c.seconds(20, 120), customerDisconnect)
	first.next = second.id
	first.holdFor(second.reached - second.begun)
	first.lasts(max(0, second.ended+c.seconds(1, 10)-first.ended))
	return []*leg{second}
}

// monitored is a supervisor's leg, with no endpoint of its own.
func monitored(c cast, first *leg) []*leg {
	second := c.during(first)
	second.method, second.customer, second.system, second.holds = monitor, "", "", nil
	second.unqueued()
	second.ended = second.connected + c.seconds(10, 60)
	second.worked, second.reason = second.ended, agentDisconnect
	first.lasts(max(0, second.ended-first.ended))
	return []*leg{second}
}
