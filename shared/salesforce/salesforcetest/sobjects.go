package salesforcetest

import (
	"net/http"
	"strings"
)

// create is POST /sobjects/<object>: a record, or an event to publish.
func (o *Org) create(r *http.Request, body []byte) answer {
	of := o.store.schema.object(r.PathValue("object"))
	if of == nil {
		return refused(http.StatusNotFound, notFound)
	}
	d, err := o.draft(of, body)
	if err != nil {
		return refusedBy(err)
	}
	return o.saveOne(d, "", func(made saved) answer {
		return answer{status: http.StatusCreated, body: made, records: 1, location: of.url(made.ID)}
	})
}

// update is PATCH /sobjects/<object>/<id>.
func (o *Org) update(r *http.Request, body []byte) answer {
	of, record, fail := o.named(r)
	if fail != nil {
		return *fail
	}
	d, err := o.draft(of, body)
	if err != nil {
		return refusedBy(err)
	}
	if _, twice := d.values[of.field("Id")]; twice {
		return refused(http.StatusBadRequest, inPath("Id"))
	}
	return o.saveOne(d, record["Id"].(string), func(saved) answer { return answer{status: http.StatusNoContent, records: 1} })
}

// inPath refuses a field of a body that the path has named already.
func inPath(field string) refusal {
	return refuse("INVALID_FIELD", "The %s field should not be specified in the sobject data.", field)
}

// retrieve is GET /sobjects/<object>/<id>.
func (o *Org) retrieve(r *http.Request, _ []byte) answer {
	of, record, fail := o.named(r)
	if fail != nil {
		return *fail
	}
	return o.show(r, of, record)
}

// erase is DELETE /sobjects/<object>/<id>.
func (o *Org) erase(r *http.Request, _ []byte) answer {
	_, record, fail := o.named(r)
	if fail != nil {
		return *fail
	}
	return o.eraseOne(record)
}

func (o *Org) eraseOne(record Record) answer {
	if bad := o.store.erase(record["Id"].(string), o.now()); bad != nil {
		return refusedRecord(bad)
	}
	return answer{status: http.StatusNoContent, records: 1}
}

// refusedRecord answers that the one record of a call was refused. Unlike other
// errors it names its fields even if there are none.
func refusedRecord(bad []refusal) answer {
	for n := range bad {
		if bad[n].fields == nil && bad[n].duplicates == nil {
			bad[n].fields = []string{}
		}
	}
	return refused(http.StatusBadRequest, bad...)
}

// saveOne saves the one record of a call.
func (o *Org) saveOne(d draft, id string, done func(saved) answer) answer {
	s := o.keep(d, id, o.store.resolve(d))
	if !s.Success {
		return refusedRecord(s.refused)
	}
	return done(s)
}

func (o *Org) draft(of *object, body []byte) (draft, error) {
	var sent map[string]any
	if err := decode(body, &sent); err != nil {
		return draft{}, err
	}
	return o.store.schema.draft(of, sent)
}

// named finds the record that the path names by its id.
func (o *Org) named(r *http.Request) (*object, Record, *answer) {
	of, id := o.store.schema.object(r.PathValue("object")), r.PathValue("id")
	if of != nil && o.store.has(of, id) {
		return of, o.store.get(of, id), nil
	}
	fail := refused(http.StatusNotFound, notFound)
	if o.store.deleted(fullID(id)) && o.store.schema.ofID(id) == of && r.Method != http.MethodGet {
		fail = refused(http.StatusNotFound, entityIsDeleted)
	}
	return nil, nil, &fail
}

// url is where the API serves a record.
func (o *object) url(id string) string { return dataPath + "/sobjects/" + o.name + "/" + id }

// show answers a record: the fields that the call asks for, else every field.
// Blank ones are null.
func (o *Org) show(r *http.Request, of *object, record Record) answer {
	names, err := o.asked(of, r.URL.Query().Get("fields"))
	if err != nil {
		return refusedBy(err)
	}
	return answer{status: http.StatusOK, body: o.project(of, record, names), records: 1}
}

// asked reads the parameter fields, which names fields with commas between them.
func (o *Org) asked(of *object, fields string) ([]string, error) {
	var names []string
	if fields != "" {
		names = strings.Split(fields, ",")
		return names, o.checkFields(of, names)
	}
	for _, f := range of.fields {
		names = append(names, f.name)
	}
	return names, nil
}
