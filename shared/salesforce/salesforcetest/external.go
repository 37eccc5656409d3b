package salesforcetest

import "net/http"

// retrieveByKey is GET /sobjects/<object>/<field>/<value>.
func (o *Org) retrieveByKey(r *http.Request, _ []byte) answer {
	of, u, fail := o.byKey(r)
	switch {
	case fail != nil:
		return *fail
	case u.id == "":
		return refused(http.StatusNotFound, notFound)
	}
	return o.show(r, of, o.store.record(u.id))
}

// eraseByKey is DELETE /sobjects/<object>/<field>/<value>.
func (o *Org) eraseByKey(r *http.Request, _ []byte) answer {
	_, u, fail := o.byKey(r)
	switch {
	case fail != nil:
		return *fail
	case u.id == "":
		return refused(http.StatusNotFound, notFound)
	}
	return o.eraseOne(o.store.record(u.id))
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
		return refused(http.StatusBadRequest, inPath(key.name))
	}
	d.values[key] = u.key
	return o.saveOne(d, u.id, func(s saved) answer {
		if s = s.upserted(u); u.id != "" {
			return answer{status: http.StatusOK, body: s, records: 1}
		}
		return answer{status: http.StatusCreated, body: s, records: 1, location: of.url(s.ID)}
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
