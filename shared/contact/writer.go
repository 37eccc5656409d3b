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
	WriterPorts
	pace Pace
	now  func() time.Time
}

// WriterPorts are what a Writer needs.
type WriterPorts struct {
	Store     Store
	CRM       CRM
	Gate      Gate
	Directory Directory
	Terms     Terms
	Tight     func() bool // whether the org's calls are nearly used up, so that drafts wait
}

// NewWriter returns a Writer over its ports. Of the pace it needs Backoff and Keep.
func NewWriter(ports WriterPorts, p Pace, now func() time.Time) *Writer {
	return &Writer{ports, p, now}
}

// SyncOutcome is what came of showing a contact to Salesforce.
type SyncOutcome string

// The outcomes.
const (
	Synced    SyncOutcome = "synced"
	Unlinked  SyncOutcome = "unlinked"  // taken without a link
	Postponed SyncOutcome = "postponed" // not taken, and due again
	Deferred  SyncOutcome = "deferred"  // a draft, not offered while calls are few, and due again
	Rejected  SyncOutcome = "rejected"  // refused for good
	Overtaken SyncOutcome = "overtaken" // others changed the contact meanwhile, and settle it
	Unseen    SyncOutcome = "unseen"    // not for Salesforce: a supervisor's
	Held      SyncOutcome = "held"      // Salesforce is left alone, or failed as a whole: it is due as before
)

// Settled is what came of one contact that was due.
type Settled struct {
	ID      string
	Version int64 // that was shown
	Outcome SyncOutcome
	Reason  error // why it was not simply taken
	Tries   int   // in vain, since Salesforce last took it
}

// Round is what came of all contacts of one Sync.
type Round struct {
	Settled []Settled
	Unknown IDs     // who was to be named, and nobody knows
	Faults  []error // that cost no contact its turn: names that could not be looked up, a call of which the gate will not know
}

// Sync brings Salesforce up to date with those of the contacts that are due,
// and returns what came of each of them. What is no contact's id is ignored.
// Its error is the Store's, never Salesforce's: what Salesforce does not take
// is noted in the item, which is due again or rejected, and what it did not
// hear of is due as before.
func (w *Writer) Sync(ctx context.Context, ids []string) (Round, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	ids = slices.DeleteFunc(ids, func(id string) bool { return !ValidID(id) })
	if len(ids) == 0 {
		return Round{}, nil
	}
	items, err := w.Store.Read(ctx, ids...)
	if err != nil {
		return Round{}, fmt.Errorf("read %d contacts: %w", len(ids), err)
	}
	now := w.now()
	items = slices.DeleteFunc(items, func(i Item) bool { return !i.Due(now) })
	items, round, err := w.putOff(ctx, items)
	errs := []error{err}
	// Of many rings few may be news: what is due is counted off, so that calls are full.
	for batch := range slices.Chunk(items, MaxUpsert) {
		errs = append(errs, w.show(ctx, batch, &round))
	}
	return round, errors.Join(errs...)
}

// show shows what is due in one call, if Salesforce is not to be left alone.
func (w *Writer) show(ctx context.Context, items []Item, round *Round) error {
	shown := w.name(ctx, items, round)
	leave, open := w.Gate.Enter(ctx)
	if !open {
		round.hold(items, nil)
		return nil
	}
	answers := w.CRM.Upsert(ctx, shown)
	err := w.settleAll(ctx, shown, answers, round)
	if unheard := leave(ctx, verdict(answers)); unheard != nil {
		round.Faults = append(round.Faults, fmt.Errorf("tell the gate of a call: %w", unheard))
	}
	return err
}

// hold notes contacts that stay due as they are.
func (r *Round) hold(items []Item, reason error) {
	for _, i := range items {
		r.Settled = append(r.Settled, Settled{i.ID, i.Version, Held, reason, i.Failures})
	}
}

// putOff settles what is not to be offered now, and returns the others: drafts
// wait while calls are few, and a contact may have been made due, by its flow,
// that turned out to be nobody's.
func (w *Writer) putOff(ctx context.Context, items []Item) (left []Item, round Round, err error) {
	tight := w.Tight()
	var errs []error
	for _, i := range items {
		switch v := i.View(); {
		case !i.Shown():
			errs = append(errs, w.settle(ctx, i, i.synced(w.now(), w.pace), Unseen, nil, &round))
		case tight && !v.Final && !v.Lapsed:
			errs = append(errs, w.settle(ctx, i, i.deferred(w.now()), Deferred, nil, &round))
		default:
			left = append(left, i)
		}
	}
	return left, round, errors.Join(errs...)
}

// settleAll notes Salesforce's answers.
func (w *Writer) settleAll(ctx context.Context, shown []Showing, answers []Answer, round *Round) error {
	var errs []error
	for n, a := range answers {
		item := shown[n].Item
		if a.Held {
			round.hold([]Item{item}, a.Fault)
			continue
		}
		if a.Fault == nil && shown[n].unnamed {
			a.Fault = fault.Errorf(fault.Incomplete, "nobody knows the agent's user")
		}
		next, outcome := item.settled(a.Fault, w.now(), w.pace, shown[n].linkWait())
		errs = append(errs, w.settle(ctx, item, next, outcome, a.Fault, round))
	}
	return errors.Join(errs...)
}

// settle writes what came of an item, on condition that it is still the
// one that was sent. If it is not, which is a Conflict, nothing is to be done:
// whoever changed it has settled it, or left it due and rings. So it is when
// another writer was ahead of us and the answer is Superseded; that one holds and
// rejects the item only if the table has been restored from a backup, and people
// must look.
func (w *Writer) settle(ctx context.Context, sent, next Item, outcome SyncOutcome, reason error, round *Round) error {
	err := w.Store.Write(ctx, next, sent.Version)
	if fault.KindOf(err) == fault.Conflict {
		outcome = Overtaken
	} else if err != nil {
		return fmt.Errorf("settle contact %s: %w", sent.ID, err)
	}
	round.Settled = append(round.Settled, Settled{sent.ID, sent.Version, outcome, reason, next.Failures})
	return nil
}

// settled is the item once Salesforce has answered.
func (i Item) settled(answer error, now time.Time, p Pace, link time.Duration) (Item, SyncOutcome) {
	switch {
	case answer == nil:
		return i.synced(now, p), Synced
	case fault.KindOf(answer) == fault.Incomplete:
		return i.unlinked(now, p, link), Unlinked
	case fault.Permanent(answer):
		return i.rejected(answer, now), Rejected
	}
	return i.postponed(now, p), Postponed
}

// verdict is how a call went, for the gate: a call that failed, or one in which
// every record met a fault of rights or schema, as after a sandbox refresh. A
// single such record, alone or among others, is that record's own. So is a fault
// that nobody knows, if others of the call were taken: Salesforce is well, and
// something in those that are held makes it stumble.
func verdict(answers []Answer) error {
	var odd error
	taken, refused := false, 0
	for _, a := range answers {
		switch kind := fault.KindOf(a.Fault); {
		case a.Held && kind == fault.Unknown:
			odd = a.Fault
		case a.Held:
			return a.Fault
		case kind == "" || kind == fault.Incomplete:
			taken = true
		case kind == fault.Unauthorized:
			refused++
		}
	}
	switch {
	case refused > 1 && refused == len(answers):
		return answers[0].Fault
	case taken:
		return nil
	}
	return odd
}
