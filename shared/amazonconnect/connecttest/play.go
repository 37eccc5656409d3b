package connecttest

import (
	"context"
	"errors"
	"slices"
	"time"
)

// Step is something that happens in a call: a type of contact event, or one of
// ours.
type Step string

// The steps, in the order in which a contact takes them. Only the first contact
// of a call goes through the flow.
const (
	Initiated   Step = "INITIATED"
	FlowPlayed  Step = "FLOW_PLAYED"
	Enqueued    Step = "QUEUED"
	Connected   Step = "CONNECTED_TO_AGENT"
	Ended       Step = "DISCONNECTED"
	Completed   Step = "COMPLETED"
	Recorded    Step = "RECORDED"
	RecordAgain Step = "RECORDED_AGAIN"
)

// play is one call being played: an agenda of what is yet to happen.
type play struct {
	*Instance
	call   Call
	chance draw // of faults, apart from the rest: the same call with and without them
	begin  time.Time
	legs   []*leg
	agenda []item
	run    Run
}

// item is something to do when the call has gone on for so long.
type item struct {
	at time.Duration
	do func(context.Context) error
}

func (p *play) add(at time.Duration, do func(context.Context) error) {
	p.agenda = append(p.agenda, item{at, do})
}

// next takes the earliest item, of several the one added first.
func (p *play) next() item {
	first := 0
	for i, it := range p.agenda {
		if it.at < p.agenda[first].at {
			first = i
		}
	}
	it := p.agenda[first]
	p.agenda = slices.Delete(p.agenda, first, first+1)
	return it
}

func (p *play) play(ctx context.Context) error {
	p.happens(p.legs[0], Initiated, 0)
	p.add(0, p.flow)
	var gone time.Duration
	for len(p.agenda) > 0 {
		it := p.next()
		if it.at > gone {
			if err := p.Pace(ctx, it.at-gone); err != nil {
				return err
			}
			gone = it.at
		}
		if err := it.do(ctx); err != nil {
			return err
		}
	}
	return nil
}

// flow plays the contact flow. It alone decides whether the caller comes to the
// queue; what happens then was planned before.
func (p *play) flow(ctx context.Context) error {
	first := p.legs[0]
	r := Runner{Lambda: p.Lambda, Queues: []Queue{p.Queue}, Flows: p.Flows}
	run, err := r.Play(ctx, p.Flow, Contact{
		ID: first.id, InitialID: first.id, PreviousID: first.id, Channel: channel, InitiationMethod: inbound,
		InstanceARN: p.InstanceARN, Customer: p.call.From, System: p.call.To,
	})
	p.run = run
	if err != nil {
		return err
	}
	first.customerID = run.CustomerID
	if run.End != Queued {
		p.turnAway()
	}
	p.Watch(first.id, FlowPlayed)
	for _, l := range p.legs {
		p.goesOn(l)
	}
	return nil
}

// turnAway makes the call end where the flow ended, for want of a queue.
func (p *play) turnAway() {
	first := p.legs[0]
	first.queued, first.next = false, ""
	first.hangUp(first.enqueued, "CONTACT_FLOW_DISCONNECT")
	p.legs = p.legs[:1]
}

// goesOn plans what happens to a leg once its flow was played.
func (p *play) goesOn(l *leg) {
	if l.method == transfer {
		p.happens(l, Initiated, l.begun)
	}
	if l.queued {
		p.happens(l, Enqueued, l.enqueued)
	}
	if l.agent != nil {
		p.happens(l, Connected, l.dequeued)
	}
	p.happens(l, Ended, l.ended)
	p.happens(l, Completed, l.worked)
	if l.later == 0 {
		p.records(l, Recorded, l.recorded(), true)
		return
	}
	// The recording is ready later than the record. The first copy comes once
	// more in the end, as records are delivered at least once.
	p.records(l, Recorded, l.recorded(), false)
	p.records(l, RecordAgain, l.again(), true)
	p.add(l.again(), func(ctx context.Context) error { return p.put(ctx, l, l.recorded(), false) })
}

// happens plans a step that a contact event tells of.
func (p *play) happens(l *leg, s Step, at time.Duration) {
	p.add(at, func(ctx context.Context) error {
		e, err := p.event(l, s, at)
		if err != nil {
			return err
		}
		if err := p.emit(ctx, e, at); err != nil {
			return err
		}
		p.Watch(l.id, s)
		return nil
	})
}

// records plans a contact record, last updated when it is delivered.
func (p *play) records(l *leg, s Step, at time.Duration, whole bool) {
	p.add(at, func(ctx context.Context) error {
		if err := p.put(ctx, l, at, whole); err != nil {
			return err
		}
		p.Watch(l.id, s)
		return nil
	})
}

// put delivers the record as of a time, whole or without its recording.
func (p *play) put(ctx context.Context, l *leg, at time.Duration, whole bool) error {
	record, err := p.record(l, at, whole)
	if err = errors.Join(err, ctx.Err()); err != nil {
		return err
	}
	return p.Stream.Put(ctx, l.id, record)
}

func (p *play) at(since time.Duration) time.Time { return p.begin.Add(since) }
