package connecttest

import (
	"context"
	"slices"
)

// The stages of a leg. Each plays the flow that belongs to it, which may end the
// contact, and then plans the next one; all else was planned before.

func (p *play) begins(l *leg) {
	p.happens(l, Initiated, l.begun)
	p.add(l.begun, func(ctx context.Context) error { return p.flow(ctx, l) })
}

// flow plays the contact's flow. It alone decides whether the caller comes to
// the queue.
func (p *play) flow(ctx context.Context, l *leg) error {
	f, c := p.Flow, p.contact(l)
	if l.method == transfer {
		f, c.Attributes, c.Queue = p.Transfer, p.legs[0].run.Attributes, p.Queue
	}
	if f == nil {
		l.run = Run{Attributes: c.Attributes, End: Queued}
	} else {
		run, err := p.runner().Play(ctx, f, c)
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
	p.add(l.enqueued, func(ctx context.Context) error { return p.waits(ctx, l) })
	return nil
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
	if run.End == Disconnected {
		p.last(l)
		l.hangUp(l.dequeued, flowDisconnect)
	}
	if l.agent != nil {
		p.add(l.dequeued, func(ctx context.Context) error { return p.connects(ctx, l) })
	}
	p.ends(l)
	return nil
}

// connects plays the whispers, the agent's first; only then the two talk
// (Amazon Connect administrator guide, "Flow block: Set whisper flow").
func (p *play) connects(ctx context.Context, l *leg) error {
	agents, err := p.hooked(ctx, l, AgentWhisper)
	if err != nil {
		return err
	}
	callers, err := p.hooked(ctx, l, CustomerWhisper)
	if err != nil {
		return err
	}
	p.whispered = append(p.whispered, agents.Said...)
	p.said = append(p.said, callers.Said...)
	return p.tell(ctx, l, Connected, l.dequeued)
}

// ends plans the end of a leg, and the leg after it.
func (p *play) ends(l *leg) {
	p.happens(l, Ended, l.ended)
	p.happens(l, Completed, l.worked)
	if l.later == 0 {
		p.records(l, Recorded, l.recorded(), true)
	} else {
		// The recording is ready later than the record. The first copy comes once
		// more in the end, as records are delivered at least once.
		p.records(l, Recorded, l.recorded(), false)
		p.records(l, RecordAgain, l.again(), true)
		p.add(l.again(), func(ctx context.Context) error { return p.put(ctx, l, l.recorded(), false) })
	}
	if next := slices.Index(p.legs, l) + 1; next < len(p.legs) {
		p.begins(p.legs[next])
	}
}

// turnAway makes a leg end where its flow ended, for want of a queue.
func (p *play) turnAway(l *leg) {
	p.last(l)
	l.queued = false
	l.hangUp(l.enqueued, flowDisconnect)
}

// last makes a leg the call's last one.
func (p *play) last(l *leg) {
	l.next = ""
	p.legs = p.legs[:slices.Index(p.legs, l)+1]
}

// hooked plays the flow hooked to an event of the leg, which may change the
// contact's attributes.
func (p *play) hooked(ctx context.Context, l *leg, event string) (Run, error) {
	c := p.contact(l)
	if l.agent != nil && event != CustomerQueue {
		c.Agent = *l.agent
	}
	run, err := p.runner().PlayHook(ctx, event, c, l.run)
	l.run.Attributes, l.run.CustomerID, l.run.Hooks = run.Attributes, run.CustomerID, run.Hooks
	return run, err
}

func (p *play) runner() Runner {
	return Runner{Lambda: p.Lambda, Queues: []Queue{p.Queue}, Flows: p.Flows}
}

func (p *play) contact(l *leg) Contact {
	c := Contact{
		ID: l.id, InitialID: l.initial, PreviousID: l.previous, Channel: channel, InitiationMethod: l.method,
		InstanceARN: p.InstanceARN, Customer: p.call.From, System: p.call.To, Input: p.call.Input,
	}
	if c.PreviousID == "" {
		c.PreviousID = l.id
	}
	return c
}
