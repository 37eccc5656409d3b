package tune

import (
	"maps"
	"slices"
	"strings"

	"tieline/shared/tuning"
)

// Origin is where a value comes from.
type Origin string

// The origins.
const (
	Default    Origin = "default"  // nobody set it
	Overridden Origin = "override" // an admin did
	Rejected   Origin = "rejected" // an admin did, and it cannot hold: the last value that could stays
	Pending    Origin = "pending"  // it was changed, and is not in force yet
)

// Row is a parameter, for all queues or for one, and what holds of it.
type Row struct {
	tuning.Declaration
	Queue    string          // id, "" for all
	Value    string          // in force
	Without  string          // what would hold without the override
	Next     string          // what will hold, of one that is Pending
	Origin   Origin          //
	Override tuning.Override // zero if there is none
	Sentence string          // why it is Rejected
}

// look is a stage, and what its overrides come to.
type look struct {
	Stage
	now      tuning.Snapshot
	rejected []tuning.Rejected
	set      map[string]tuning.Override // by name
}

func (s Stage) look() look {
	l := look{Stage: s, set: map[string]tuning.Override{}}
	l.now, l.rejected = tuning.Compile(s.Overrides, s.InForce)
	if s.Blind {
		l.InForce = l.now
	}
	for _, o := range s.Overrides {
		l.set[o.Name] = o
	}
	return l
}

// why says why an override is rejected, "" of one that is not.
func (l look) why(key string) string {
	for _, r := range l.rejected {
		if r.Name == key {
			return r.Sentence
		}
	}
	return ""
}

// queues are those with a value of their own, set or still in force.
func (l look) queues(d tuning.Declaration) (ids []string) {
	if !d.PerQueue {
		return nil
	}
	of := map[string]bool{}
	keys := slices.AppendSeq(slices.Collect(maps.Keys(l.set)), maps.Keys(l.InForce))
	for _, key := range keys {
		if name, queue := Split(key); name == d.Name && queue != "" {
			of[queue] = true
		}
	}
	return slices.SortedFunc(maps.Keys(of), func(a, b string) int {
		if by := strings.Compare(l.Queues[a], l.Queues[b]); by != 0 {
			return by
		}
		return strings.Compare(a, b)
	})
}

func (l look) row(d tuning.Declaration, queue string) Row {
	key := Key(d, queue)
	o, set := l.set[key]
	why := l.why(key)
	r := Row{Declaration: d, Queue: queue, Value: value(l.InForce, d, queue), Without: d.Text, Origin: Default, Override: o}
	if queue != "" {
		r.Without = value(l.InForce, d, "")
	}
	_, held := l.InForce[key]
	switch next := value(l.now, d, queue); {
	case set && why != "":
		r.Origin, r.Sentence = Rejected, why
	case next != r.Value && (set || held || queue == ""): // else it is all queues' value that changes
		r.Origin, r.Next = Pending, next
	case set:
		r.Origin = Overridden
	}
	return r
}

// value is what holds, as functions read it from a snapshot.
func value(s tuning.Snapshot, d tuning.Declaration, queue string) string {
	if queue != "" {
		if text, set := s[Key(d, queue)]; set && d.Check(text) == nil {
			return text
		}
	}
	if text, set := s[d.Name]; set && d.Check(text) == nil {
		return text
	}
	return d.Text
}
