package connecttest

import (
	"context"
	"slices"
	"time"
)

// The stages of a leg. Each plays the flow that belongs to it, which may end the
// contact, and then plans the next one; all else was planned before.

func (p *play) begins(l *leg) {
	p.happens(l, Initiated, l.begun)
	p.add(l.begun, func(ctx context.Context) error { return p.flow(ctx, l) })
}

// flow plays the contact's flow, if it begins in one. It alone decides whether
// the caller comes to the queue. What follows a contact takes on its attributes.
func (p *play) flow(ctx context.Context, l *leg) error {
	c := p.contact(l)
	if l != p.legs[0] {
		c.Attributes = p.attributes(p.legs[0])
	}
	if l.method == transfer {
		c.Queue = *l.queue
	}
	l.run = Run{Attributes: c.Attributes, End: Queued}
	if l.flow != nil {
		run, err := p.runner().Play(ctx, l.flow, c)
		l.run = run
		p.said = append(p.said, run.Said...)
		if err != nil {
			return err
		}
		p.Watch(l.id, FlowPlayed)
	}
	if l.run.End != Queued {
		p.turnAway(l)
		p.ends(l)
		return nil
	}
	p.goesOn(l)
	return nil
}

// goesOn plans how a leg comes to an agent, if it does.
func (p *play) goesOn(l *leg) {
	if l.reached > 0 {
		p.happens(l, Reached, l.reached)
	}
	if l.queue != nil {
		p.add(l.enqueued, func(ctx context.Context) error { return p.waits(ctx, l) })
		return
	}
	if l.agent != nil {
		p.add(l.connected, func(ctx context.Context) error { return p.connects(ctx, l) })
	}
	p.ends(l)
}

// waits plays the customer queue flow, if there is one. It may hang up.
func (p *play) waits(ctx context.Context, l *leg) error {
	if err := p.tell(ctx, l, Enqueued, l.enqueued); err != nil {
		return err
	}
	run, err := p.hooked(ctx, l, CustomerQueue)
	if err != nil {
		return err
	}
	p.said = append(p.said, run.Said...)
	p.rings(l)
	if run.End == Disconnected {
		p.last(l)
		l.hangUp(l.dequeued, flowDisconnect)
	}
	if l.agent != nil {
		p.add(l.connected, func(ctx context.Context) error { return p.connects(ctx, l) })
	}
	p.ends(l)
	return nil
}

// rings plans the offers that agents miss. An event while it rings names the
// agent, who has no time of connecting.
func (p *play) rings(l *leg) {
	for n, a := range l.missed {
		at := l.dequeued - ringing*time.Duration(len(l.missed)-n)
		p.add(at, func(ctx context.Context) error {
			d := p.detail(l, Updated, at).updated("RoutingCriteria.Step.Status")
			d.AgentInfo = &agentInfo{AgentARN: a.ARN, ConnectedToAgentTimestamp: notSet}
			return p.emit(ctx, d, at)
		})
	}
}

// ends plans the end of a leg, and the leg after it.
func (p *play) ends(l *leg) {
	p.happens(l, Ended, l.ended)
	p.happens(l, Completed, l.worked)
	p.delivers(l)
	if next := slices.Index(p.legs, l) + 1; next < len(p.legs) {
		p.begins(p.legs[next])
	}
}

// delivers plans the deliveries of a leg's record. Where there is more than
// one, the recording is ready later than the record, and the first copy comes
// once more in the end, as records are delivered at least once.
func (p *play) delivers(l *leg) {
	at := l.recorded()
	p.records(l, Recorded, at, l.later == nil)
	for _, later := range l.later {
		at += later
		p.records(l, RecordAgain, at, true)
	}
	if l.later != nil {
		p.add(at, func(ctx context.Context) error { return p.put(ctx, l, l.recorded(), false) })
	}
}

// turnAway makes a leg end where its flow ended, for want of a queue.
func (p *play) turnAway(l *leg) {
	p.last(l)
	l.queue, l.missed = nil, nil
	l.hangUp(l.enqueued, flowDisconnect)
}

// last makes a leg the call's last one.
func (p *play) last(l *leg) {
	l.next, l.transferred = "", false
	p.legs = p.legs[:slices.Index(p.legs, l)+1]
}
