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

// Sync brings Salesforce up to date with those of the contacts that are due.
// Its error is the table's, never Salesforce's: what Salesforce does not take
// is noted in the item, which is due again or rejected.
func (w *Writer) Sync(ctx context.Context, ids []string) error {
	var errs []error
	for batch := range slices.Chunk(slices.Compact(slices.Sorted(slices.Values(ids))), MaxUpsert) {
		errs = append(errs, w.sync(ctx, batch))
	}
	return errors.Join(errs...)
}

func (w *Writer) sync(ctx context.Context, ids []string) error {
	items, err := w.store.Read(ctx, ids...)
	if err != nil {
		return fmt.Errorf("read %d contacts: %w", len(ids), err)
	}
	now := w.now()
	items = slices.DeleteFunc(items, func(i Item) bool { return !i.Due(now) })
	if len(items) == 0 {
		return nil
	}
	var errs []error
	for n, answer := range w.crm.Upsert(ctx, items) {
		errs = append(errs, w.settle(ctx, items[n], answer))
	}
	return errors.Join(errs...)
}

// settle notes Salesforce's answer, on condition that the item is still the
// one that was sent. If it is not, nothing is to be done: whoever changed it
// has settled it, or left it due and rings. So it is when another writer was
// ahead of us and the answer is Superseded; that one holds and rejects the item
// only if the table has been restored from a backup, and people must look.
func (w *Writer) settle(ctx context.Context, sent Item, answer error) error {
	var next Item
	switch {
	case answer == nil:
		next = sent.synced(w.now(), w.pace)
	case fault.KindOf(answer) == fault.Incomplete:
		next = sent.unlinked(w.now(), w.pace)
	case fault.Permanent(answer):
		next = sent.rejected(answer, w.now())
	default:
		next = sent.postponed(w.now(), w.pace)
	}
	err := w.store.Write(ctx, next, sent.Version)
	if err == nil || fault.KindOf(err) == fault.Conflict {
		return nil
	}
	return fmt.Errorf("settle contact %s: %w", sent.ID, err)
}
