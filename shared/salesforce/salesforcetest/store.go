package salesforcetest

import (
	"io"
	"slices"
)

// Record is one record: its fields by API name, "Id" among them. A value is a
// string, a float64 or a bool, as an answer shows it (a DateTime as
// 2026-01-02T03:04:05.000+0000); a blank field is absent.
type Record map[string]any

// store holds the records and knows nothing of what may be in them.
type store struct {
	schema  *Schema
	tables  map[*object]*table
	random  io.Reader // of which ids are made that nobody can guess
	events  []told
	pending []Event                      // to be published when the outermost atomic ends
	hearers []func(Event)                // of what is published
	savers  []func(before, after Record) // who want to see what is saved
	auto    automation
	undo    []func()      // what takes back the changes since the outermost atomic began
	depth   int           // of atomics
	changed chan struct{} // closed at the next change
	trouble *trouble      // of the call that is being answered, nil if none
	locks   *locks        // that the call meets, nil if none
}

func newStore(s *Schema, random io.Reader) *store {
	st := &store{schema: s, tables: map[*object]*table{}, random: random, changed: make(chan struct{}), auto: newAutomation(s)}
	for _, o := range s.objects {
		t := &table{of: o, byKey: map[*field]map[string][]int32{}}
		for _, f := range o.fields {
			if f.unique || f.externalID {
				t.byKey[f] = map[string][]int32{}
			}
		}
		st.tables[o] = t
	}
	return st
}

// place finds where an id belongs, nil and 0 if it is no record's.
func (s *store) place(id string) (*table, int) {
	o := s.schema.ofID(id)
	n := numberOf(id)
	if o == nil || n < 1 || newID(o.prefix, n) != id {
		return nil, 0
	}
	return s.tables[o], n
}

// put stores a record, new or changed; a nil record goes away.
func (s *store) put(id string, after Record) {
	t, n := s.place(id)
	var packed row
	if after != nil {
		packed = t.of.pack(after)
	}
	before := t.set(n, packed)
	s.undoing(func() { t.set(n, before) })
	s.announce()
}

// record is the record of a full id, nil if there is none. It is the caller's.
func (s *store) record(id string) Record {
	t, n := s.place(id)
	if t == nil {
		return nil
	}
	return t.of.unpack(t.row(n))
}

// deleted reports whether an id was a record's that is no more.
func (s *store) deleted(id string) bool {
	t, n := s.place(id)
	return t != nil && n <= t.last && t.row(n) == nil
}

// get returns an object's record, nil if there is none of this id, which may be
// a short one.
func (s *store) get(o *object, id string) Record {
	if id = fullID(id); s.schema.ofID(id) != o {
		return nil
	}
	return s.record(id)
}

// has reports whether get would return a record.
func (s *store) has(o *object, id string) bool {
	t, n := s.place(fullID(id))
	return t != nil && t.of == o && t.row(n) != nil
}

// find returns the ids of the records that hold a value in a unique or external id
// field, oldest first.
func (s *store) find(o *object, f *field, v any) []string {
	var ids []string
	for _, n := range s.tables[o].byKey[f][f.key(v)] {
		ids = append(ids, newID(o.prefix, int(n)))
	}
	return ids
}

// all returns an object's records, oldest first.
func (s *store) all(o *object) []Record {
	var records []Record
	for _, r := range s.tables[o].each {
		records = append(records, o.unpack(r))
	}
	return records
}

// announce tells those who wait that something has changed.
func (s *store) announce() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// atomic takes back whatever do changed if do says so. It may stand in another.
func (s *store) atomic(do func() (keep bool)) {
	mark := len(s.undo)
	s.depth++
	if !do() {
		for _, takeBack := range slices.Backward(slices.Clone(s.undo[mark:])) {
			takeBack()
		}
		s.undo = s.undo[:mark]
	}
	if s.depth--; s.depth == 0 {
		s.undo, s.auto.started = nil, nil
		s.publishPending()
	}
}

// undoing remembers how to take back a change, if an atomic may have to.
func (s *store) undoing(change func()) {
	if s.depth > 0 {
		s.undo = append(s.undo, change)
	}
}
