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
	changed chan struct{} // closed at the next change
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
	st := &store{schema: s, rows: map[string]Record{}, tables: map[*object]*table{}, changed: make(chan struct{})}
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
	t.unindex(id, before)
	switch {
	case after == nil:
		delete(s.rows, id)
		t.ids = slices.DeleteFunc(t.ids, func(other string) bool { return other == id })
	case before == nil:
		t.ids = append(t.ids, id)
	}
	if after != nil {
		s.rows[id] = after
		t.index(id, after)
	}
	close(s.changed)
	s.changed = make(chan struct{})
}

func (t *table) index(id string, r Record) {
	for f, ids := range t.byKey {
		if v := r[f.name]; v != nil {
			ids[f.key(v)] = append(ids[f.key(v)], id)
		}
	}
}

func (t *table) unindex(id string, r Record) {
	for f, ids := range t.byKey {
		if v := r[f.name]; v != nil {
			ids[f.key(v)] = slices.DeleteFunc(ids[f.key(v)], func(other string) bool { return other == id })
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
