package handler

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// instance is Amazon Connect. Both return a fault of kind NotFound for an id that
// it does not know.
type instance interface {
	User(ctx context.Context, id string) (username, email string, err error)
	Queue(ctx context.Context, id string) (name string, err error)
}

// diligence bounds what a run learns. The records are written by then, and those
// that come next are not to wait: who is still unknown is asked for in the next
// run that meets them.
const diligence = 2 * time.Second

// learn asks who agents and queues are, and keeps it.
func (h handler) learn(ctx context.Context, in tuning.Snapshot, who contact.IDs) {
	all := len(who.Agents) + len(who.Queues)
	if all == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, diligence)
	defer cancel()
	agents, err := each(ctx, who.Agents, func(id string) error { return h.learnAgent(ctx, in, id) })
	queues, odd := each(ctx, who.Queues, func(id string) error { return h.learnQueue(ctx, id) })
	sayLearned(ctx, agents+queues, all-agents-queues, errors.Join(err, odd))
}

// each learns of as many as it can, and returns the first fault: the next
// question may fare better, unless others want no more of them, or time is up,
// which is no fault of anybody's.
func each(ctx context.Context, ids []string, learn func(id string) error) (learned int, first error) {
	for _, id := range ids {
		err := learn(id)
		switch {
		case err == nil:
			learned++
		case ctx.Err() != nil, fault.KindOf(err) == fault.Throttled, errors.Is(err, breaker.ErrClosed):
			return learned, first
		case first == nil:
			first = err
		}
	}
	return learned, first
}

// learnAgent keeps who an agent is. Where our user may not look at users, that is
// the agent without one, and a fault all the same.
func (h handler) learnAgent(ctx context.Context, in tuning.Snapshot, id string) error {
	agent, err := h.agent(ctx, in, id)
	if err != nil {
		agent.User = ""
		if refused := fault.KindOf(err) == fault.Unauthorized || fault.Permanent(err); !refused || agent.Username == "" {
			return err
		}
	}
	return errors.Join(err, h.known.keepAgent(ctx, id, agent))
}

// agent asks who an agent is. One whom Connect no longer knows is nobody, and
// one whom Salesforce does not know is nobody's user.
func (h handler) agent(ctx context.Context, in tuning.Snapshot, id string) (contact.Agent, error) {
	username, email, err := h.Connect.User(ctx, id)
	if fault.KindOf(err) == fault.NotFound {
		return contact.Agent{}, nil
	}
	if err != nil || !linked(in) {
		return contact.Agent{Username: username}, err
	}
	agent := contact.Agent{Username: username}
	err = h.breaker(in).Ask(ctx, func(ctx context.Context) (err error) {
		agent.User, err = h.Salesforce.User(ctx, tuning.AgentsMatch.In(in), username, email)
		return err
	})
	if fault.KindOf(err) == fault.NotFound {
		err = nil
	}
	return agent, err
}

// learnQueue keeps what a queue is called. One which Connect does not know, such
// as an agent's own, has no name.
func (h handler) learnQueue(ctx context.Context, id string) error {
	name, err := h.Connect.Queue(ctx, id)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	return h.known.keepQueue(ctx, id, name)
}

// sayLearned tells how it went.
func sayLearned(ctx context.Context, learned, left int, err error) {
	level, attrs := slog.LevelInfo, []slog.Attr{slog.Int("learned", learned), slog.Int("left", left)}
	if err != nil {
		level, attrs = slog.LevelWarn, append(attrs, faultAttrs(err)...)
	}
	slog.LogAttrs(ctx, level, "names learned", attrs...)
}
