package caller_test

import (
	"context"
	"time"

	"tieline/shared/caller"
)

// directory answers every search alike.
type directory struct {
	records []caller.Record
	narrow  bool
	err     error
	asked   []caller.Query
	hangs   bool
	during  func() // what happens while it searches
}

func (d *directory) Search(ctx context.Context, q caller.Query) (caller.Found, error) {
	d.asked = append(d.asked, q)
	if d.hangs {
		<-ctx.Done()
		return caller.Found{}, ctx.Err()
	}
	if d.during != nil {
		d.during()
	}
	return caller.Found{Records: d.records, Narrow: d.narrow}, d.err
}

// index holds one entry.
type index struct {
	entry         caller.Entry
	readErr, fill error
	hangs         bool
	read          []string
	filled        []caller.Entry
}

func (i *index) Read(ctx context.Context, key string) (caller.Entry, error) {
	i.read = append(i.read, key)
	if i.hangs {
		<-ctx.Done()
		return caller.Entry{}, ctx.Err()
	}
	return i.entry, i.readErr
}

func (i *index) Fill(_ context.Context, e caller.Entry) error {
	i.filled = append(i.filled, e)
	return i.fill
}

// guard hears how calls went.
type guard struct {
	closed, hangs bool
	err           error
	told          []error
}

func (g *guard) Enter(ctx context.Context) (func(context.Context, error) error, bool) {
	if g.hangs {
		<-ctx.Done()
	}
	return func(_ context.Context, call error) error {
		g.told = append(g.told, call)
		return g.err
	}, !g.closed
}

// desk is a Finder with its fakes, at noon.
type desk struct {
	*caller.Finder
	directory directory
	index     index
	guard     guard
	now       time.Time
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func newDesk() *desk {
	d := desk{now: noon}
	d.Finder = caller.NewFinder(&d.directory, &d.index, &d.guard, func() time.Time { return d.now })
	return &d
}

var terms = caller.Terms{Scope: scope, Ages: caller.Ages{
	Fresh: 15 * time.Minute, Relayed: 12 * time.Hour, None: time.Minute, Stale: 24 * time.Hour,
}}

// entry is what was found so long ago.
func entry(ago time.Duration, change func(*caller.Entry)) caller.Entry {
	e := caller.NewEntry(byNumber, []caller.Record{record("Contact 003A", "Phone", typed)}, scope, noon.Add(-ago))
	if change != nil {
		change(&e)
	}
	return e
}
