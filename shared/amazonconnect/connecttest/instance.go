// Package connecttest is a simulated Amazon Connect instance: it plays callers
// through contact flows, gives out contact events and contact records in the
// documented shapes and with the documented unreliability, and knows what is
// true of every contact it played. It imports nothing of the product, so that
// its truth cannot share the product's mistakes.
//
// Shapes and rules are those of the Amazon Connect administrator guide
// ("Contact events", "Contact records data model", "Invoke Lambda functions")
// and developer guide ("Flow language"). It was never compared with a live
// instance.
package connecttest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"
)

// Bus takes contact events to where rules see them. The adapter adds what is
// its own: source, account, region and the id of the envelope.
type Bus interface {
	Publish(ctx context.Context, e Event) error
}

// Stream takes contact records.
type Stream interface {
	Put(ctx context.Context, partitionKey string, record []byte) error
}

// Event is a contact event. Resources are the ARNs of instance and contact.
type Event struct {
	DetailType string
	Time       time.Time
	Resources  []string
	Detail     json.RawMessage
}

// Agent is a person who takes calls.
type Agent struct{ ARN, Username string }

// Config is what an instance is made of. All but Transfer, Flows, Faults and
// Watch is needed.
type Config struct {
	InstanceARN string
	Queue       Queue
	Agents      []Agent // two or more: a transferred call goes to another one
	Flow        *Flow   // of all inbound calls
	// Transfer is the flow of contacts that an agent transfers to the queue; nil:
	// they just come to it.
	Transfer *Flow
	// Flows finds the flows and modules that flows lead to, invoke and hook, as a
	// Runner's does.
	Flows func(id string) *Flow
	// Seed decides everything drawn: the nth call of two instances with the same
	// seed has the same ids, parts and faults. Contacts that are to be new need
	// a new seed.
	Seed uint64
	Now  func() time.Time
	// Pace waits for a simulated time, or less; it returns early with an error
	// when ctx ends. Play calls it between two steps of a call.
	Pace   func(ctx context.Context, simulated time.Duration) error
	Bus    Bus
	Stream Stream
	Lambda Lambda
	Faults Faults
	// Watch hears of each step when it is done. It is called by all calls at once.
	Watch func(contactID string, step Step)
}

// Instance is a simulated instance. Many calls may be played at once.
type Instance struct {
	Config
	calls atomic.Uint64
}

// New makes an instance, or says all that the configuration lacks.
func New(c Config) (*Instance, error) {
	var lacks []string
	for name, given := range map[string]bool{
		"instance ARN": strings.Contains(c.InstanceARN, ":instance/"),
		"queue":        c.Queue.ARN != "" && c.Queue.Name != "",
		"two agents":   len(c.Agents) > 1,
		"flow":         c.Flow != nil,
		"clock":        c.Now != nil,
		"pace":         c.Pace != nil,
		"bus":          c.Bus != nil,
		"stream":       c.Stream != nil,
		"lambda":       c.Lambda != nil,
	} {
		if !given {
			lacks = append(lacks, name)
		}
	}
	if lacks != nil {
		return nil, fmt.Errorf("simulated instance lacks: %s", strings.Join(lacks, ", "))
	}
	if f := c.Faults; f.Lose < 0 || f.Double < 0 || f.Delay < 0 || f.Lose+f.Double+f.Delay > 1 || f.Redeliver < 0 || f.Redeliver > 1 {
		return nil, errors.New("simulated instance: shares of faults are not between 0 and 1")
	}
	if c.Watch == nil {
		c.Watch = func(string, Step) {}
	}
	return &Instance{Config: c}, nil
}

// Kind is what becomes of a call.
type Kind string

// The kinds of call. To Connect the first three are alike; they differ in the
// number that the caller of Play gives them.
const (
	Known       Kind = "known"
	Unknown     Kind = "unknown"
	Anonymous   Kind = "anonymous"
	Abandoned   Kind = "abandoned"   // the caller hangs up in the queue
	Transferred Kind = "transferred" // the first agent transfers to another, by the queue
)

// Call is a call to play.
type Call struct {
	Number uint64 // of this call, from 1: it decides all that is drawn. 0 is the next that nobody named
	Kind   Kind
	From   string   // E.164; "anonymous", or "" for no endpoint at all
	To     string   // E.164
	Input  []string // what the caller presses when flows ask, as Contact's
}

// Played is what became of a call.
type Played struct {
	Contacts   []Truth           // in order; two of a transferred call
	Blocks     []string          // identifiers of the first contact's flow's blocks, as played
	End        End               // of that flow
	Answer     map[string]string // what it got from its Lambda function; nil if nothing
	Attributes map[string]string // of the first contact, as its flows left them
	Said       []string          // what the caller heard, of all flows
	Whispered  []string          // what agents heard
}

// Play plays one call to its end, the contact records included. An error is one
// of the ports', of ctx, or of a flow without end; the call was then not played
// to its end, and what is returned tells how it was meant to go on.
func (i *Instance) Play(ctx context.Context, c Call) (Played, error) {
	switch c.Kind {
	case Known, Unknown, Anonymous, Abandoned, Transferred:
	default:
		return Played{}, fmt.Errorf("unknown kind of call %q", c.Kind)
	}
	if c.Number == 0 {
		c.Number = i.calls.Add(1)
	}
	p := i.plan(c, c.Number)
	err := p.play(ctx)
	return p.played(), err
}
