package connecttest

import (
	"context"
	"strings"
	"time"
)

// mostBlocks ends a flow that goes round in circles. It is our own limit: no
// flow we know plays a tenth of it.
const mostBlocks = 1000

// Lambda invokes a function and waits for its answer. An error is whatever kept
// the function from answering, or what it answered with instead.
type Lambda interface {
	Invoke(ctx context.Context, arn string, payload []byte) ([]byte, error)
}

// Queue is where contacts wait for an agent. As it is made with a name alone it
// is open and empty, and one agent is free.
type Queue struct {
	ARN, Name string
	Full      bool          // takes no more contacts
	Closed    bool          // out of its hours of operation
	Unstaffed bool          // no agent is online
	Waiting   int           // contacts in it
	Oldest    time.Duration // for which the first of them has waited, whole seconds
}

// Runner plays flows. It has nothing of one contact, so many may be played at once.
type Runner struct {
	Lambda Lambda
	Queues []Queue
	// Flows finds the flow or module of this id or ARN; nil if there is none.
	// May itself be nil: there are none.
	Flows func(id string) *Flow
}

// Contact is what a flow may know of its contact when it begins. All but ID may
// be left out.
type Contact struct {
	ID, InitialID, PreviousID string
	Name                      string // of a task
	Channel, InitiationMethod string // Channel is VOICE, CHAT, TASK or EMAIL
	InstanceARN               string
	Customer, System          string // addresses; "" if there is no such endpoint
	Attributes                map[string]string
	Queue                     Queue // the target queue of a contact that is transferred
	Agent                     Agent // who takes it, known to whispers
	// Input is what the customer presses at each block that asks, in order; ""
	// is nothing, and so is what lies beyond its end.
	Input []string
}

// Block is an action that was played.
type Block struct{ Identifier, Type string }

// End says how a flow left its contact.
type End string

// The ends of a flow.
const (
	Queued       End = "queued"
	Disconnected End = "disconnected"
	// Finished is a hooked flow's end: its contact goes on as it did before. Any
	// other flow that just ends disconnects (Amazon Connect developer guide,
	// "EndFlowExecution").
	Finished End = "finished"
)

// Run is what came of playing a flow.
type Run struct {
	Blocks     []Block
	Said       []string // texts its listener heard: the agent of an agent whisper, else the caller
	Attributes map[string]string
	CustomerID string
	Queue      Queue             // the target queue; zero if none was set
	Hooks      map[string]string // flows to be played, by the event that plays them
	Callback   string            // number of the callback that was created; "" if none was
	Answer     map[string]string // of the last Lambda function, in a module or not; nil if none gave one
	End        End
}

// Play plays the flow for one contact. A block that fails takes its error
// branch, which is no error here; a flow without end is one, and so is ctx.
func (r Runner) Play(ctx context.Context, f *Flow, c Contact) (Run, error) {
	v := r.visit(c)
	err := v.play(ctx, f)
	if v.End == Finished {
		v.End = Disconnected
	}
	return v.Run, err
}

// find finds a flow or module, nil if there is none.
func (r Runner) find(id string) *Flow {
	if r.Flows == nil || id == "" {
		return nil
	}
	return r.Flows(id)
}

func (r Runner) queue(id string) (Queue, bool) {
	for _, q := range r.Queues {
		if id != "" && (q.ARN == id || strings.HasSuffix(q.ARN, "/queue/"+id)) {
			return q, true
		}
	}
	return Queue{}, false
}
