package main

import (
	"context"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/relay"
	"tieline/shared/tuning"
)

// gate is what all functions know of how Salesforce does: an item of the
// operations table.
type gate struct{ state breaker.State }

// Read implements breaker.Store.
func (g *gate) Read(ctx context.Context) (breaker.State, error) {
	if !alive(ctx) {
		return breaker.State{}, errDead
	}
	return g.state, nil
}

// Write implements breaker.Store.
func (g *gate) Write(ctx context.Context, next breaker.State, was int64) error {
	if !alive(ctx) {
		return errDead
	}
	if g.state.Version != was {
		return fault.Errorf(fault.Conflict, "another wrote it")
	}
	next.Version = was + 1
	g.state = next
	return nil
}

// operations is the rest of the operations table.
type operations struct {
	in    dynamo.Conditions
	since time.Time // wrap-ups are known until then
}

// Conditions returns all that functions go by.
func (o *operations) Conditions(ctx context.Context) (dynamo.Conditions, error) {
	if !alive(ctx) {
		return dynamo.Conditions{}, errDead
	}
	return o.in, nil
}

func (o *operations) current(context.Context) dynamo.Conditions { return o.in }

// KeepSchema keeps what the org shows.
func (o *operations) KeepSchema(ctx context.Context, fields map[string][]string, at time.Time) error {
	return o.keep(ctx, func() { o.in.Schema, o.in.DescribedAt = fields, at })
}

// PutParameters puts in force what differs from the defaults.
func (o *operations) PutParameters(ctx context.Context, now tuning.Snapshot) error {
	return o.keep(ctx, func() { o.in.Tuned = now })
}

// KeepRelay keeps how the relay does.
func (o *operations) KeepRelay(ctx context.Context, change func(relay.Health) relay.Health) error {
	return o.keep(ctx, func() { o.in.Relay = change(o.in.Relay) })
}

// WrapUpsSince returns until when wrap-ups are known.
func (o *operations) WrapUpsSince(ctx context.Context) (time.Time, error) {
	return o.since, o.keep(ctx, func() {})
}

// KeepWrapUpsSince keeps it.
func (o *operations) KeepWrapUpsSince(ctx context.Context, until time.Time) error {
	return o.keep(ctx, func() { o.since = until })
}

// Invalidate is for the index of callers, which is not played here.
func (o *operations) Invalidate(ctx context.Context, _ time.Time, _, _ []string) (int, error) {
	return 0, o.keep(ctx, func() {})
}

func (o *operations) keep(ctx context.Context, change func()) error {
	if !alive(ctx) {
		return errDead
	}
	change()
	return nil
}

// directory knows agents and queues, as the operations table does.
type directory struct {
	*Clock
	agents map[string]contact.Agent
	queues map[string]string
	kept   map[string]time.Time // when each agent was
}

func newDirectory(c *Clock) *directory {
	return &directory{c, map[string]contact.Agent{}, map[string]string{}, map[string]time.Time{}}
}

// doubt is how long an agent without a user is taken to have none.
const doubt = time.Hour

// Look returns what is known of them, and of whom for too long.
func (d *directory) Look(ctx context.Context, who contact.IDs) (known contact.Names, old contact.IDs, err error) {
	if !alive(ctx) {
		return known, old, errDead
	}
	known = contact.Names{Agents: map[string]contact.Agent{}, Queues: map[string]string{}}
	for _, id := range who.Agents {
		agent, is := d.agents[id]
		if !is {
			continue
		}
		if known.Agents[id] = agent; agent.User == "" && d.now.Sub(d.kept[id]) >= doubt {
			old.Agents = append(old.Agents, id)
		}
	}
	for _, id := range who.Queues {
		if name, is := d.queues[id]; is {
			known.Queues[id] = name
		}
	}
	return known, old, nil
}

// KeepAgent keeps who an agent is.
func (d *directory) KeepAgent(ctx context.Context, id string, agent contact.Agent) error {
	if !alive(ctx) {
		return errDead
	}
	d.agents[id], d.kept[id] = agent, d.now
	return nil
}

// KeepQueue keeps what a queue is called.
func (d *directory) KeepQueue(ctx context.Context, id, name string) error {
	if !alive(ctx) {
		return errDead
	}
	d.queues[id] = name
	return nil
}

// outbox is the queue that the relay's events come to.
type outbox struct{ queue *Queue }

// Send sends each as a message.
func (o outbox) Send(ctx context.Context, bodies ...[]byte) error {
	if !alive(ctx) {
		return errDead
	}
	for _, body := range bodies {
		o.queue.Send(0, string(body))
	}
	return nil
}
