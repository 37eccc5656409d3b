package contact

import (
	"context"
	"time"
)

// Store keeps items.
type Store interface {
	// Read returns those of the items that exist, in any order. It sees every
	// write that was finished before it.
	Read(ctx context.Context, ids ...string) ([]Item, error)

	// Write stores the item if the stored one has version was, 0 meaning that
	// there is none. If not, it returns a fault of kind Conflict.
	Write(ctx context.Context, item Item, was int64) error
}

// Agenda lists what is due. It may lag behind the Store.
type Agenda interface {
	// Due returns the ids of at most limit items that were due at now, and since
	// when the first of all was.
	Due(ctx context.Context, now time.Time, limit int) (ids []string, since time.Time, err error)
}

// Doorbell asks for contacts to be synced. It is a hint: it may get lost or
// be doubled, and carries no state.
type Doorbell interface {
	// Ring is heard after delay, at once if that is not positive.
	Ring(ctx context.Context, delay time.Duration, ids ...string) error
}

// CRM shows contacts to people: Salesforce.
type CRM interface {
	// Upsert creates or updates the records of at most MaxUpsert items, each by
	// its id, and returns one error per item. It answers Superseded for an item
	// whose version is below the one it holds, and Incomplete for one that it
	// took without a link, to the chain's first contact or to the customer, whose
	// target it does not hold, or not yet. After any other error the item may have been taken, or may still be.
	Upsert(ctx context.Context, items []Item) []error
}

// MaxUpsert is the most records in one call (Salesforce sObject Collections).
const MaxUpsert = 200
