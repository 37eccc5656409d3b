package salesforcetest

import (
	"maps"
	"slices"
)

// Record is one record: its fields by API name, "Id" among them. A value is a
// string, a float64 or a bool, as an answer shows it (a DateTime as
// 2026-01-02T03:04:05.000+0000); a blank field is absent.
type Record map[string]any

// store holds the records and knows nothing of what may be in them.
type store struct {
	schema  *Schema
	rows    map[string]Record
	tables  map[*object]*table
	deleted map[string]bool
	events  []Event
	pending []Event       // to be published when the outermost atomic ends
	hearers []func(Event) // of what is published
	quiet   bool          // the flows publish nothing of what the present call does
	undo    []func()      // what takes back the changes since the outermost atomic began
	depth   int           // of atomics
	changed chan struct{} // closed at the next change
	trouble *trouble      // of the call that is being answered, nil if none
}

// table keeps an object's ids in the order of creation, and where to find a
// record by a key.
type table struct {
	ids    []string
	last   int // the number of the newest record
	byKey  map[*field]map[string][]string
	object *object
}

func newStore(s *Schema) *store {
	st := &store{schema: s, rows: map[string]Record{}, tables: map[*object]*table{}, deleted: map[string]bool{}, changed: make(chan struct{})}
	for _, o := range s.objects {
		t := &table{object: o, byKey: map[*field]map[string][]string{}}
		for _, f := range o.fields {
			if f.unique || f.externalID {
				t.byKey[f] = map[string][]string{}
			}
		}
		st.tables[o] = t
	}
	return st
}

// put stores a record, new or changed; a nil record goes away. A stored record
// is never changed in place, so whoever read one may keep it.
func (s *store) put(o *object, id string, after Record) {
	t, before := s.tables[o], s.rows[id]
	s.undoing(func() { s.put(o, id, before) })
	t.unindex(id, before)
	switch {
	case after == nil:
		delete(s.rows, id)
		t.ids = without(t.ids, id)
	case before == nil:
		t.ids = with(t.ids, id)
	}
	s.deleted[id] = after == nil
	if after != nil {
		s.rows[id] = after
		t.index(id, after)
	}
	s.announce()
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
		s.undo = nil
		s.publishPending()
	}
}

// undoing remembers how to take back a change, if an atomic may have to.
func (s *store) undoing(change func()) {
	if s.depth > 0 {
		s.undo = append(s.undo, change)
	}
}

// with adds an id to a sorted list: ids sort in the order of creation.
func with(ids []string, id string) []string {
	at, _ := slices.BinarySearch(ids, id)
	return slices.Insert(ids, at, id)
}

func without(ids []string, id string) []string {
	return slices.DeleteFunc(ids, func(other string) bool { return other == id })
}

func (t *table) index(id string, r Record) {
	for f, ids := range t.byKey {
		if v := r[f.name]; v != nil {
			ids[f.key(v)] = with(ids[f.key(v)], id)
		}
	}
}

func (t *table) unindex(id string, r Record) {
	for f, ids := range t.byKey {
		if v := r[f.name]; v != nil {
			ids[f.key(v)] = without(ids[f.key(v)], id)
		}
	}
}

// find returns the ids of the records that hold a value in a unique or external id
// field, oldest first.
func (s *store) find(o *object, f *field, v any) []string {
	return s.tables[o].byKey[f][f.key(v)]
}

// get returns an object's record, nil if there is none of this id.
func (s *store) get(o *object, id string) Record {
	if id = fullID(id); s.schema.ofID(id) != o {
		return nil
	}
	return s.rows[id]
}

// all returns copies of an object's records, oldest first.
func (s *store) all(o *object) []Record {
	var records []Record
	for _, id := range s.tables[o].ids {
		records = append(records, maps.Clone(s.rows[id]))
	}
	return records
}
