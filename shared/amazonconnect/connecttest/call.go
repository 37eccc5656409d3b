package connecttest

import (
	"cmp"
	"context"
	"fmt"
	"time"
)

// Call is a call to play, or a contact of another channel.
type Call struct {
	Number uint64 // of this call, from 1: it decides all that is drawn. 0 is the next that nobody named
	Kind   Kind
	From   string   // the customer's, whoever calls: E.164, an e-mail's address, "anonymous", or "" for no endpoint at all
	To     string   // the contact centre's, likewise
	Third  string   // E.164: whom the agent calls in a conference; "" is a number of nobody's
	Input  []string // what the caller presses when flows ask, as Contact's
	// At is when it begins. The zero time dates it back, so that it ends now.
	At time.Time
	// Wait is how long it is in the queue, in each of its contacts that has one. 0 is
	// for some seconds or minutes, as it comes.
	Wait time.Duration
}

// nobody is a number that the regulator keeps free for drama (Ofcom).
const nobody = "+441632960961"

// Played is what became of a call.
type Played struct {
	Contacts   []Truth           // in the order in which they began
	Blocks     []string          // identifiers of the first contact's flow's blocks, as played
	End        End               // of that flow; Queued if the first contact begins in none
	Answer     map[string]string // what it got from its Lambda function; nil if nothing
	Attributes map[string]string // of the first contact, as its flows left them
	Said       []string          // what the caller heard, of all flows
	Whispered  []string          // what agents heard
}

// Play plays one call to its end, the contact records included. All ports get
// ctx. An error is one of theirs, of ctx, or of a flow without end; the call was
// then not played to its end, and what is returned tells how it was meant to go
// on.
func (i *Instance) Play(ctx context.Context, c Call) (Played, error) {
	p, err := i.prepare(c)
	if err != nil {
		return Played{}, err
	}
	err = p.play(ctx)
	return p.played(), err
}

// Playing is a call that its owner plays step by step, for a scheduler that has
// a clock of its own. It needs no goroutine, waits for nothing and never calls
// Pace. It must not be used by two at once.
type Playing struct{ play *play }

// Begin returns a call of which nothing has happened yet. The first Step is due
// when the call begins: a scheduler sets Call.At.
func (i *Instance) Begin(c Call) (*Playing, error) {
	p, err := i.prepare(c)
	if err != nil {
		return nil, err
	}
	return &Playing{p}, nil
}

// Next returns when the next step is due, never before the one before; false
// once all has happened.
func (p *Playing) Next() (due time.Time, more bool) {
	since, more := p.play.next()
	return p.play.at(since), more
}

// Step lets the next step happen: flows are played, and one event or record at
// most is given out. The ports that it calls get ctx. An error is as Play's.
func (p *Playing) Step(ctx context.Context) error { return p.play.step(ctx) }

// Played returns what has become of the call. Before its end, it tells how the
// call is meant to go on.
func (p *Playing) Played() Played { return p.play.played() }

// prepare plans a call.
func (i *Instance) prepare(c Call) (*play, error) {
	if plots[c.Kind] == nil {
		return nil, fmt.Errorf("unknown kind of call %q", c.Kind)
	}
	if c.Number == 0 {
		c.Number = i.calls.Add(1)
	}
	c.Third = cmp.Or(c.Third, nobody)
	i.forget(i.Now())
	p := i.plan(c)
	p.begins(p.legs[0])
	return p, nil
}
