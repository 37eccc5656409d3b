package contact

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"tieline/shared/fault"
)

// Writer tells Salesforce what is due.
type Writer struct {
	store Store
	crm   CRM
	pace  Pace
	now   func() time.Time
}

// NewWriter returns a Writer over its ports.
func NewWriter(s Store, c CRM, p Pace, now func() time.Time) *Writer {
	return &Writer{s, c, p, now}
}

// SyncOutcome is what came of showing a contact to Salesforce.
type SyncOutcome string

// The outcomes.
const (
	Synced    SyncOutcome = "synced"
	Unlinked  SyncOutcome = "unlinked"  // taken without a link that was refused
	Postponed SyncOutcome = "postponed" // not taken, and due again
	Rejected  SyncOutcome = "rejected"  // refused for good
	Overtaken SyncOutcome = "overtaken" // others changed the contact meanwhile, and settle it
)

// Settled is what came of one contact that was due.
type Settled struct {
	ID      string
	Version int64 // that was shown
	Outcome SyncOutcome
	Reason  error // why it was not simply taken
	Tries   int   // in vain, since Salesforce last took it
}

// Sync brings Salesforce up to date with those of the contacts that are due,
// and returns what came of each of them. What is no contact's id is ignored.
// Its error is the table's, never Salesforce's: what Salesforce does not take
// is noted in the item, which is due again or rejected.
func (w *Writer) Sync(ctx context.Context, ids []string) ([]Settled, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	ids = slices.DeleteFunc(ids, func(id string) bool { return !ValidID(id) })
	var all []Settled
	var errs []error
	for batch := range slices.Chunk(ids, MaxUpsert) {
		settled, err := w.sync(ctx, batch)
		all, errs = append(all, settled...), append(errs, err)
	}
	return all, errors.Join(errs...)
}

func (w *Writer) sync(ctx context.Context, ids []string) ([]Settled, error) {
	items, err := w.store.Read(ctx, ids...)
	if err != nil {
		return nil, fmt.Errorf("read %d contacts: %w", len(ids), err)
	}
	now := w.now()
	items = slices.DeleteFunc(items, func(i Item) bool { return !i.Due(now) })
	if len(items) == 0 {
		return nil, nil
	}
	var all []Settled
	var errs []error
	for n, answer := range w.crm.Upsert(ctx, items) {
		next, outcome := items[n].settled(answer, w.now(), w.pace)
		if err := w.settle(ctx, items[n], next); fault.KindOf(err) == fault.Conflict {
			outcome = Overtaken
		} else if err != nil {
			errs = append(errs, err)
			continue
		}
		all = append(all, Settled{items[n].ID, items[n].Version, outcome, answer, next.Failures})
	}
	return all, errors.Join(errs...)
}

// settle notes Salesforce's answer, on condition that the item is still the
// one that was sent. If it is not, which is a Conflict, nothing is to be done:
// whoever changed it has settled it, or left it due and rings. So it is when
// another writer was ahead of us and the answer is Superseded; that one holds and
// rejects the item only if the table has been restored from a backup, and people
// must look.
func (w *Writer) settle(ctx context.Context, sent, next Item) error {
	if err := w.store.Write(ctx, next, sent.Version); err != nil {
		return fmt.Errorf("settle contact %s: %w", sent.ID, err)
	}
	return nil
}

// settled is the item once Salesforce has answered.
func (i Item) settled(answer error, now time.Time, p Pace) (Item, SyncOutcome) {
	switch {
	case answer == nil:
		return i.synced(now, p), Synced
	case fault.KindOf(answer) == fault.Incomplete:
		return i.unlinked(now, p), Unlinked
	case fault.Permanent(answer):
		return i.rejected(answer, now), Rejected
	}
	return i.postponed(now, p), Postponed
}
