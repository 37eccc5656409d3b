package salesforcetest

import (
	"cmp"
	"container/heap"
	"slices"
	"time"

	"tieline/shared/salesforce/salesforcetest/flows"
)

// waiting is a path of a flow that is to run later for a record.
type waiting struct {
	flow   *flows.Flow
	path   *flows.Path
	record string // id
	prior  Record
	who    *user
	led    int // how many paths led to it

	at   time.Time // of a path that waits for one
	nth  int       // of those that wait for a time
	gone bool      // it waits no more
}

// timetable holds the paths that wait for a time.
type timetable struct {
	of    map[string][]*waiting // by record
	order byTime
	count int
}

type byTime []*waiting

func (b byTime) Len() int      { return len(b) }
func (b byTime) Swap(i, j int) { b[i], b[j] = b[j], b[i] }
func (b *byTime) Push(w any)   { *b = append(*b, w.(*waiting)) }
func (b byTime) Less(i, j int) bool {
	return cmp.Or(b[i].at.Compare(b[j].at), cmp.Compare(b[i].nth, b[j].nth)) < 0
}

func (b *byTime) Pop() any {
	last := (*b)[len(*b)-1]
	*b = (*b)[:len(*b)-1]
	return last
}

func (t *timetable) add(w *waiting) {
	w.gone = false
	t.of[w.record] = append(t.of[w.record], w)
	t.count++
	w.nth = t.count
	heap.Push(&t.order, w)
}

// drop leaves the path in the order, where it is passed over.
func (t *timetable) drop(w *waiting) {
	w.gone = true
	t.of[w.record] = slices.DeleteFunc(t.of[w.record], func(o *waiting) bool { return o == w })
	if len(t.of[w.record]) == 0 {
		delete(t.of, w.record)
	}
}

// next takes the first path whose time has come, nil if there is none.
func (t *timetable) next(now time.Time) *waiting {
	for len(t.order) > 0 && (t.order[0].gone || !t.order[0].at.After(now)) {
		if w := heap.Pop(&t.order).(*waiting); !w.gone {
			t.drop(w)
			return w
		}
	}
	return nil
}

// wait remembers the paths that a flow wants run later. That its record is undone
// takes them back.
func (s *store) wait(f *flows.Flow, c *flows.Change, id string) {
	for _, p := range f.Paths {
		w := &waiting{flow: f, path: p, record: id, prior: c.Before, who: s.auto.user, led: s.auto.led + 1}
		if !p.Async {
			s.schedule(w, c.After)
			continue
		}
		before := len(s.auto.later)
		s.auto.later = append(s.auto.later, w)
		s.undoing(func() { s.auto.later = s.auto.later[:before] })
	}
}

// schedule has a path run at the time that its record says; one that has passed
// is at once. A path that waits already for the same record is replaced.
func (s *store) schedule(w *waiting, r Record) {
	at, says := w.path.At(r)
	for _, other := range slices.Clone(s.auto.timed.of[w.record]) {
		if other.path == w.path {
			s.unschedule(other)
		}
	}
	if says {
		w.at = at
		s.auto.timed.add(w)
		s.undoing(func() { s.auto.timed.drop(w) })
	}
}

func (s *store) unschedule(w *waiting) {
	s.auto.timed.drop(w)
	s.undoing(func() {
		again := *w // as w stands in the order still
		s.auto.timed.add(&again)
	})
}

// reconsider looks at the paths that wait for a time when their record is saved:
// one whose record meets the entry conditions no more is dropped (tried in an org:
// Salesforce Stack Exchange, "Do scheduled paths get evaluated/canceled when
// Record-triggered flow version changes"), and one whose time has changed waits
// for the new one.
func (s *store) reconsider(before, after Record, now time.Time) {
	id, _ := after["Id"].(string)
	for _, w := range slices.Clone(s.auto.timed.of[id]) {
		at, says := w.path.At(after)
		switch {
		case !says || !w.flow.Meets(s.change(before, after, now, w.who)):
			s.unschedule(w)
		case !at.Equal(w.at):
			again := *w
			s.schedule(&again, after)
		}
	}
}

// settle runs the paths that wait for the commit, in the order in which they were
// wanted. The answer to the call is made already.
func (s *store) settle(now time.Time) {
	for len(s.auto.later) > 0 {
		next := s.auto.later[0]
		s.auto.later = s.auto.later[1:]
		s.runLater(next, now)
	}
}

// runLater runs a path in a transaction of its own. Nobody hears of its faults,
// which are remembered; what it saved is undone by one that it has no path for.
func (s *store) runLater(w *waiting, now time.Time) {
	r := s.record(w.record)
	if r == nil {
		return
	}
	if w.led > maxSavesDeep {
		s.faulted(FlowFault{now, w.flow.Name, w.path.Name, tooDeep(w.record)[0].message, w.record, false})
		return
	}
	who, led := s.auto.user, s.auto.led
	s.auto.user, s.auto.led = w.who, w.led
	defer func() { s.auto.user, s.auto.led = who, led }()
	s.atomic(func() bool { return w.flow.RunPath(s.change(w.prior, r, now, w.who), w.path) == nil })
}

// RunDue runs the paths of flows whose time has come, as any call does, too.
func (o *Org) RunDue() {
	o.lock()
	o.unlock()
}

// unlock ends what somebody did: what was to wait for its commit is done.
func (o *Org) unlock() {
	o.store.settle(o.now())
	o.mu.Unlock()
}
