package connecttest

import (
	"slices"
	"time"
)

// Initiation methods and other words of Connect's that are used more than once
// (Amazon Connect administrator guide, "Contact records data model").
const (
	inbound  = "INBOUND"
	transfer = "TRANSFER"
	api      = "API"
	callback = "CALLBACK"
	monitor  = "MONITOR"

	flowDisconnect     = "CONTACT_FLOW_DISCONNECT"
	customerDisconnect = "CUSTOMER_DISCONNECT"
	agentDisconnect    = "AGENT_DISCONNECT"

	voice = "VOICE"
	chat  = "CHAT"
	task  = "TASK"
	email = "EMAIL"
)

// leg is one contact of a call. Its times are whole seconds since the call
// began; those it never comes to are meaningless, or zero where that is said.
type leg struct {
	id, initial, previous, next string // initial is its own id on the first leg
	channel, method, reason     string
	customer, system            string // addresses; "" if there is no such endpoint
	detection                   string // what answered a campaign's call; "" of any other
	flow                        *Flow  // that it begins with; nil: none
	run                         Run    // what its flows came to
	agent                       *Agent // nil: none ever connected
	missed                      []*Agent
	queue                       *Queue // nil: it came to none
	transferred                 bool   // its agent handed it on

	begun           time.Duration
	reached         time.Duration // somebody answered whom Connect called, or the medium stood; 0: as begun
	enqueued        time.Duration
	dequeued        time.Duration // an agent accepted, or the contact ended
	connected       time.Duration // to the agent
	paused, resumed time.Duration // of a task; 0: never
	ended, worked   time.Duration // of the contact, and of after-contact work
	holds           []time.Duration
	settles         time.Duration   // from the end of all work to the contact record
	later           []time.Duration // from there to each further delivery
	planned         int             // deliveries that are yet to come
}

// recorded is when the contact record first comes.
func (l *leg) recorded() time.Duration { return l.worked + l.settles }

// again is when it comes for the last time.
func (l *leg) again() time.Duration {
	at := l.recorded()
	for _, d := range l.later {
		at += d
	}
	return at
}

// hold is the time on hold altogether.
func (l *leg) hold() time.Duration {
	var sum time.Duration
	for _, h := range l.holds {
		sum += h
	}
	return sum
}

func (l *leg) pause() time.Duration { return l.resumed - l.paused }

func (l *leg) talk() time.Duration { return l.ended - l.connected - l.hold() - l.pause() }

// hangUp ends a leg before any agent answers.
func (l *leg) hangUp(at time.Duration, reason string) {
	l.agent, l.holds, l.paused, l.resumed = nil, nil, 0, 0
	l.dequeued, l.ended, l.worked, l.reason = at, at, at, reason
}

// delay moves all that follows the queue.
func (l *leg) delay(d time.Duration) {
	l.dequeued += d
	l.talks(d)
}

// talks moves all that follows the agent's acceptance.
func (l *leg) talks(later time.Duration) {
	l.connected += later
	l.lasts(later)
}

// lasts makes a leg last longer from where it is talked on.
func (l *leg) lasts(longer time.Duration) {
	l.ended += longer
	l.worked += longer
}

// holdFor puts the customer on hold for as long as something else takes.
func (l *leg) holdFor(d time.Duration) {
	l.holds = append(slices.Clip(l.holds), d)
	l.lasts(d)
}

// follow makes a leg the one after this.
func (l *leg) follow(second *leg) {
	second.previous, second.initial = l.id, l.id
	second.customer, second.system = l.customer, l.system
}

// transferTo makes the second leg go on where this one's talk ends. The caller
// is on hold until the second stands in the queue; then this agent is out, and
// has yet to do the after-contact work.
func (l *leg) transferTo(second *leg) {
	second.method = transfer
	l.follow(second)
	l.next, l.transferred = second.id, true
	l.holdFor(second.enqueued - l.ended)
	l.reason = agentDisconnect
}
