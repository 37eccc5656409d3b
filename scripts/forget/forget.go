// Package forget erases a person from what Tieline keeps: contacts, the index of
// callers, parked messages. What it erases it may be asked to erase again.
package forget

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"tieline/shared/caller"
	"tieline/shared/contact"
	"tieline/shared/parked"
)

// Person is whom to forget. One of the fields is set.
type Person struct {
	Contact string        // id of a contact
	Number  caller.Number // by which the person calls, or is called
	Record  string        // id of a Salesforce record, 18 characters
}

// Contacts is the table of contacts.
type Contacts interface {
	// Read returns those of the contacts that exist.
	Read(ctx context.Context, ids ...string) ([]contact.Item, error)

	// Scan calls each with all contacts, as long as it wants more.
	Scan(ctx context.Context, each func(contact.Item) (more bool)) error
}

// Eraser erases a contact, and says whether there was any, as contact.Eraser does.
type Eraser interface {
	Erase(ctx context.Context, id string) (found bool, err error)
}

// Index forgets entries by their keys and by the ids of records that are in them,
// and says how many.
type Index interface {
	Forget(ctx context.Context, keys, records []string) (int, error)
}

// Parked is the bucket of parked messages.
type Parked interface {
	List(ctx context.Context, function string, each func(parked.Message) (more bool)) error
	Read(ctx context.Context, key string) ([]byte, error)
	Remove(ctx context.Context, key string) error
}

// Ledger keeps how much was erased, and of nobody what.
type Ledger interface {
	CountErasure(ctx context.Context, contacts, entries, parked int) error
}

// Task is to forget a person.
type Task struct {
	Person   Person
	Contacts Contacts
	Eraser   Eraser
	Index    Index
	Parked   Parked
	Ledger   Ledger
	Show     func(part string, done, total int) // hears after every step; total is 0 while nobody knows
}

// Found is what there is of a person.
type Found struct {
	Contacts []string // ids
	Linked   []string // ids of other contacts of the same chains, which are somebody's too
	Keys     []string // of the index
	Records  []string // Salesforce's, that were popped
	Parked   []string // keys of the messages that speak of the person
}

// Erased is how much was erased.
type Erased struct {
	Contacts int
	Entries  int // of the index
	Parked   int
}

// Erase erases what was found. The contacts go last: what else there is of the
// person is found by them, so whoever was stopped can begin again. What was
// erased is counted also if the rest could not be.
func (t Task) Erase(ctx context.Context, f Found) (e Erased, err error) {
	err = t.erase(ctx, f, &e)
	if e != (Erased{}) {
		err = errors.Join(err, t.Ledger.CountErasure(context.WithoutCancel(ctx), e.Contacts, e.Entries, e.Parked))
	}
	return e, err
}

func (t Task) erase(ctx context.Context, f Found, e *Erased) (err error) {
	total := len(f.Parked) + len(f.Contacts)
	t.Show("erase", 0, total)
	for _, key := range f.Parked {
		if err := t.Parked.Remove(ctx, key); err != nil {
			return err
		}
		e.Parked++
		t.Show("erase", e.Parked, total)
	}
	if e.Entries, err = t.Index.Forget(ctx, f.Keys, f.Records); err != nil {
		return fmt.Errorf("forget in the index: %w", err)
	}
	for n, id := range f.Contacts {
		held, err := t.Eraser.Erase(ctx, id)
		if err != nil {
			return err
		}
		if held {
			e.Contacts++
		}
		t.Show("erase", len(f.Parked)+n+1, total)
	}
	return nil
}

// Find looks for all that there is of the person, and changes nothing.
func (t Task) Find(ctx context.Context) (Found, error) {
	items, err := t.contacts(ctx)
	if err != nil {
		return Found{}, err
	}
	f := t.found(items)
	f.Parked, err = t.parked(ctx, newTrace(f))
	return f, err
}

// found is what contacts tell of a person. A contact that is to be forgotten and
// that nobody knows is one of them: its facts may be on their way.
func (t Task) found(items []contact.Item) Found {
	contacts, linked, keys, records := set{}, set{}, set{}, set{}
	contacts.add(t.Person.Contact)
	keys.add(string(t.Person.Number))
	records.add(t.Person.Record)
	for _, i := range items {
		contacts.add(i.ID)
		v := i.View()
		linked.add(v.InitialID, v.PreviousID, v.NextID)
		keys.add(key(v))
		records.add(i.Pop.Contact, i.Pop.Lead)
		if i.Pop.Contact == "" {
			records.add(i.Pop.Account)
		}
	}
	maps.DeleteFunc(linked, func(id string, _ bool) bool { return contacts[id] })
	return Found{Contacts: contacts.sorted(), Linked: linked.sorted(), Keys: keys.sorted(), Records: records.sorted()}
}

type set map[string]bool

func (s set) add(all ...string) {
	for _, one := range all {
		if one != "" {
			s[one] = true
		}
	}
}

func (s set) sorted() []string { return slices.Sorted(maps.Keys(s)) }
