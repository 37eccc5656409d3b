package salesforcetest

import "net/http"

// create is POST /sobjects/<object>.
func (o *Org) create(r *http.Request, body []byte) answer {
	of := o.store.schema.object(r.PathValue("object"))
	if of == nil {
		return refused(http.StatusNotFound, notFound)
	}
	d, err := o.draft(of, body)
	if err != nil {
		return refusedBy(err)
	}
	return o.saveOne(d, "", func(id string) answer {
		return answer{status: http.StatusCreated, body: saved{ID: id, Success: true, Errors: []recordError{}}, records: 1}
	})
}

// update is PATCH /sobjects/<object>/<id>.
func (o *Org) update(r *http.Request, body []byte) answer {
	of, record := o.record(r)
	if record == nil {
		return refused(http.StatusNotFound, notFound)
	}
	d, err := o.draft(of, body)
	if err != nil {
		return refusedBy(err)
	}
	return o.saveOne(d, record["Id"].(string), func(string) answer { return answer{status: http.StatusNoContent, records: 1} })
}

// retrieve is GET /sobjects/<object>/<id>.
func (o *Org) retrieve(r *http.Request, _ []byte) answer {
	of, record := o.record(r)
	if record == nil {
		return refused(http.StatusNotFound, notFound)
	}
	return answer{status: http.StatusOK, body: of.show(record), records: 1}
}

// retrieveByKey is GET /sobjects/<object>/<field>/<value>.
func (o *Org) retrieveByKey(r *http.Request, _ []byte) answer {
	of, u, fail := o.byKey(r)
	switch {
	case fail != nil:
		return *fail
	case u.before == nil:
		return refused(http.StatusNotFound, notFound)
	}
	return answer{status: http.StatusOK, body: of.show(u.before), records: 1}
}

// upsertOne is PATCH /sobjects/<object>/<field>/<value>.
func (o *Org) upsertOne(r *http.Request, body []byte) answer {
	of, u, fail := o.byKey(r)
	if fail != nil {
		return *fail
	}
	d, err := o.draft(of, body)
	if err != nil {
		return refusedBy(err)
	}
	key := of.field(r.PathValue("field"))
	if _, twice := d.values[key]; twice {
		return refused(http.StatusBadRequest, refuse("INVALID_FIELD",
			"The %s field should not be specified in the sobject data.", key.name))
	}
	d.values[key] = u.key
	return o.saveOne(d, u.id, func(id string) answer {
		u.id = id
		if u.before == nil {
			return answer{status: http.StatusCreated, body: u.answer(), records: 1}
		}
		return answer{status: http.StatusOK, body: u.answer(), records: 1}
	})
}

// byKey finds the record that the path names by its external id, if it stands.
// Several of them are answered with where they are (300).
func (o *Org) byKey(r *http.Request) (*object, *upsert, *answer) {
	of, key := o.externalID(r)
	if key == nil {
		fail := refused(http.StatusNotFound, notFound)
		return nil, nil, &fail
	}
	v, err := key.read(r.PathValue("value"))
	if err != nil {
		fail := refusedBy(err)
		return nil, nil, &fail
	}
	u := &upsert{draft: draft{object: of}, key: v}
	o.store.locate(u, key)
	if ids := o.store.find(of, key, v); len(ids) > 1 {
		several := make([]string, len(ids))
		for n, id := range ids {
			several[n] = of.url(id)
		}
		return nil, nil, &answer{status: http.StatusMultipleChoices, body: several}
	}
	return of, u, nil
}

// saveOne saves the one record of a call.
func (o *Org) saveOne(d draft, id string, done func(id string) answer) answer {
	bad := o.store.resolve(d)
	if len(bad) == 0 {
		id, bad = o.store.save(d, id, o.now())
	}
	if len(bad) > 0 {
		return refused(http.StatusBadRequest, bad...)
	}
	return done(id)
}

func (o *Org) draft(of *object, body []byte) (draft, error) {
	var sent map[string]any
	if err := decode(body, &sent); err != nil {
		return draft{}, err
	}
	return o.store.schema.draft(of, sent)
}

// record finds the record that the path names by its id, nil if there is none.
func (o *Org) record(r *http.Request) (*object, Record) {
	of := o.store.schema.object(r.PathValue("object"))
	if of == nil {
		return nil, nil
	}
	return of, o.store.get(of, r.PathValue("id"))
}

// url is where the API serves a record.
func (o *object) url(id string) string { return dataPath + "/sobjects/" + o.name + "/" + id }

// show is a record as the API answers it: every field, blank ones as null.
func (o *object) show(r Record) map[string]any {
	all := map[string]any{"attributes": map[string]string{"type": o.name, "url": o.url(r["Id"].(string))}}
	for _, f := range o.fields {
		all[f.name] = shown(r[f.name])
	}
	return all
}
