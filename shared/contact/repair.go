package contact

import (
	"context"
	"fmt"
	"time"

	"tieline/shared/fault"
)

// Repairer looks after contacts whose record does not come.
type Repairer struct {
	agenda  Agenda
	store   Store
	connect Inquiry
	pace    Pace
	now     func() time.Time
}

// NewRepairer returns a Repairer over its ports.
func NewRepairer(a Agenda, s Store, i Inquiry, p Pace, now func() time.Time) *Repairer {
	return &Repairer{a, s, i, p, now}
}

// Repaired counts what came of the contacts that were looked up.
type Repaired struct {
	Ended   int // Connect told their end
	Ongoing int // Connect says that they go on
	Lapsed  int // nobody knows how they ended, nor will
	Others  int // their record came meanwhile, or others wrote them
}

// Repair looks up at most limit contacts that ended, or should have, more than
// overdue ago, and no record came. What Connect tells of them is learned; one of
// which it tells no end, and which can have lasted no longer, lapses. What
// becomes due thereby is left to the Reconciler. If Connect fails, or wants no
// more calls, what was done so far is returned beside the error.
func (r *Repairer) Repair(ctx context.Context, overdue time.Duration, limit int) (done Repaired, err error) {
	ids, err := r.agenda.Open(ctx, r.now().Add(-overdue), limit)
	if err != nil {
		return done, fmt.Errorf("list what is open: %w", err)
	}
	for _, id := range ids {
		if err := r.repair(ctx, id, overdue, &done); err != nil {
			return done, fmt.Errorf("repair contact %s: %w", id, err)
		}
	}
	return done, nil
}

func (r *Repairer) repair(ctx context.Context, id string, overdue time.Duration, done *Repaired) error {
	items, err := r.store.Read(ctx, id)
	if err != nil {
		return err
	}
	if len(items) == 0 || items[0].OpenAt.IsZero() || items[0].OpenAt.After(r.now().Add(-overdue)) {
		done.Others++ // the index lags
		return nil
	}
	fact, err := r.connect.Describe(ctx, id)
	// One that Connect does not know, or will never tell of, keeps no other waiting.
	if err != nil && !fault.Permanent(err) {
		return err
	}
	next, count := items[0].looked(fact, r.now(), r.pace, done)
	if err := r.store.Write(ctx, next, items[0].Version); fault.KindOf(err) == fault.Conflict {
		done.Others++
		return nil
	} else if err != nil {
		return err
	}
	*count++
	return nil
}

// looked is the item once Connect has been asked, and what it counts as.
func (i Item) looked(fact State, now time.Time, p Pace, done *Repaired) (Item, *int) {
	fact.ID = i.ID
	next, _ := i.learned(fact, now, p)
	last := i.began().Add(life(next.View().Channel))
	switch {
	case !next.Describe.DisconnectedAt.IsZero():
		return next, &done.Ended
	case now.Before(last):
		next.OpenAt = last
		return next, &done.Ongoing
	}
	next, _ = next.learned(State{Lapsed: now}, now, p)
	return next, &done.Lapsed
}
