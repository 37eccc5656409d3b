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

// The steps, in the order in which a contact takes them. The second contact of a
// call goes through a flow only if the instance has one for transfers.
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
	call      Call
	chance    draw // of faults, apart from the rest: the same call with and without them
	begin     time.Time
	legs      []*leg
	agenda    []item
	said      []string // to the caller
	whispered []string // to agents
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
	p.begins(p.legs[0])
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

// happens plans a step that a contact event tells of.
func (p *play) happens(l *leg, s Step, at time.Duration) {
	p.add(at, func(ctx context.Context) error { return p.tell(ctx, l, s, at) })
}

func (p *play) tell(ctx context.Context, l *leg, s Step, at time.Duration) error {
	e, err := p.event(l, s, at)
	if err != nil {
		return err
	}
	if err := p.emit(ctx, e, at); err != nil {
		return err
	}
	p.Watch(l.id, s)
	return nil
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
