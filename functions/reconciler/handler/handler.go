// Package handler rings for what is due, and does what else is due in a minute.
package handler

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/breaker/tuned"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/tuning"
)

// Parts are what a run needs.
type Parts struct {
	Agenda     contact.Agenda
	Contacts   contact.Store
	Doorbell   contact.Doorbell
	Connect    contact.Inquiry
	Salesforce org // *salesforce.Client
	Told       outbox
	Breaker    breaker.Store
	Shared     operations
	Overrides  overrides // nil: nobody can set any
	Health     Health
	Conditions func(context.Context) dynamo.Conditions
	Pace       contact.Pace
	Relayed    bool // a relay brings heartbeats back
	InTurn     bool // nothing goes on beside anything else, so that a run can be repeated exactly
	Now        func() time.Time
}

type ringer interface {
	Ring(ctx context.Context, limit int) (rung int, oldest time.Duration, err error)
}

type handler struct {
	contacts   ringer
	conditions func(context.Context) dynamo.Conditions
	first      []duty // which all else goes by
	duties     []duty
	inTurn     bool
}

// New returns the handling of one tick of the schedule.
func New(p Parts) func(ctx context.Context, tick json.RawMessage) (struct{}, error) {
	// Whoever asks for the breaker's state only needs no pace.
	closing := breaker.New(p.Breaker, breaker.Pace{}, p.Now)
	set := &parameters{set: p.Overrides, shared: p.Shared}
	p = set.rule(p)
	return handler{contact.NewReconciler(p.Agenda, p.Doorbell, closing, p.Now), p.Conditions, set.duties(), newDuties(p), p.InTurn}.handle
}

// probe is how long a duty may take to ask whether Salesforce is back.
const probe = patience + 10*time.Second

// breaker is made anew for each call, as parameters do not stay what they are.
func (p Parts) breaker(ctx context.Context) *breaker.Breaker {
	return breaker.New(p.Breaker, tuned.Pace(p.Conditions(ctx).Tuned, probe), p.Now)
}

// handle does not read its event: what is due is due whatever the schedule says.
// It fails only if it could not ring. First are parameters, for which all else
// waits a few seconds at most. The duties go on beside the ringing: neither waits
// for the other, nor suffers with it.
func (h handler) handle(ctx context.Context, _ json.RawMessage) (struct{}, error) {
	for _, d := range h.first {
		d.attempt(ctx)
	}
	if h.inTurn {
		err := h.ring(ctx)
		for _, d := range h.duties {
			d.attempt(ctx)
		}
		return struct{}{}, err
	}
	var all sync.WaitGroup
	defer all.Wait()
	for _, d := range h.duties {
		all.Go(func() { d.attempt(ctx) })
	}
	return struct{}{}, h.ring(ctx)
}

func (h handler) ring(ctx context.Context) error {
	began := time.Now()
	rung, oldest, err := h.contacts.Ring(ctx, tuning.ReconcilerRings.In(h.conditions(ctx).Tuned))
	if err != nil {
		return err
	}
	slog.InfoContext(ctx, "rung", slog.Int64("took_ms", time.Since(began).Milliseconds()), metric.Embed(
		metric.Of(names.MetricRung, rung), metric.Took(names.MetricOldestDue, oldest)))
	return nil
}
