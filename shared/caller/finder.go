package caller

import (
	"context"
	"errors"
	"time"
)

// Status says what was found; the words are those that flows branch on.
type Status string

// The statuses.
const (
	Hit      Status = "HIT"      // one person is the caller
	Multi    Status = "MULTI"    // several may be
	None     Status = "NONE"     // nobody bears the clue
	Anon     Status = "ANON"     // there is no clue to look for
	Degraded Status = "DEGRADED" // it could not be looked for
)

// The sources of a Decision.
const (
	FromIndex      = "index"      // what was found before, and may serve as new
	FromSalesforce = "salesforce" // the Directory
	FromStale      = "stale"      // what was found before, as the Directory fails
)

// MaxCandidates is the most records of a Decision: agents choose among few.
const MaxCandidates = 5

// Terms are those of one look-up.
type Terms struct {
	Scope Scope
	Ages  Ages
	// The event relay tells us of every change from RelaySince on, and is known to
	// be alive until RelayUntil; zero if it never was.
	RelaySince, RelayUntil time.Time
	// Provisional is set if the parameters in force are not known and these are the
	// defaults: nothing is kept of what is found by them, and that nobody is found
	// says nothing.
	Provisional bool
}

// Decision is what to pop.
type Decision struct {
	Status   Status
	Clue     Clue
	Records  []Record      // of a Hit the one, of a Multi at most MaxCandidates, the preferred one first; minimal as in an Entry
	Count    int           // of all persons that bear the clue
	Reason   Reason        // why it is Anon, Degraded or stale
	Source   string        // FromIndex, FromSalesforce (also if it failed) or FromStale; "" if nobody was asked
	Age      time.Duration // of what the index had
	Err      error         // the Directory's, for the log
	IndexErr error         // the Index's, for the log

	pending *pending
}

// Finder finds callers: in the Index or else, if the Guard lets it, in the
// Directory.
type Finder struct {
	directory Directory
	index     Index
	guard     Guard
	now       func() time.Time
}

// NewFinder returns a Finder.
func NewFinder(d Directory, i Index, g Guard, now func() time.Time) *Finder {
	return &Finder{d, i, g, now}
}

// Find decides what to pop for a clue. It always decides: whatever fails or is
// late makes it older or Degraded. Pass the Decision to Settle once it is
// answered.
func (f *Finder) Find(ctx context.Context, c Clue, t Terms) Decision {
	d := Decision{Clue: c}
	if c.Kind == "" {
		d.Status, d.Reason = Anon, NoEndpoint
		return d
	}
	var known Entry
	known, d.IndexErr = f.read(ctx, c)
	if now := f.now(); known.fresh(c, t, now) {
		return d.serve(known, FromIndex, t.Scope, now)
	}
	leave, open := f.enter(ctx)
	if !open {
		return f.fallBack(d, known, Closed, t)
	}
	d.pending = &pending{leave: leave}
	return f.search(ctx, d, known, t)
}

// search asks the Directory.
func (f *Finder) search(ctx context.Context, d Decision, known Entry, t Terms) Decision {
	began := f.now()
	found, err := f.directory.Search(ctx, query(d.Clue, t.Scope))
	d.pending.call, d.Err = err, err
	if errors.Is(err, ErrNotAsked) {
		return f.fallBack(d, known, reasonOf(err), t)
	}
	d.Source = FromSalesforce
	if err != nil {
		return f.fallBack(d, known, reasonOf(err), t)
	}
	e := NewEntry(d.Clue, found.Records, t.Scope, began)
	e.Brief = found.Narrow
	switch {
	case e.Status == Degraded:
		return f.fallBack(d, known, TooMany, t)
	case !t.Provisional:
		d.pending.fill = e
	case e.Status == None:
		return f.fallBack(d, known, Untuned, t)
	}
	return d.serve(e, FromSalesforce, t.Scope, began)
}

func query(c Clue, in Scope) Query {
	q := Query{Clue: c, Scope: in}
	if c.Kind == ByNumber {
		q.Spellings = c.Number.Spellings(in.Region)
	}
	return q
}

// read returns what the index has. An index that fails has nothing.
func (f *Finder) read(ctx context.Context, c Clue) (Entry, error) {
	key := c.Key()
	if key == "" {
		return Entry{}, nil
	}
	ctx, cancel := part(ctx)
	defer cancel()
	e, err := f.index.Read(ctx, key)
	if err != nil {
		return Entry{}, err
	}
	return e, nil
}

func (f *Finder) enter(ctx context.Context) (func(context.Context, error) error, bool) {
	ctx, cancel := part(ctx)
	defer cancel()
	return f.guard.Enter(ctx)
}

// part ends after a third of the time that is left, so that a table that hangs
// leaves enough for the search.
func part(ctx context.Context) (context.Context, context.CancelFunc) {
	end, bounded := ctx.Deadline()
	if !bounded {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, time.Until(end)/3)
}

// fallBack serves what was found before, if it is not too old.
func (f *Finder) fallBack(d Decision, known Entry, why Reason, t Terms) Decision {
	d.Reason = why
	if now := f.now(); known.stale(t, now) {
		return d.serve(known, FromStale, t.Scope, now)
	}
	d.Status = Degraded
	return d
}

func (d Decision) serve(e Entry, source string, in Scope, now time.Time) Decision {
	d.Status, d.Count, d.Source, d.Age = e.Status, e.Count, source, e.age(now)
	for _, r := range e.Records {
		d.Records = append(d.Records, in.minimal(r))
	}
	return d
}
