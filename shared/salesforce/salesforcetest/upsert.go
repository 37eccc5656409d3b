package salesforcetest

import "net/http"

// upsert is one record on its way through an upsert.
type upsert struct {
	draft   draft
	key     any    // value of the external id
	id      string // of the record, "" for one to be created
	refused []refusal
}

// upserted says of a saved record whether it is new.
func (s saved) upserted(u *upsert) saved {
	if created := u.id == ""; s.Success {
		s.Created = &created
	}
	return s
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
		u.id = ids[0]
	default:
		u.refused = []refusal{refuse("DUPLICATE_EXTERNAL_ID", "%s: more than one record found for external id field: %v", key.name, ids)}
	}
}

// locateAll finds the records, and resolves all references, before the first
// record is saved.
func (s *store) locateAll(all []upsert, key *field) {
	seen := map[string]int{}
	for n := range all {
		u := &all[n]
		if s.locate(u, key); u.key != nil {
			seen[key.key(u.key)]++
		}
		u.refused = append(u.refused, s.resolve(u.draft)...)
	}
	for n := range all {
		if u := &all[n]; u.key != nil && seen[key.key(u.key)] > 1 {
			u.refused = []refusal{refuse("DUPLICATE_VALUE", "Duplicate external id specified: %v", u.key).at(key)}
		}
	}
}

// upsertCollection is PATCH /composite/sobjects/<object>/<field>.
func (o *Org) upsertCollection(r *http.Request, body []byte) answer {
	of, key := o.externalID(r)
	if key == nil {
		return refused(http.StatusNotFound, notFound)
	}
	sent, err := o.collection(body)
	if err != nil {
		return refusedBy(err)
	}
	all := make([]upsert, len(sent.drafts))
	for n, d := range sent.drafts {
		if d.object != of {
			return refused(http.StatusBadRequest, refuse("INVALID_TYPE", "attributes.type of record %d must be %s", n, of.name))
		}
		all[n] = upsert{draft: d, key: d.values[key]}
	}
	o.store.locateAll(all, key)
	return o.collect(len(all), sent.AllOrNone, func(n int) saved {
		u := &all[n]
		return o.keep(u.draft, u.id, u.refused).upserted(u)
	})
}
