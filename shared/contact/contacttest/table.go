// Package contacttest has a table of contacts in memory, that answers as the one
// on DynamoDB does, and the suite of behaviours that both must show.
package contacttest

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"sync"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

var (
	_ contact.Store  = (*Table)(nil)
	_ contact.Agenda = (*Table)(nil)
)

// The operations, as the hooks of a Table hear them.
const (
	OpRead     = "read" // of one item, be it among others
	OpWrite    = "write"
	OpPop      = "pop"
	OpDue      = "due"
	OpOpen     = "open"
	OpRejected = "rejected"
	OpScan     = "scan"
)

// Options are how a Table is, and where it fails. The zero one has one shard, no
// lag and no faults.
type Options struct {
	Shards    int              // of the indexes; none is one
	Hold      time.Duration    // from a pop until Salesforce hears of it, if nothing sooner
	Now       func() time.Time // for pops and Lag
	LagWrites int              // how many writes the indexes are behind
	Lag       time.Duration    // how long they are behind, on the clock
	// Before hears of each operation, with the item's id if it is of one, and
	// stops it by an error. After hears of each that was done; its error hides
	// that, as a reply that is lost does. Neither may ask the Table.
	Before, After func(op, id string) error
}

// Counts are of operations on items.
type Counts struct {
	Reads     int // items asked for, found or not
	Writes    int // conflicts included
	Conflicts int // writes whose condition did not hold
	Pops      int // those included that a later one, or an erasure, forestalls
	Queries   int // one per shard of an index
}

// Table is a table of contacts in memory. It is safe for concurrent use.
type Table struct {
	Options
	mu     sync.Mutex
	items  map[string]string // packed, by id
	sync   index             // by-sync: what is due, and what was rejected
	open   index             // by-open
	behind []change          // of the indexes
	counts Counts
}

// NewTable returns an empty Table.
func NewTable(o Options) *Table {
	o.Shards = max(1, o.Shards)
	return &Table{Options: o, items: map[string]string{}, sync: index{}, open: index{}}
}

// Counts returns what was counted so far.
func (t *Table) Counts() Counts {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.counts
}

// Read returns those of the items that exist. To ask for one twice is a fault, as
// it is in DynamoDB (API reference, BatchGetItem).
func (t *Table) Read(_ context.Context, ids ...string) (items []contact.Item, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(slices.Compact(slices.Sorted(slices.Values(ids)))) < len(ids) {
		return nil, fault.Errorf(fault.Unknown, "%d contacts are asked for, and some twice", len(ids))
	}
	for _, id := range ids {
		t.counts.Reads++
		err := t.do(OpRead, id, func() error {
			if packed, there := t.items[id]; there {
				items = append(items, unpacked(packed))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return items, nil
}

// Write stores the item if the stored one has version was, 0 meaning that there
// is none. Otherwise it returns a fault of kind Conflict; and of kind Invalid
// for an item that is too large.
func (t *Table) Write(_ context.Context, item contact.Item, was int64) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.counts.Writes++
	return t.do(OpWrite, item.ID, func() error {
		packed, there := t.items[item.ID]
		if there != (was != 0) || there && unpacked(packed).Version != was {
			t.counts.Conflicts++
			return fault.Errorf(fault.Conflict, "contact %s is not at version %d", item.ID, was)
		}
		return t.put(item)
	})
}

// Scan shows every item, until each wants no more.
func (t *Table) Scan(_ context.Context, each func(contact.Item) (more bool)) error {
	t.mu.Lock()
	ids := slices.Sorted(maps.Keys(t.items))
	err := t.do(OpScan, "", func() error { return nil })
	t.mu.Unlock()
	if err != nil {
		return err
	}
	for _, id := range ids {
		t.mu.Lock()
		packed, there := t.items[id]
		t.mu.Unlock()
		if there && !each(unpacked(packed)) {
			return nil
		}
	}
	return nil
}

// Expire forgets what the table may forget at now, and returns how many items
// those were.
func (t *Table) Expire(now time.Time) (forgotten int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for id, packed := range t.items {
		if i := unpacked(packed); !i.ExpiresAt.IsZero() && !i.ExpiresAt.After(now) {
			delete(t.items, id)
			t.log(change{id: id})
			forgotten++
		}
	}
	return forgotten
}

// do is an operation between its hooks.
func (t *Table) do(op, id string, act func() error) error {
	if t.Before != nil {
		if err := t.Before(op, id); err != nil {
			return err
		}
	}
	if err := act(); err != nil || t.After == nil {
		return err
	}
	return t.After(op, id)
}

// maxItem is about what the table on DynamoDB takes, in bytes.
const maxItem = 390_000

func (t *Table) put(item contact.Item) error {
	item = stored(item)
	packed := packed(item)
	if len(packed) > maxItem {
		return fault.Errorf(fault.Invalid, "contact %s would be %d bytes", item.ID, len(packed))
	}
	if unwritable(reflect.ValueOf(&item.State).Elem()) {
		return fault.Errorf(fault.Invalid, "contact %s has a time that JSON has no form for", item.ID)
	}
	t.items[item.ID] = packed
	t.log(changeOf(item))
	return nil
}

// stored is an item as the table keeps it: with times in milliseconds, that of
// expiry in seconds, and on one list at most.
func stored(i contact.Item) contact.Item {
	for _, at := range []*time.Time{&i.DueAt, &i.Rejected.At, &i.Unlinked, &i.OpenAt, &i.Erased} {
		*at = at.UTC().Truncate(time.Millisecond)
	}
	i.ExpiresAt = i.ExpiresAt.UTC().Truncate(time.Second)
	switch {
	case !i.DueAt.IsZero():
		i.Rejected, i.ExpiresAt = contact.Refusal{}, time.Time{}
	case i.Rejected != contact.Refusal{}:
		i.ExpiresAt = time.Time{}
	}
	return i
}
