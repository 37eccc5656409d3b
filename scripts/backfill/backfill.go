// Package backfill fills the index of callers from Salesforce before anybody
// calls: it reads everybody with a telephone number, page by page, into a
// journal, and then writes an entry for each number. It can be stopped at any
// time, and goes on from its journal.
package backfill

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tieline/shared/caller"
)

// Org is Salesforce.
type Org interface {
	// Count returns how many records of an object have a phone field that counts.
	Count(ctx context.Context, object string, in caller.Scope) (int, error)

	// Scan returns such records in the order of their ids, at most size of those
	// above after, "" being before all. It may return fewer although there are
	// more; none at all is the end.
	Scan(ctx context.Context, object, after string, in caller.Scope, size int) ([]caller.Record, error)
}

// Index keeps entries. A fault of kind Conflict says that it knows better, or that
// somebody else writes about one of the entry's records at this moment.
type Index interface {
	Fill(ctx context.Context, e caller.Entry) error
}

// Use is how many calls the org has had in 24 hours, by its last answer, of how
// many it may have; zero while nobody knows.
type Use struct{ Used, Limit int }

// Task is one backfill.
type Task struct {
	Name    string // of the org and the index: a journal of others is of no use
	Org     Org
	Index   Index
	Use     func() Use
	Share   int // percent of the org's calls that may be used up, by whomever
	Scope   caller.Scope
	Journal string        // path of the file
	Serves  time.Duration // how long an entry may serve: an older journal is of no use
	Now     func() time.Time
	Show    func(Progress) // hears after every step
}

// Result is what came of a backfill, with the runs before this one.
type Result struct {
	Records  int
	Numbers  int
	Filled   int // entries written; of the other numbers the index knew better
	Unusable []Unusable
}

// ErrShare is that no more of the org's calls may be taken for now.
var ErrShare = errors.New("the share of the org's daily calls that a backfill may use is used up")

// pageSize is the most records that Salesforce gives at once (REST API guide,
// "Query Options Header").
const pageSize = 2000

// skew is by how much this machine's clock may be ahead of the others', so that
// no change is taken for seen that was made after the reading.
const skew = 5 * time.Minute

// Run does what is left of the task. The journal is removed when nothing is left;
// after an error, the same task goes on from it.
func (t Task) Run(ctx context.Context) (Result, error) {
	var p people
	j, err := t.open(ctx, p.add)
	if err != nil {
		return Result{}, err
	}
	defer j.file.Close()
	for _, object := range t.Scope.Objects {
		if err := t.read(ctx, j, object); err != nil {
			return Result{}, err
		}
	}
	numbers := p.byNumber()
	if err := t.fill(ctx, j, numbers); err != nil {
		return Result{}, err
	}
	return Result{p.records, len(numbers), j.filled.Entries, p.unusable}, j.remove()
}

// read brings what is left of an object into the journal.
func (t Task) read(ctx context.Context, j *journal, object string) error {
	if j.ended[object] {
		return nil
	}
	if err := t.afford(); err != nil {
		return err
	}
	total, err := t.Org.Count(ctx, object, t.Scope)
	if err != nil {
		return fmt.Errorf("read the org: %w", err)
	}
	meter := t.meter("read "+object, j.count[object], total)
	for !j.ended[object] {
		if err := t.afford(); err != nil {
			return err
		}
		found, err := t.Org.Scan(ctx, object, j.last[object], t.Scope, pageSize)
		if err != nil {
			return fmt.Errorf("read the org: %w", err)
		}
		if err := j.write(t.page(object, found)...); err != nil {
			return err
		}
		meter(j.count[object])
	}
	return nil
}

// page are the lines that say what was found of an object.
func (t Task) page(object string, found []caller.Record) []line {
	if len(found) == 0 {
		return []line{{Ended: object}}
	}
	lines := make([]line, len(found))
	for n, r := range found {
		lines[n].Person = sift(r, t.Scope.Region)
	}
	return lines
}

// afford returns ErrShare if one more call would pass the share. Only an answer
// tells how much is used, so the first call of a run is always made.
func (t Task) afford() error {
	if u := t.Use(); u.Limit > 0 && 100*(u.Used+1) > t.Share*u.Limit {
		return ErrShare
	}
	return nil
}
