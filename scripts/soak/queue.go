package main

import (
	"context"
	"strconv"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"tieline/shared/batch"
)

// Queue is an SQS queue and the function that it triggers, as Lambda polls it:
// a standard queue, which delivers at least once and in no order (Lambda
// developer guide, "Using Lambda with Amazon SQS").
type Queue struct {
	*Clock
	faults  Faults
	size    int           // of a batch
	window  time.Duration // in which a batch is gathered
	pollers []poller      // as many as may run at once
	hidden  time.Duration // for which a message is hidden that was delivered in vain
	backlog []message     // that came while all pollers were at work

	Dead      int // messages that were delivered ten times in vain
	Delivered int
	waiting   int // messages that are not done with
	ids       int
}

// message is a message in a queue. A ring for a contact is nothing but an id.
type message struct {
	id    string
	body  string
	sent  time.Time
	tries int
}

// poller is one of them, with an environment of the function to itself.
type poller struct {
	handle  batch.Queue
	batch   []message
	busy    bool
	planned bool // that its batch is taken
}

// attempts is how often a message is delivered before it is set aside.
const attempts = 10

func newQueue(c *Clock, f Faults, size, pollers int, window, hidden time.Duration) *Queue {
	return &Queue{Clock: c, faults: f, size: size, window: window, pollers: make([]poller, pollers), hidden: hidden}
}

// Send takes a message, which is seen after delay. Standard queues double some.
func (q *Queue) Send(delay time.Duration, body string) {
	copies := 1
	if q.Chance(q.faults.DoubledMessage) {
		copies++
	}
	for range copies {
		q.ids++
		m := message{id: "m-" + strconv.Itoa(q.ids), body: body, sent: q.now}
		q.waiting++
		q.After(max(0, delay)+q.Between(5*time.Millisecond, 80*time.Millisecond), func() { q.seen(m) })
	}
}

// serve gives each poller the function, in an environment of its own.
func (q *Queue) serve(newFunction func() batch.Queue) {
	for n := range q.pollers {
		q.pollers[n].handle = newFunction()
	}
}

// seen gives a message to a poller: pollers ask, and each gets some.
func (q *Queue) seen(m message) {
	first := q.dice.IntN(len(q.pollers))
	for n := range q.pollers {
		p := &q.pollers[(first+n)%len(q.pollers)]
		if p.busy || len(p.batch) >= q.size {
			continue
		}
		p.batch = append(p.batch, m)
		switch {
		case len(p.batch) == q.size:
			q.After(0, func() { q.take(p) })
		case !p.planned:
			p.planned = true
			q.After(q.window, func() { q.take(p) })
		}
		return
	}
	q.backlog = append(q.backlog, m)
}

// take runs the function on a poller's batch, and then lets others in.
func (q *Queue) take(p *poller) {
	if p.busy || len(p.batch) == 0 {
		return
	}
	taken := p.batch
	p.batch, p.busy, p.planned = nil, true, false
	q.run(p.handle, taken)
	p.busy = false
	backlog := q.backlog
	q.backlog = nil
	for _, m := range backlog {
		q.seen(m)
	}
}

func (q *Queue) run(handle batch.Queue, taken []message) {
	ctx, life := begin(q.Clock, q.faults.Killed)
	again := invoke(ctx, handle, taken)
	for _, m := range taken {
		q.Delivered++
		if m.tries++; !life.dead && !again[m.id] {
			q.waiting--
			continue
		}
		if m.tries >= attempts {
			q.Dead, q.waiting = q.Dead+1, q.waiting-1
			continue
		}
		q.After(q.hidden, func() { q.seen(m) })
	}
}

// invoke returns the messages that the function wants again: all, if it fails.
func invoke(ctx context.Context, handle batch.Queue, taken []message) map[string]bool {
	var event awsevents.SQSEvent
	for _, m := range taken {
		sent := strconv.FormatInt(m.sent.UnixMilli(), 10)
		event.Records = append(event.Records, awsevents.SQSMessage{MessageId: m.id, Body: m.body, Attributes: map[string]string{"SentTimestamp": sent}})
	}
	again := map[string]bool{}
	answer, err := handle(ctx, event)
	for _, failed := range answer.BatchItemFailures {
		again[failed.ItemIdentifier] = true
	}
	if err != nil {
		for _, m := range taken {
			again[m.id] = true
		}
	}
	return again
}
