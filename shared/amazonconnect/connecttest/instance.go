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
type Agent struct {
	ARN, Username string
	Email         string // "" if Connect knows none
}

// Config is what an instance is made of. All but Transfer, Flows, Keep, Faults,
// Watch and Take is needed.
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
	Keep   time.Duration // how long the API knows a contact after its last record; 0: as long as the instance
	Faults Faults
	// Watch hears of each step when it is done. It is called by all calls at once.
	Watch func(contactID string, step Step)
	// Take hears of each contact that an agent takes, before any event tells of it,
	// likewise.
	Take func(Taken)
}

// Instance is a simulated instance. Many calls may be played at once, and its
// API be asked meanwhile.
type Instance struct {
	Config
	calls atomic.Uint64
	knowledge
	quotas map[string]*quota
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
	if !c.Faults.valid() {
		return nil, errors.New("simulated instance: shares of faults are not between 0 and 1")
	}
	if c.Watch == nil {
		c.Watch = func(string, Step) {}
	}
	if c.Take == nil {
		c.Take = func(Taken) {}
	}
	return &Instance{Config: c, knowledge: knowledge{contacts: map[string]*known{}}, quotas: newQuotas()}, nil
}
