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

// Agenda lists what waits for the reconciler. It may lag behind the Store.
type Agenda interface {
	// Due returns the ids of at most limit items that were due at now, and since
	// when the first of all was.
	Due(ctx context.Context, now time.Time, limit int) (ids []string, since time.Time, err error)

	// Open returns the ids of at most limit items that were open before a time,
	// those open for longest first.
	Open(ctx context.Context, before time.Time, limit int) (ids []string, err error)
}

// Doorbell asks for contacts to be synced. It is a hint: it may get lost or
// be doubled, and carries no state.
type Doorbell interface {
	// Ring is heard after delay, at once if that is not positive.
	Ring(ctx context.Context, delay time.Duration, ids ...string) error
}

// CRM shows contacts to people: Salesforce.
type CRM interface {
	// Upsert creates or updates the records of at most MaxUpsert contacts, each
	// by its id, and returns one answer for each.
	Upsert(ctx context.Context, shown []Showing) []Answer
}

// MaxUpsert is the most records in one call (Salesforce sObject Collections).
const MaxUpsert = 200

// Answer is what Salesforce said of one contact. The fault is nil for one that
// it took; of kind Superseded for one whose version is below the one it holds,
// and Incomplete for one that it took without a link that it refused, to the
// chain's first contact, to the customer or to the agent. After any other the
// contact may have been taken, or may still be.
type Answer struct {
	Fault error
	Held  bool // the fault is the call's and not the record's, which nobody has judged
}

// Gate is the breaker before Salesforce, as breaker.Breaker is.
type Gate interface {
	// Enter reports false while Salesforce is to be left alone. Otherwise leave
	// must be told how the call went.
	Enter(ctx context.Context) (leave func(ctx context.Context, call error) error, open bool)
}

// Closing tells how the breaker stands, as breaker.Breaker does.
type Closing interface {
	// Closed returns until when nobody asks Salesforce: the zero time if it is
	// open, a time that has passed if whoever asks next asks first.
	Closed(ctx context.Context) (until time.Time, err error)
}

// Inquiry asks Amazon Connect about a contact: DescribeContact.
type Inquiry interface {
	// Describe returns what Connect says now, as a fact. It returns a fault of
	// kind NotFound for a contact that Connect does not know.
	Describe(ctx context.Context, id string) (State, error)
}

// Directory knows agents and queues by their ids.
type Directory interface {
	// Known returns what is known of them; who is not known is absent. Beside an
	// error it returns what it knows nonetheless, and always whether agents are
	// linked.
	Known(ctx context.Context, who IDs) (Names, error)
}

// IDs are those of agents and queues in Amazon Connect.
type IDs struct{ Agents, Queues []string }

// Names are what a Directory knows.
type Names struct {
	Agents map[string]Agent  // by id
	Queues map[string]string // names, by id
	Linked bool              // whether agents are linked to users of Salesforce at all
}

// Agent is an agent as others know it.
type Agent struct {
	Username string // in Connect
	User     string // id in Salesforce; "" if there is none
}
