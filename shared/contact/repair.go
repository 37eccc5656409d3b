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
	Others  int // their record came meanwhile, or others wrote them, or Connect stumbles over them
}

// Repair looks up at most limit contacts that ended, or should have, more than
// overdue ago, and no record came. What Connect tells of them is learned; one of
// which it tells no end, and which can have lasted no longer, lapses. What
// becomes due thereby is left to the Reconciler. If Connect fails, or wants no
// more calls, what was done so far is returned beside the error. One over which
// Connect stumbles keeps no other waiting: it is looked up again in an hour, and
// the first such fault is returned in the end.
func (r *Repairer) Repair(ctx context.Context, overdue time.Duration, limit int) (done Repaired, err error) {
	ids, err := r.agenda.Open(ctx, r.now().Add(-overdue), limit)
	if err != nil {
		return done, fmt.Errorf("list what is open: %w", err)
	}
	var odd error
	for _, id := range ids {
		stumble, err := r.repair(ctx, id, overdue, &done)
		if err != nil {
			return done, fmt.Errorf("repair contact %s: %w", id, err)
		}
		if stumble != nil && odd == nil {
			odd = fmt.Errorf("look up contact %s: %w", id, stumble)
		}
	}
	return done, odd
}

// repair looks up one contact. What it stumbles over is that contact's alone, and
// an error everybody's.
func (r *Repairer) repair(ctx context.Context, id string, overdue time.Duration, done *Repaired) (stumble, err error) {
	items, err := r.store.Read(ctx, id)
	if err != nil {
		return nil, err
	}
	if len(items) == 0 || items[0].OpenAt.IsZero() || items[0].OpenAt.After(r.now().Add(-overdue)) {
		done.Others++ // the index lags
		return nil, nil
	}
	fact, err := r.connect.Describe(ctx, id)
	if everybodys(err) {
		return nil, err
	}
	next, count := items[0].stumbled(r.now()), &done.Others
	// One that Connect does not know, or will never tell of, is told of all the same.
	if err == nil || fault.Permanent(err) {
		next, count = items[0].looked(fact, r.now(), r.pace, done)
		err = nil
	}
	switch written := r.store.Write(ctx, next, items[0].Version); {
	case fault.KindOf(written) == fault.Conflict:
		count = &done.Others
	case written != nil:
		return nil, written
	}
	*count++
	return err, nil
}

// everybodys reports whether a look-up of any other contact would fail alike.
func everybodys(err error) bool {
	switch fault.KindOf(err) {
	case fault.Throttled, fault.Unavailable, fault.Unauthorized:
		return true
	}
	return false
}

// lookAgain is for how long a contact over which Connect stumbles is left alone.
const lookAgain = time.Hour

// stumbled is the item to be looked up later, so that it is not the first of all
// each time.
func (i Item) stumbled(now time.Time) Item {
	i.OpenAt = now.Add(lookAgain)
	return i.next(now)
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
