// Package caller is the domain of who is calling: telephone numbers, the
// Salesforce records that bear them, which of these to pop, and how long an
// answer found before may serve again. It knows nothing of Lambda, AWS, logging
// or the Salesforce API.
package caller

import (
	"context"
	"errors"
	"time"
)

// Record is a Salesforce record that may be the caller's.
type Record struct {
	Object        string            // Contact, Lead or Account
	ID            string            // 18 characters
	Name          string            // of the person, or of the company
	AccountID     string            // of a Contact; of an Account its own
	AccountName   string            // of a Lead the company, which is no Account yet
	PersonContact string            // of a person account: the id of the Contact that is the same person
	Phones        []Phone           // every phone field that is filled
	Emails        []string          // every e-mail field's value, as somebody typed it
	Modified      time.Time         // by anybody, last
	Fields        map[string]string // what else an admin wants flows to know, by the key of the answer
}

// Phone is a phone field's value, as somebody typed it.
type Phone struct{ Field, Value string }

// Query is what a Directory is asked.
type Query struct {
	Clue      Clue
	Spellings []string // ways to write the clue's number; nil of other clues
	Scope     Scope
}

// Directory finds records: Salesforce.
type Directory interface {
	// Search finds the records of the scope's objects that seem to bear the clue,
	// at most the scope's limit of each object. Search engines match fragments and
	// extensions, too: the caller must look at the phones. Where there is nothing
	// that could be asked, it makes no call, and returns ErrNotAsked.
	Search(ctx context.Context, q Query) (Found, error)
}

// Found is what a Directory found.
type Found struct {
	Records []Record
	Narrow  bool // found without fields that were asked for, as the org lacks one of them
}

// ErrNotAsked is in the chain of a search's error if the Directory was not
// called, so that nothing is known of how it fares.
var ErrNotAsked = errors.New("not asked")

// Index keeps what was found, by a clue's key.
type Index interface {
	// Read returns the entry of a key, the zero Entry if there is none.
	Read(ctx context.Context, key string) (Entry, error)

	// Fill keeps an entry, unless what it says of the key or of one of its
	// records was changed after FilledAt, or was found later than that. Then it
	// returns a fault of kind Conflict.
	Fill(ctx context.Context, e Entry) error
}

// Guard says whether Salesforce may be asked at all, and hears how it went.
type Guard interface {
	// Enter reports false while Salesforce is known to be closed, to us or to
	// anybody else. If it is open and the call was made, leave must be told how it
	// went; it may be told late, and returns why nobody else will know of it.
	Enter(ctx context.Context) (leave func(ctx context.Context, call error) error, open bool)
}

// Scope is where to look, and for what. All of it but Known comes from parameters.
type Scope struct {
	Region  string   // of numbers typed without a country code (ISO 3166-1)
	Objects []string // the preferred one first
	Phones  []string // names of the phone fields that count, the preferred one first
	Limit   int      // records of each object
	Fields  []Field  // what else to fetch
	Known   Schema   // what the org has; nil if nobody has looked yet
}

// Field is a field of an object that flows are told of as a key of the answer.
type Field struct{ Object, Name, Key string }

// Schema lists the fields that the org shows us, by object. It may hold more
// than is ever asked for.
type Schema map[string][]string
