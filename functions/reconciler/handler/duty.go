package handler

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
)

// patience bounds a duty of one run. The next run tries again.
const patience = 20 * time.Second

// duty is what else a run does, if it is due. It may fail: others are asked, and
// that they are down must cost nobody their ring.
type duty struct {
	name     string
	do       func(ctx context.Context) error
	patience time.Duration
}

// attempt does it, and says so if that fails. That Salesforce is left alone is no
// failure.
func (d duty) attempt(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, d.patience)
	defer cancel()
	err := d.guarded(ctx)
	switch kind := fault.KindOf(err); {
	case err == nil:
	case errors.Is(err, breaker.ErrClosed):
		slog.InfoContext(ctx, "duty waits", "duty", d.name)
	default:
		slog.WarnContext(ctx, "duty failed", slog.String("duty", d.name), slog.String("kind", string(kind)), slog.Any("err", err), metric.Embed(
			metric.Of(names.MetricRefusedAccess, one(kind == fault.Unauthorized)),
			metric.Of(names.MetricUnknownFaults, one(kind == fault.Unknown))))
	}
}

func (d duty) guarded(ctx context.Context) (err error) {
	defer func() {
		if recover() != nil {
			err = fault.Panic()
		}
	}()
	return d.do(ctx)
}

// newDuties returns all duties that need not be first. Where no relay brings
// heartbeats back none is sent, and nobody asks after the relay.
func newDuties(p Parts) []duty {
	asked := spared{p.Salesforce, p.breaker}
	all := []duty{
		{"schema", (&schema{org: asked, shared: p.Shared, now: p.Now}).keep, patience},
		{"repair", newRepair(p).do, diligence},
		{"wrap-ups", (&wrapUps{org: asked, shared: p.Shared, contacts: p.Contacts, told: p.Told, now: p.Now}).find, patience},
	}
	if p.Relayed {
		all = append(all,
			duty{"heartbeat", (&heart{org: asked, now: p.Now}).beat, patience},
			duty{"relay", relayHealth{p.Shared, p.Now}.report, patience})
	}
	if p.Health.Sums != nil {
		all = append(all, duty{"health", (&health{Health: p.Health, agenda: p.Agenda, conditions: p.Conditions, breaker: p.breaker, now: p.Now}).tell, patience})
	}
	return all
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
