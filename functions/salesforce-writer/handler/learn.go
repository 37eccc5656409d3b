package handler

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
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

// learn asks who agents and queues are, and keeps it. The first fault ends it:
// the next question would fare no better.
func (h handler) learn(ctx context.Context, in tuning.Snapshot, who contact.IDs) {
	ctx, cancel := context.WithTimeout(ctx, diligence)
	defer cancel()
	learned, err := h.learnAgents(ctx, in, who.Agents)
	if err == nil {
		var queues int
		queues, err = h.learnQueues(ctx, who.Queues)
		learned += queues
	}
	if learned == 0 && err == nil {
		return
	}
	h.sayLearned(ctx, learned, len(who.Agents)+len(who.Queues)-learned, err)
}

func (h handler) learnAgents(ctx context.Context, in tuning.Snapshot, ids []string) (learned int, err error) {
	for _, id := range ids {
		agent, err := h.agent(ctx, in, id)
		if err == nil {
			err = h.known.keepAgent(ctx, id, agent)
		}
		if err != nil {
			return learned, err
		}
		learned++
	}
	return learned, nil
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

// learnQueues asks what queues are called. One whom Connect does not know, such
// as an agent's own, has no name.
func (h handler) learnQueues(ctx context.Context, ids []string) (learned int, err error) {
	for _, id := range ids {
		name, err := h.Connect.Queue(ctx, id)
		if err == nil || fault.KindOf(err) == fault.NotFound {
			err = h.known.keepQueue(ctx, id, name)
		}
		if err != nil {
			return learned, err
		}
		learned++
	}
	return learned, nil
}

// sayLearned tells how it went. That others want no more questions, or that time
// is up, is no fault of anybody's.
func (h handler) sayLearned(ctx context.Context, learned, left int, err error) {
	kind, level := fault.KindOf(err), slog.LevelInfo
	attrs := []slog.Attr{slog.Int("learned", learned), slog.Int("left", left)}
	if err != nil && ctx.Err() == nil && kind != fault.Throttled && !errors.Is(err, breaker.ErrClosed) {
		level = slog.LevelWarn
		attrs = append(attrs, slog.String("kind", string(kind)), slog.Any("err", err), metric.Embed(
			metric.Of(names.MetricRefusedAccess, one(kind == fault.Unauthorized)),
			metric.Of(names.MetricUnknownFaults, one(kind == fault.Unknown))))
	}
	slog.LogAttrs(ctx, level, "names learned", attrs...)
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
