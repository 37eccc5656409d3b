package salesforcetest

import (
	"net/http"
	"time"
)

// maxRecords is how many records one collections call takes ("sObject
// Collections", REST API Developer Guide).
const maxRecords = 200

// saved is the answer about one record: with errors, or with its id.
type saved struct {
	ID      string        `json:"id,omitzero"`
	Success bool          `json:"success"`
	Errors  []recordError `json:"errors"`
	Created *bool         `json:"created,omitzero"`
}

// upsert is one record on its way through an upsert.
type upsert struct {
	draft   draft
	key     any    // value of the external id
	id      string // of the record, "" for one to be created
	before  Record
	refused []refusal
}

func (u *upsert) answer() saved {
	if len(u.refused) > 0 {
		return saved{Errors: recordErrors(u.refused)}
	}
	created := u.before == nil
	return saved{ID: u.id, Success: true, Errors: []recordError{}, Created: &created}
}

// locate finds the record that an external id names.
func (s *store) locate(u *upsert, key *field) {
	if u.key == nil {
		u.refused = []refusal{refuse("MISSING_ARGUMENT", "%s not specified", key.name)}
		return
	}
	switch ids := s.find(u.draft.object, key, u.key); len(ids) {
	case 0:
	case 1:
		u.id, u.before = ids[0], s.rows[ids[0]]
	default:
		u.refused = []refusal{refuse("DUPLICATE_EXTERNAL_ID", "%s: more than one record found for external id field: %v", key.name, ids)}
	}
}

// upsertAll saves what it can, or with allOrNone everything or nothing. All
// references are resolved, and all records found, before the first is saved.
func (s *store) upsertAll(all []upsert, key *field, allOrNone bool, now time.Time) {
	seen := map[string]int{}
	for n := range all {
		u := &all[n]
		if s.locate(u, key); u.key != nil {
			seen[key.key(u.key)]++
		}
		u.refused = append(u.refused, s.resolve(u.draft)...)
	}
	failed := false
	for n := range all {
		u := &all[n]
		if u.key != nil && seen[key.key(u.key)] > 1 {
			u.refused = []refusal{refuse("DUPLICATE_VALUE", "Duplicate external id specified: %v", u.key).at(key)}
		}
		if len(u.refused) == 0 {
			var id string
			if id, u.refused = s.save(u.draft, u.id, now); len(u.refused) == 0 {
				u.id = id
			}
		}
		failed = failed || len(u.refused) > 0
	}
	if failed && allOrNone {
		s.rollBack(all)
	}
}

// rollBack undoes the records that were saved, as others were refused.
func (s *store) rollBack(all []upsert) {
	for n := range all {
		if u := &all[n]; len(u.refused) == 0 {
			s.put(u.draft.object, u.id, u.before)
			u.refused = []refusal{refuse("ALL_OR_NONE_OPERATION_ROLLED_BACK",
				"Record rolled back because not all records were valid and the request was using AllOrNone header")}
		}
	}
}

// collection is the body of a collections call.
type collection struct {
	AllOrNone bool             `json:"allOrNone"`
	Records   []map[string]any `json:"records"`
}

// upsertCollection is PATCH /composite/sobjects/<object>/<field>: it answers
// 200 even if every record is refused.
func (o *Org) upsertCollection(r *http.Request, body []byte) answer {
	of, key := o.externalID(r)
	if key == nil {
		return refused(http.StatusNotFound, notFound)
	}
	var sent collection
	if err := decode(body, &sent); err != nil {
		return refusedBy(err)
	}
	if len(sent.Records) > maxRecords {
		return refused(http.StatusBadRequest, refuse("EXCEEDED_ID_LIMIT",
			"record limit reached. cannot submit more than %d records into this call", maxRecords))
	}
	all := make([]upsert, len(sent.Records))
	for n, record := range sent.Records {
		attributes, _ := record["attributes"].(map[string]any)
		if name, _ := attributes["type"].(string); o.store.schema.object(name) != of {
			return refused(http.StatusBadRequest, refuse("INVALID_TYPE", "attributes.type of record %d must be %s", n, of.name))
		}
		d, err := o.store.schema.draft(of, record)
		if err != nil {
			return refusedBy(err)
		}
		all[n] = upsert{draft: d, key: d.values[key]}
	}
	o.store.upsertAll(all, key, sent.AllOrNone, o.now())
	results := make([]saved, len(all))
	for n := range all {
		results[n] = all[n].answer()
	}
	return answer{status: http.StatusOK, body: results, records: len(all)}
}

// externalID reads the path's object and external id field, nil if it has none.
func (o *Org) externalID(r *http.Request) (*object, *field) {
	of := o.store.schema.object(r.PathValue("object"))
	if of == nil {
		return nil, nil
	}
	if f := of.field(r.PathValue("field")); f != nil && f.externalID {
		return of, f
	}
	return of, nil
}
