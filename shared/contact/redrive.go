package contact

import (
	"context"
	"fmt"
	"time"

	"tieline/shared/fault"
)

// redriven is a rejected item that is offered once more.
func (i Item) redriven(now time.Time) Item {
	i.DueAt, i.Rejected, i.Failures = now, Refusal{}, 0
	return i.next(now)
}

// Redriver offers what Salesforce refused for good once more, after people have
// mended why.
type Redriver struct {
	store Store
	now   func() time.Time
}

// NewRedriver returns a Redriver over its store. Who uses it may ring; if nobody
// does, the reconciler will.
func NewRedriver(s Store, now func() time.Time) *Redriver { return &Redriver{s, now} }

// Redrive makes those of the contacts due that are rejected, and returns their
// ids. It may be repeated. Whoever changes a contact meanwhile has made it due.
func (r *Redriver) Redrive(ctx context.Context, ids ...string) (redriven []string, err error) {
	items, err := r.store.Read(ctx, ids...)
	if err != nil {
		return nil, fmt.Errorf("read %d contacts: %w", len(ids), err)
	}
	for _, i := range items {
		if i.Rejected == (Refusal{}) {
			continue
		}
		switch err := r.store.Write(ctx, i.redriven(r.now()), i.Version); {
		case fault.KindOf(err) == fault.Conflict:
		case err != nil:
			return redriven, fmt.Errorf("redrive contact %s: %w", i.ID, err)
		default:
			redriven = append(redriven, i.ID)
		}
	}
	return redriven, nil
}
