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

// The steps, in the order in which a contact takes them; not every contact takes
// all. The second contact of a call goes through a flow only if the instance has
// one for transfers.
const (
	Initiated   Step = "INITIATED"
	FlowPlayed  Step = "FLOW_PLAYED"
	Reached     Step = "CONNECTED_TO_SYSTEM"
	Enqueued    Step = "QUEUED"
	Connected   Step = "CONNECTED_TO_AGENT"
	Paused      Step = "PAUSED"
	Resumed     Step = "RESUMED"
	Ended       Step = "DISCONNECTED"
	Completed   Step = "COMPLETED"
	Updated     Step = "CONTACT_DATA_UPDATED" // at any time; nobody who watches is told
	Recorded    Step = "RECORDED"
	RecordAgain Step = "RECORDED_AGAIN"
)

// scene is where and when a call is played. It never changes.
type scene struct {
	*Instance
	call  Call
	begin time.Time
}

func (s *scene) at(since time.Duration) time.Time { return s.begin.Add(since) }

// play is one call being played: an agenda of what is yet to happen.
type play struct {
	*scene
	chance    draw // of faults, apart from the rest: the same call with and without them
	noise     draw // of more faults, apart for the same reason
	gone      time.Duration
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

// first is the index of the earliest item, of several the one added first.
func (p *play) first() int {
	first := 0
	for i, it := range p.agenda {
		if it.at < p.agenda[first].at {
			first = i
		}
	}
	return first
}

// next is when the next item is due, false if there is none.
func (p *play) next() (at time.Duration, more bool) {
	if len(p.agenda) == 0 {
		return 0, false
	}
	return max(p.gone, p.agenda[p.first()].at), true
}

// step does the next item, and shows how far the call has come then.
func (p *play) step(ctx context.Context) error {
	if len(p.agenda) == 0 {
		return nil
	}
	first := p.first()
	it := p.agenda[first]
	p.agenda = slices.Delete(p.agenda, first, first+1)
	p.gone = max(p.gone, it.at)
	err := it.do(ctx)
	p.show()
	return err
}

// play does all, at the instance's pace.
func (p *play) play(ctx context.Context) error {
	for at, more := p.next(); more; at, more = p.next() {
		if at > p.gone {
			if err := p.Pace(ctx, at-p.gone); err != nil {
				return err
			}
		}
		if err := p.step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// happens plans a step that a contact event tells of.
func (p *play) happens(l *leg, s Step, at time.Duration) {
	p.add(at, func(ctx context.Context) error { return p.tell(ctx, l, s, at) })
}

// tell tells of a step and, by chance, the same once more as an update.
func (p *play) tell(ctx context.Context, l *leg, s Step, at time.Duration) error {
	d := p.detail(l, s, at)
	if err := p.emit(ctx, d, at); err != nil {
		return err
	}
	p.Watch(l.id, s)
	if p.noise.Float64() < p.Faults.Noise {
		p.add(at, func(ctx context.Context) error { return p.emit(ctx, d.updated("RoutingCriteria.Step.Status"), at) })
	}
	return nil
}

// records plans a contact record, last updated when it is delivered.
func (p *play) records(l *leg, s Step, at time.Duration, whole bool) {
	l.planned++
	p.add(at, func(ctx context.Context) error {
		if err := p.put(ctx, l, at, whole); err != nil {
			return err
		}
		l.planned--
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
