package contact

import (
	"context"
	"fmt"
	"time"

	"tieline/shared/fault"
)

// erased is the item without anything of the person. It stays for as long as a
// late fact could come, which it does not take in.
func (i Item) erased(now time.Time, p Pace) Item {
	gone := Item{State: State{ID: i.ID}, Version: i.Version, Erased: now, ExpiresAt: now.Add(max(p.Keep, recordsCome))}
	return gone.next(now)
}

// recordsCome is how long a contact's record may be delivered again: it is
// available for 24 months from the contact's initiation (Amazon Connect
// administrator guide, "Data model for contact records"). One that comes after
// that, of a contact that began before, is none.
const recordsCome = 2 * 366 * 24 * time.Hour

// Eraser erases contacts from the table. Salesforce's records are Salesforce's.
type Eraser struct {
	store Store
	pace  Pace
	now   func() time.Time
}

// NewEraser returns an Eraser over its store. Of the pace it needs Keep.
func NewEraser(s Store, p Pace, now func() time.Time) *Eraser { return &Eraser{s, p, now} }

// Erase erases a contact, also one that the table does not know: its facts may
// be on their way. It reports whether there was anything to erase. One that is
// erased already stays as it is.
func (e *Eraser) Erase(ctx context.Context, id string) (found bool, err error) {
	if !ValidID(id) {
		return false, fault.Errorf(fault.Invalid, "no usable contact id")
	}
	for range attempts {
		item := Item{State: State{ID: id}}
		held, err := e.store.Read(ctx, id)
		if err != nil {
			return false, fmt.Errorf("erase contact %s: %w", id, err)
		}
		if len(held) > 0 {
			item = held[0]
		}
		if !item.Erased.IsZero() {
			return false, nil
		}
		err = e.store.Write(ctx, item.erased(e.now(), e.pace), item.Version)
		if fault.KindOf(err) != fault.Conflict {
			return len(held) > 0, err
		}
	}
	return false, fault.Errorf(fault.Conflict, "contact %s was written by others %d times", id, attempts)
}
