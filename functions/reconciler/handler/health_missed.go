package handler

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tieline/shared/fault"
)

const (
	// recalled is how far back periods are told of that were missed.
	recalled = 24 * time.Hour

	// atOnce is how many periods one run tells of: each costs a call of CloudWatch and
	// one of Salesforce.
	atOnce = 8

	// unhurried is what must be left of a duty's patience for one more period.
	unhurried = patience / 2
)

// tell tells of the last period if that is due, and before it of those that were
// missed, the oldest first. What another environment tells of one is the same row.
// While Salesforce is left alone nothing is measured, and the next run tries again.
// A row that Salesforce refuses is not offered again; if it does not let us in, none
// is until the next period.
func (h *health) tell(ctx context.Context) error {
	last := h.last()
	if !last.After(h.told) || !last.After(h.barred) {
		return nil
	}
	kept, err := h.Told.HealthTold(ctx)
	if err != nil {
		return err
	}
	if kept.After(h.told) {
		h.told = kept
	}
	err = h.tellOf(ctx, h.missed(last))
	if fault.KindOf(err) == fault.Unauthorized {
		h.barred = last
	}
	if !h.told.After(kept) {
		return err
	}
	return errors.Join(err, h.Told.KeepHealthTold(ctx, h.told))
}

// last is the last period whose metrics are settled.
func (h *health) last() time.Time {
	return h.now().Add(-settling).Truncate(quarter).Add(-quarter)
}

// missed are the periods to tell of, the last one if none was ever told.
func (h *health) missed(last time.Time) (starts []time.Time) {
	from := h.told.Add(quarter)
	if h.told.IsZero() {
		from = last
	}
	if oldest := h.now().Add(-recalled).Truncate(quarter).Add(quarter); from.Before(oldest) {
		from = oldest
	}
	for start := from; !start.After(last) && len(starts) < atOnce; start = start.Add(quarter) {
		starts = append(starts, start)
	}
	return starts
}

// tellOf tells of periods until one cannot be told, or little time is left. One that
// is refused for good is done with.
func (h *health) tellOf(ctx context.Context, starts []time.Time) error {
	for n, start := range starts {
		if end, ends := ctx.Deadline(); n > 0 && ends && time.Until(end) < unhurried {
			return nil
		}
		err := h.breaker(ctx).Ask(ctx, func(ctx context.Context) error {
			return h.Salesforce.UpsertHealth(ctx, h.measure(ctx, start))
		})
		if err == nil || fault.Permanent(err) {
			h.told = start
		}
		if err != nil {
			return err
		}
		slog.InfoContext(ctx, "health told", "period", start)
	}
	return nil
}
