package contact

import (
	"context"
	"fmt"
	"time"
)

// Reconciler rings for what is due, whoever should have rung before. Doorbells
// get lost and faults pass; the table forgets neither.
type Reconciler struct {
	agenda Agenda
	bell   Doorbell
	gate   Closing
	now    func() time.Time
}

// NewReconciler returns a Reconciler over its ports.
func NewReconciler(a Agenda, d Doorbell, c Closing, now func() time.Time) *Reconciler {
	return &Reconciler{a, d, c, now}
}

// Ring rings for at most limit contacts: what one round of the writer can do,
// so that an outage's backlog does not fill the queue. It rings for none while
// Salesforce is left alone, and then for one call's worth first. It returns for
// how many, and for how long the first of all has been due.
func (r *Reconciler) Ring(ctx context.Context, limit int) (rung int, oldest time.Duration, err error) {
	now := r.now()
	// If nobody knows, the writer will see for itself.
	if until, err := r.gate.Closed(ctx); err == nil && !until.IsZero() {
		limit = min(limit, MaxUpsert)
		if now.Before(until) {
			limit = 0
		}
	}
	ids, since, err := r.agenda.Due(ctx, now, max(1, limit))
	if err != nil {
		return 0, 0, fmt.Errorf("list what is due: %w", err)
	}
	if len(ids) == 0 {
		return 0, 0, nil
	}
	if limit == 0 {
		return 0, now.Sub(since), nil
	}
	if err := r.bell.Ring(ctx, 0, ids...); err != nil {
		return 0, 0, fmt.Errorf("ring for %d contacts: %w", len(ids), err)
	}
	return len(ids), now.Sub(since), nil
}
