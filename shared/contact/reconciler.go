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
	now    func() time.Time
}

// NewReconciler returns a Reconciler over its ports.
func NewReconciler(a Agenda, d Doorbell, now func() time.Time) *Reconciler {
	return &Reconciler{a, d, now}
}

// Ring rings for at most limit contacts: what one round of the writer can do,
// so that an outage's backlog does not fill the queue. It returns for how many,
// and for how long the first of them has been due.
func (r *Reconciler) Ring(ctx context.Context, limit int) (rung int, oldest time.Duration, err error) {
	now := r.now()
	ids, since, err := r.agenda.Due(ctx, now, limit)
	if err != nil {
		return 0, 0, fmt.Errorf("list what is due: %w", err)
	}
	if len(ids) == 0 {
		return 0, 0, nil
	}
	if err := r.bell.Ring(ctx, 0, ids...); err != nil {
		return 0, 0, fmt.Errorf("ring for %d contacts: %w", len(ids), err)
	}
	return len(ids), now.Sub(since), nil
}
