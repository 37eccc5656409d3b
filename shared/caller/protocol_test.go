package caller_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tieline/shared/caller"
	"tieline/shared/fault"
)

// In a world, a number passes from one contact to the next, twice, and the relay
// tells of it in whatever order; meanwhile two calls are looked for. Salesforce's
// search may go on finding the former bearer for a while after a change.
type world struct {
	now     time.Time
	bearers []string    // one after the other
	changed []time.Time // when bearers[n+1] came
	lags    bool        // the search finds what was there as long ago as it may
	entry   caller.Entry
	careful bool // the index refuses what it should
	guard   guard
	finder  *caller.Finder
	found   [2]caller.Decision
}

func newWorld(lags, careful bool) *world {
	w := &world{now: noon, bearers: []string{"003A"}, lags: lags, careful: careful}
	w.finder = caller.NewFinder(w, w, &w.guard, func() time.Time { return w.now })
	return w
}

func (w *world) Search(context.Context, caller.Query) (caller.Found, error) {
	seen := 0
	for _, at := range w.changed {
		if !w.lags || w.now.Sub(at) >= 3*time.Minute {
			seen++
		}
	}
	return caller.Found{Records: []caller.Record{record("Contact "+w.bearers[seen], "Phone", typed)}}, nil
}

func (w *world) Read(context.Context, string) (caller.Entry, error) { return w.entry, nil }

func (w *world) Fill(_ context.Context, e caller.Entry) error {
	if w.careful && (!e.FilledAt.After(w.entry.ChangedAt) || w.entry.FilledAt.After(e.FilledAt)) {
		return fault.Errorf(fault.Conflict, "it is older")
	}
	if w.careful {
		e.ChangedAt = w.entry.ChangedAt
	}
	w.entry = e
	return nil
}

// terms are those of a relay that was always heard.
func (w *world) terms() caller.Terms {
	in := terms
	in.RelaySince, in.RelayUntil = noon.Add(-time.Hour), noon.Add(48*time.Hour)
	return in
}

// steps of a world; each happens once, and after the one it needs.
var steps = []struct {
	name  string
	needs int
	do    func(*world)
}{
	{"a is looked for", -1, func(w *world) { w.found[0] = w.finder.Find(context.Background(), byNumber, w.terms()) }},
	{"a is kept", 0, func(w *world) { _ = w.finder.Settle(context.Background(), w.found[0]) }},
	{"b is looked for", -1, func(w *world) { w.found[1] = w.finder.Find(context.Background(), byNumber, w.terms()) }},
	{"b is kept", 2, func(w *world) { _ = w.finder.Settle(context.Background(), w.found[1]) }},
	{"it passes to 003B", -1, func(w *world) { w.pass("003B") }},
	{"that is told", 4, (*world).told},
	{"it passes to 003C", 4, func(w *world) { w.pass("003C") }},
	{"that is told, too", 6, (*world).told},
}

func (w *world) pass(to string) {
	w.bearers, w.changed = append(w.bearers, to), append(w.changed, w.now)
}

// told marks the entry, whatever the change, with the time when it is heard of.
func (w *world) told() { w.entry.ChangedAt = w.now }

// wrong reports what the index says once all is quiet, if it is not the truth: at
// once if no search lagged, a while later, and when all that it has is stale and
// Salesforce fails.
func (w *world) wrong() string {
	w.guard.closed = true
	quiet := []time.Duration{0, terms.Ages.None, terms.Ages.Relayed}
	if w.lags {
		quiet = quiet[1:]
	}
	for _, later := range quiet {
		w.now = w.now.Add(later)
		d := w.finder.Find(context.Background(), byNumber, w.terms())
		if truth := w.bearers[len(w.bearers)-1]; d.Status != caller.Degraded && ids(d.Records) != truth {
			return fmt.Sprintf("%s bears the number, and %s says %s", truth, d.Source, ids(d.Records))
		}
	}
	return ""
}

// explore runs every order of the steps, some time apart, and returns the first
// that goes wrong.
func explore(lags, careful bool, apart time.Duration) (worlds int, broken string) {
	var order []int
	var next func(done int)
	next = func(done int) {
		if broken != "" {
			return
		}
		if len(order) == len(steps) {
			worlds++
			broken = play(order, newWorld(lags, careful), apart)
			return
		}
		for n, s := range steps {
			if done&(1<<n) == 0 && (s.needs < 0 || done&(1<<s.needs) != 0) {
				order = append(order, n)
				next(done | 1<<n)
				order = order[:len(order)-1]
			}
		}
	}
	next(0)
	return worlds, broken
}

func play(order []int, w *world, apart time.Duration) string {
	for _, n := range order {
		w.now = w.now.Add(apart)
		steps[n].do(w)
	}
	wrong := w.wrong()
	if wrong == "" {
		return ""
	}
	var story strings.Builder
	for _, n := range order {
		story.WriteString(steps[n].name + ", ")
	}
	return story.String() + "and " + wrong
}

func TestOnceAllIsQuietTheIndexTellsTheTruth(t *testing.T) {
	for _, apart := range []time.Duration{time.Second, 50 * time.Second, 4 * time.Minute} {
		for _, lags := range []bool{false, true} {
			worlds, broken := explore(lags, true, apart)
			if broken != "" || worlds != 1260 {
				t.Errorf("%s apart, lagging %v: in %d worlds: %s", apart, lags, worlds, broken)
			}
		}
	}
}

func TestAnIndexThatTakesAnythingIsNoticed(t *testing.T) {
	if _, broken := explore(false, false, time.Second); broken == "" {
		t.Error("nothing went wrong")
	}
}
