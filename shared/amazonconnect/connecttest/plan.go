package connecttest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// cast is who and what a call is drawn from.
type cast struct {
	draw
	*scene
	agents []*Agent // in the order in which they come into it
}

// plan draws all that happens in a call that its flow puts in the queue. Unless
// the call says when it begins, it is dated back so that the last of it happens
// now: nothing of it ever lies in the future, however much faster than the
// clock it is played.
func (i *Instance) plan(c Call) *play {
	d, s := i.draw(2*c.Number), &scene{Instance: i, call: c}
	p := &play{scene: s, chance: i.draw(2*c.Number + 1), noise: draw{rand.New(rand.NewPCG(^i.Seed, c.Number))}}
	first := cast{d, s, i.shuffled(d)}
	p.legs = []*leg{first.answered(0, 0)}
	p.legs[0].flow = i.Flow
	p.legs = append(p.legs, plots[c.Kind](first, p.legs[0])...)
	length := time.Duration(0)
	for _, l := range p.legs {
		if later := p.chance.redelivery(i.Faults); later > 0 {
			l.later = append(l.later, later)
			for range p.noise.IntN(max(1, i.Faults.Redeliveries)) {
				l.later = append(l.later, p.noise.seconds(60, 240))
			}
		}
		length = max(length, l.again())
	}
	s.begin = c.At.UTC().Truncate(time.Millisecond)
	if c.At.IsZero() {
		s.begin = i.Now().UTC().Add(-length).Truncate(time.Millisecond)
	}
	return p
}

// draw draws from one call's own randomness.
type draw struct{ *rand.Rand }

func (i *Instance) draw(n uint64) draw { return draw{rand.New(rand.NewPCG(i.Seed, n))} }

func (i *Instance) shuffled(d draw) []*Agent {
	var agents []*Agent
	for _, n := range d.Perm(len(i.Agents)) {
		agents = append(agents, &i.Agents[n])
	}
	return agents
}

// seconds draws whole seconds, both ends included.
func (d draw) seconds(from, to int) time.Duration {
	return time.Duration(from+d.IntN(to-from+1)) * time.Second
}

// answered draws a call's leg that comes in, that one of the agents answers and
// somebody ends.
func (c cast) answered(begun time.Duration, agent int) *leg {
	l := &leg{
		id: c.id(), channel: voice, method: inbound, reason: customerDisconnect, customer: c.call.From, system: c.call.To,
		queue: &c.Queue, agent: c.agents[agent], begun: begun,
	}
	l.initial = l.id
	l.enqueued = l.begun + c.seconds(4, 12)
	wait := c.seconds(3, 90) // drawn in any case, so that all else stays as it would be
	l.dequeued = l.enqueued + cmp.Or(c.call.Wait, wait)
	l.connected = l.dequeued
	for range c.IntN(3) {
		l.holds = append(l.holds, c.seconds(5, 45))
	}
	l.ended = l.dequeued + c.seconds(20, 240) + l.hold()
	l.worked = l.ended + c.seconds(5, 60)
	l.settles = c.seconds(64, 68) // as measured on real records, by their LastUpdateTimestamp
	if c.IntN(4) == 0 {
		l.reason = agentDisconnect
	}
	return l
}

// unqueued makes a leg come to its agent without a queue, sooner by the wait.
func (l *leg) unqueued() {
	l.queue = nil
	l.delay(l.enqueued - l.dequeued)
}

// id draws a random UUID.
func (d draw) id() string {
	a, b := d.Uint64(), d.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", a>>32, a>>16&0xffff, a&0xfff, b>>48&0x3fff|0x8000, b&0xffffffffffff)
}

// lastPart is what follows the last slash of an ARN.
func lastPart(arn string) string { return arn[strings.LastIndex(arn, "/")+1:] }
