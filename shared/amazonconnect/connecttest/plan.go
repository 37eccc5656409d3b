package connecttest

import (
	"fmt"
	"math/rand/v2"
	"time"
)

const (
	inbound  = "INBOUND"
	transfer = "TRANSFER"

	flowDisconnect = "CONTACT_FLOW_DISCONNECT"
)

// leg is one contact of a call. Its times are whole seconds since the call
// began; those it never comes to are meaningless.
type leg struct {
	id, initial, previous, next string // initial is its own id on the first leg
	method, reason              string
	run                         Run    // what its flows came to
	agent                       *Agent // nil: none ever connected
	queued                      bool
	begun, enqueued, dequeued   time.Duration // connected, if at all, when dequeued
	ended, worked               time.Duration // of the contact, and of after-contact work
	holds                       []time.Duration
	settles                     time.Duration // from the end of all work to the contact record
	later                       time.Duration // from there to its next delivery; 0: none
}

func (l *leg) recorded() time.Duration { return l.worked + l.settles }

func (l *leg) again() time.Duration { return l.recorded() + l.later }

// hold is the time on hold altogether.
func (l *leg) hold() time.Duration {
	var sum time.Duration
	for _, h := range l.holds {
		sum += h
	}
	return sum
}

func (l *leg) talk() time.Duration { return l.ended - l.dequeued - l.hold() }

// plan draws all that happens in a call that its flow puts in the queue, and
// dates it back so that the last of it happens now: nothing of it ever lies in
// the future, however much faster than the clock it is played.
func (i *Instance) plan(c Call, n uint64) *play {
	d := draw{rand.New(rand.NewPCG(i.Seed, 2*n))}
	p := &play{Instance: i, call: c, chance: draw{rand.New(rand.NewPCG(i.Seed, 2*n+1))}}
	agents := d.Perm(len(i.Agents))
	first := d.answered(0, &i.Agents[agents[0]])
	first.method, first.initial = inbound, first.id
	p.legs = []*leg{first}
	switch c.Kind {
	case Known, Unknown, Anonymous: // answered, and that is all
	case Abandoned:
		first.hangUp(first.dequeued, "CUSTOMER_DISCONNECT")
	case Transferred:
		second := d.answered(first.ended, &i.Agents[agents[1]])
		first.transferTo(second)
		p.legs = append(p.legs, second)
	}
	length := time.Duration(0)
	for _, l := range p.legs {
		l.later = p.chance.redelivery(i.Faults)
		length = max(length, l.again())
	}
	p.begin = i.Now().UTC().Add(-length).Truncate(time.Millisecond)
	return p
}

// draw draws from one call's own randomness.
type draw struct{ *rand.Rand }

// seconds draws whole seconds, both ends included.
func (d draw) seconds(from, to int) time.Duration {
	return time.Duration(from+d.IntN(to-from+1)) * time.Second
}

// answered draws a leg that an agent answers and somebody ends.
func (d draw) answered(begun time.Duration, a *Agent) *leg {
	l := &leg{id: d.id(), agent: a, queued: true, begun: begun, reason: "CUSTOMER_DISCONNECT"}
	l.enqueued = l.begun + d.seconds(4, 12)
	l.dequeued = l.enqueued + d.seconds(3, 90)
	for range d.IntN(3) {
		l.holds = append(l.holds, d.seconds(5, 45))
	}
	l.ended = l.dequeued + d.seconds(20, 240) + l.hold()
	l.worked = l.ended + d.seconds(5, 60)
	l.settles = d.seconds(64, 68) // as measured on real records, by their LastUpdateTimestamp
	if d.IntN(4) == 0 {
		l.reason = "AGENT_DISCONNECT"
	}
	return l
}

// id draws a random UUID.
func (d draw) id() string {
	a, b := d.Uint64(), d.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", a>>32, a>>16&0xffff, a&0xfff, b>>48&0x3fff|0x8000, b&0xffffffffffff)
}

// hangUp ends a leg before any agent answers.
func (l *leg) hangUp(at time.Duration, reason string) {
	l.agent, l.holds = nil, nil
	l.ended, l.worked, l.reason = at, at, reason
}

// transferTo makes the second leg go on where this one's talk ends. The caller
// is on hold until the second stands in the queue; then this agent is out, and
// has yet to do the after-contact work.
func (l *leg) transferTo(second *leg) {
	second.method, second.previous, second.initial = transfer, l.id, l.id
	l.next = second.id
	held := second.enqueued - l.ended
	l.holds = append(l.holds, held)
	l.ended, l.worked, l.reason = l.ended+held, l.worked+held, "AGENT_DISCONNECT"
}
