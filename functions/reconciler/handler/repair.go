package handler

import (
	"context"
	"log/slog"
	"time"

	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/tuning"
)

// diligence bounds a round of looking up contacts: a minute's lookups, paced
// as Connect wants them, within the run.
const diligence = 40 * time.Second

// repair looks up the contacts whose record does not come.
type repair struct {
	contacts   repairer
	conditions func(context.Context) dynamo.Conditions
}

type repairer interface {
	Repair(ctx context.Context, overdue time.Duration, limit int) (contact.Repaired, error)
}

func newRepair(p Parts) repair {
	return repair{contact.NewRepairer(p.Agenda, p.Contacts, p.Connect, p.Pace, p.Now), p.Conditions}
}

// do looks up as many as a minute may. What was done before a fault counts.
func (r repair) do(ctx context.Context) error {
	in := r.conditions(ctx).Tuned
	done, err := r.contacts.Repair(ctx, tuning.ReconcilerOverdue.In(in), tuning.ReconcilerLookups.In(in))
	if looked := done.Ended + done.Ongoing + done.Lapsed; looked > 0 {
		slog.InfoContext(ctx, "contacts looked up", slog.Int("ongoing", done.Ongoing), slog.Int("others", done.Others), metric.Embed(
			metric.Of(names.MetricOverdue, looked),
			metric.Of(names.MetricRepaired, done.Ended),
			metric.Of(names.MetricLapsed, done.Lapsed)))
	}
	return err
}
