package backfill

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tieline/shared/caller"
	"tieline/shared/fault"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

var scope = caller.Scope{Region: "US", Objects: []string{"Contact", "Lead"}, Phones: []string{"Phone", "MobilePhone"}, Limit: 10}

var errStopped = errors.New("stopped")

// steps count what is asked of org and index; the one after left fails.
type steps struct {
	mu     sync.Mutex
	left   int // -1: as many as one likes
	reason error
}

func (s *steps) take() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.left == 0 {
		return s.reason
	}
	s.left--
	return nil
}

// fakeOrg answers from lists in the order of ids, some at a time.
type fakeOrg struct {
	*steps
	people map[string][]caller.Record
	most   int // records at once
	use    Use
	asked  []string
}

func (o *fakeOrg) Count(_ context.Context, object string, _ caller.Scope) (int, error) {
	o.asked = append(o.asked, "count "+object)
	o.use.Used++
	return len(o.people[object]), o.take()
}

func (o *fakeOrg) Scan(_ context.Context, object, after string, _ caller.Scope, size int) ([]caller.Record, error) {
	o.asked = append(o.asked, fmt.Sprintf("%s > %q", object, after))
	o.use.Used++
	all := o.people[object]
	from, _ := slices.BinarySearchFunc(all, after+"\x00", func(r caller.Record, id string) int { return strings.Compare(r.ID, id) })
	return all[from:min(from+size, from+o.most, len(all))], o.take()
}

// fakeIndex keeps what it is told, but for the keys that it knows better.
type fakeIndex struct {
	*steps
	mu      sync.Mutex
	entries map[string]caller.Entry
	better  map[string]bool
	busy    map[string]int // times that a key is refused, as something of it is being written
	fills   int
}

func (i *fakeIndex) Fill(_ context.Context, e caller.Entry) error {
	if err := i.take(); err != nil {
		return err
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.fills++
	if i.busy[e.Key]--; i.better[e.Key] || i.busy[e.Key] >= 0 {
		return fault.Errorf(fault.Conflict, "conflict")
	}
	i.entries[e.Key] = e
	return nil
}

// rig is a backfill with nothing real around it.
type rig struct {
	Task
	org   *fakeOrg
	index *fakeIndex
	clock time.Time
}

func newRig(t testing.TB, people ...caller.Record) *rig {
	s := &steps{left: -1, reason: errStopped}
	r := &rig{
		org:   &fakeOrg{steps: s, people: map[string][]caller.Record{}, most: 1 << 30},
		index: &fakeIndex{steps: s, entries: map[string]caller.Entry{}, better: map[string]bool{}, busy: map[string]int{}},
		clock: noon,
	}
	for _, p := range people {
		r.org.people[p.Object] = append(r.org.people[p.Object], p)
	}
	r.Task = Task{
		Name: "org index", Org: r.org, Index: r.index, Use: func() Use { return r.org.use }, Share: 50, Scope: scope,
		Journal: filepath.Join(t.TempDir(), "private", "journal.jsonl"), Serves: 24 * time.Hour,
		Now: func() time.Time { return r.clock }, Show: func(Progress) {},
	}
	return r
}

// stop lets so many steps pass before everything fails, -1 for all.
func (r *rig) stop(after int) { r.org.left = after }

func (r *rig) mustRun(t testing.TB) Result {
	t.Helper()
	result, err := r.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// keys are those of the index's entries.
func (r *rig) keys() []string { return slices.Sorted(maps.Keys(r.index.entries)) }

// contact makes the nth contact with phones, in the order of the scope's fields.
func contact(n int, phones ...string) caller.Record {
	return made("Contact", fmt.Sprintf("003%012dAAA", n), phones)
}

func lead(n int, phones ...string) caller.Record {
	return made("Lead", fmt.Sprintf("00Q%012dAAA", n), phones)
}

func made(object, id string, phones []string) caller.Record {
	r := caller.Record{Object: object, ID: id, Name: "Ann " + id}
	for n, p := range phones {
		if p != "" {
			r.Phones = append(r.Phones, caller.Phone{Field: scope.Phones[n], Value: p})
		}
	}
	return r
}

// crowd are contacts, each with a number of their own.
func crowd(size int) []caller.Record {
	all := make([]caller.Record, size)
	for n := range all {
		all[n] = contact(n+1, fmt.Sprintf("+1415%03d%04d", 200+n/10000, n%10000))
	}
	return all
}

// number is that of the nth of a crowd.
func (r *rig) number(n int) string { return r.org.people["Contact"][n].Phones[0].Value }

// hanging does nothing until it is given up, which it sees to itself.
type hanging struct {
	Org
	count     bool
	interrupt func()
}

func (h *hanging) hang(ctx context.Context) error {
	h.interrupt()
	<-ctx.Done()
	return ctx.Err()
}

func (h *hanging) Count(ctx context.Context, object string, in caller.Scope) (int, error) {
	if h.count {
		return 0, h.hang(ctx)
	}
	return h.Org.Count(ctx, object, in)
}

func (h *hanging) Scan(ctx context.Context, _, _ string, _ caller.Scope, _ int) ([]caller.Record, error) {
	return nil, h.hang(ctx)
}

func (h *hanging) Fill(ctx context.Context, _ caller.Entry) error { return h.hang(ctx) }

// exclusive is an index that takes one entry of a record at a time, and whose
// first of each record takes until another one has come.
type exclusive struct {
	*fakeIndex
	mu  sync.Mutex
	at  map[string]chan struct{}
	met int
}

// Fill implements Index.
func (x *exclusive) Fill(ctx context.Context, e caller.Entry) error {
	id := e.Records[0].ID
	x.mu.Lock()
	first, seen := x.at[id]
	if first != nil {
		x.at[id] = nil
		x.met++
		x.mu.Unlock()
		close(first)
		return fault.Errorf(fault.Conflict, "another is being written")
	}
	other := make(chan struct{})
	if !seen {
		x.at[id] = other
	}
	x.mu.Unlock()
	if !seen {
		<-other
	}
	return x.fakeIndex.Fill(ctx, e)
}
