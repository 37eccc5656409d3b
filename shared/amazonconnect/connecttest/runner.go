package connecttest

import (
	"context"
	"fmt"
	"maps"
	"strings"
)

// mostBlocks ends a flow that goes round in circles. It is our own limit: no
// flow we know plays a tenth of it.
const mostBlocks = 1000

// Lambda invokes a function and waits for its answer. An error is whatever kept
// the function from answering, or what it answered with instead.
type Lambda interface {
	Invoke(ctx context.Context, arn string, payload []byte) ([]byte, error)
}

// Queue is where contacts wait for an agent.
type Queue struct {
	ARN, Name string
	Full      bool // takes no more contacts
}

// Runner plays flows. It has nothing of one contact, so many may be played at once.
type Runner struct {
	Lambda Lambda
	Queues []Queue
	// Flows finds the flow that a TransferToFlow leads to, by id or ARN; nil if
	// there is no such flow. May itself be nil: there are none.
	Flows func(id string) *Flow
}

// Contact is what a flow may know of its contact when it begins.
type Contact struct {
	ID, InitialID, PreviousID string
	Channel, InitiationMethod string
	InstanceARN               string
	Customer, System          string // addresses; "" if there is no such endpoint
	Attributes                map[string]string
}

// Block is an action that was played.
type Block struct{ Identifier, Type string }

// End says how a flow left its contact.
type End string

// The ends of a flow.
const (
	Queued       End = "queued"
	Disconnected End = "disconnected" // also of a flow that just ends
)

// Run is what came of playing a flow.
type Run struct {
	Blocks     []Block
	Said       []string // texts the caller heard
	Attributes map[string]string
	CustomerID string
	Queue      Queue             // the target queue; zero if none was set
	Answer     map[string]string // $.External at the end; nil if no Lambda function gave one
	End        End
}

// Play plays the flow for one contact. A block that fails takes its error
// branch, which is no error here; a flow without end is one, and so is ctx.
func (r Runner) Play(ctx context.Context, f *Flow, c Contact) (Run, error) {
	v := &visit{Runner: r, contact: c, loops: map[string]int{}}
	v.Attributes = maps.Clone(c.Attributes)
	if v.Attributes == nil {
		v.Attributes = map[string]string{}
	}
	at := f.start
	for range mostBlocks {
		a, ok := f.actions[at]
		if !ok {
			v.End = Disconnected // Connect hangs up where a block has no way on
			return v.Run, nil
		}
		v.Blocks = append(v.Blocks, Block{a.Identifier, a.Type})
		w := blocks[a.Type].play(ctx, v, a)
		if err := ctx.Err(); err != nil {
			return v.Run, fmt.Errorf("block %q: %w", at, err)
		}
		if w.end != "" {
			v.End = w.end
			return v.Run, nil
		}
		if at = v.follow(a, w); w.flow != nil {
			f, at = w.flow, w.flow.start
		}
	}
	return v.Run, fmt.Errorf("flow did not end after %d blocks, the last one %q", mostBlocks, at)
}

// visit is one contact on its way through flows.
type visit struct {
	Runner
	Run
	contact Contact
	loops   map[string]int // times each Loop was passed since it was last done
}

// way is how a block is left; the zero way is by its NextAction.
type way struct {
	err   string  // by this error's branch
	meets *string // by the first condition this value meets
	flow  *Flow   // into this flow
	end   End     // not at all
}

// follow finds the next action, "" if there is none.
func (v *visit) follow(a action, w way) string {
	if w.meets != nil {
		for _, c := range a.Transitions.Conditions {
			if v.met(c, *w.meets) {
				return c.NextAction
			}
		}
		return a.branch("NoMatchingCondition")
	}
	if w.err != "" {
		return a.branch(w.err)
	}
	return a.Transitions.NextAction
}

func (a action) branch(err string) string {
	for _, name := range []string{err, "NoMatchingError"} {
		for _, e := range a.Transitions.Errors {
			if e.ErrorType == name {
				return e.NextAction
			}
		}
	}
	if err == "NoMatchingCondition" {
		return a.Transitions.NextAction
	}
	return ""
}

func (r Runner) queue(id string) (Queue, bool) {
	for _, q := range r.Queues {
		if id != "" && (q.ARN == id || strings.HasSuffix(q.ARN, "/queue/"+id)) {
			return q, true
		}
	}
	return Queue{}, false
}
