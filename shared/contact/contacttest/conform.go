package contacttest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// Subject is a table of contacts that is to conform.
type Subject struct {
	Store  contact.Store
	Agenda contact.Agenda
	Pops   Pops
	Lists  Lists
	Shards int
	Hold   time.Duration // of the pops
	Now    time.Time     // the pops' clock, which stands; in whole milliseconds
	Settle func()        // returns once the indexes have caught up; nil if they are never behind
}

// Pops keeps what was popped, as dynamo.Pops does.
type Pops interface {
	Pop(ctx context.Context, contactID string, found contact.Pop) error
}

// Lists shows many items, until it is told that no more are wanted, as
// dynamo.Contacts does.
type Lists interface {
	Rejected(ctx context.Context, each func(contact.Item) (more bool)) error
	Scan(ctx context.Context, each func(contact.Item) (more bool)) error
}

// Conform tests that a table behaves as the domain needs it to. Open returns an
// empty one.
func Conform(t *testing.T, open func(t *testing.T) Subject) {
	for _, b := range behaviours {
		t.Run(b.name, func(t *testing.T) {
			for _, broken := range b.broken(t.Context(), open(t)) {
				t.Error(broken)
			}
		})
	}
}

// behaviour is what a table does, as a sentence.
type behaviour struct {
	name string
	try  func(*trial)
}

var behaviours = append(append(storing, listing...), popping...)

// broken returns what a table does otherwise.
func (b behaviour) broken(ctx context.Context, s Subject) []string {
	if s.Settle == nil {
		s.Settle = func() {}
	}
	r := &trial{Subject: s, ctx: ctx}
	b.try(r)
	return r.broken
}

// trial tries a table, and notes what is broken.
type trial struct {
	Subject
	ctx    context.Context
	broken []string
}

func (r *trial) failf(format string, args ...any) {
	r.broken = append(r.broken, fmt.Sprintf(format, args...))
}

// put writes items that are not there yet.
func (r *trial) put(items ...contact.Item) {
	for _, i := range items {
		r.write(i, 0, "")
	}
}

// write writes an item over version was, and expects a fault of that kind. A
// conflict may be with the write itself, whose reply was lost and which somebody
// below tried again: whoever writes must look, as the domain does.
func (r *trial) write(i contact.Item, was int64, want fault.Kind) {
	err := r.Store.Write(r.ctx, i, was)
	if want == "" && fault.KindOf(err) == fault.Conflict && r.read(i.ID).Version == i.Version {
		return
	}
	if fault.KindOf(err) != want {
		r.failf("write of %s over version %d: %v, want kind %q", i.ID, was, err, want)
	}
}

// holds expects the table to hold just these items of those ids.
func (r *trial) holds(want ...contact.Item) {
	for _, w := range want {
		if got := r.read(w.ID); got != w {
			r.failf("%s differs: %s", w.ID, difference(got, w))
		}
	}
}

// read returns the item of an id, the zero one if there is none.
func (r *trial) read(id string) contact.Item {
	found, err := r.Store.Read(r.ctx, id)
	if err != nil || len(found) > 1 {
		r.failf("read of %s: %d items, %v", id, len(found), err)
	}
	if len(found) == 0 {
		return contact.Item{}
	}
	return found[0]
}

// lists returns the ids that a list shows, as many as are wanted.
func (r *trial) lists(list func(context.Context, func(contact.Item) bool) error, most int) (shown []contact.Item) {
	r.Settle()
	err := list(r.ctx, func(i contact.Item) bool {
		shown = append(shown, i)
		return len(shown) < most
	})
	if err != nil {
		r.failf("list: %v", err)
	}
	return shown
}

// id names the items of a behaviour as contacts are named.
func id(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }

// bare is an item of nothing but its id and version.
func bare(n int, version int64) contact.Item {
	return contact.Item{State: contact.State{ID: id(n)}, Version: version}
}
