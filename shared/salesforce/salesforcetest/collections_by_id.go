package salesforcetest

import (
	"net/http"
	"strconv"
	"strings"
)

// eraseCollection is DELETE /composite/sobjects?ids=<id>,<id>.
func (o *Org) eraseCollection(r *http.Request, _ []byte) answer {
	asked := r.URL.Query()
	allOrNone, err := strconv.ParseBool(asked.Get("allOrNone"))
	ids := commas(asked.Get("ids"))
	switch {
	case asked.Has("allOrNone") && err != nil:
		return refused(http.StatusBadRequest, refuse("JSON_PARSER_ERROR", "allOrNone must be true or false"))
	case len(ids) == 0:
		return refused(http.StatusBadRequest, refuse("MISSING_ARGUMENT", "ids not specified"))
	case len(ids) > maxRecords:
		return refusedBy(tooMany(maxRecords))
	}
	return o.collect(len(ids), allOrNone, func(n int) saved {
		id := fullID(ids[n])
		switch {
		case !isID(id):
			return failed(refuse("MALFORMED_ID", "malformed id %s", id))
		case o.store.record(id) == nil:
			return failed(o.store.gone(id))
		}
		if why := o.store.erase(id, o.now()); why != nil {
			return failed(why...)
		}
		return saved{ID: id, Success: true, Errors: []recordError{}}.standing()
	})
}

func commas(parameter string) []string {
	return strings.FieldsFunc(parameter, func(c rune) bool { return c == ',' || c == ' ' })
}

// retrieveCollection is GET /composite/sobjects/<object>?ids=<id>,<id>&fields=<field>.
func (o *Org) retrieveCollection(r *http.Request, _ []byte) answer {
	asked := r.URL.Query()
	return o.retrieveAll(r, commas(asked.Get("ids")), commas(asked.Get("fields")))
}

// retrieveMany is the same with a body.
func (o *Org) retrieveMany(r *http.Request, body []byte) answer {
	var asked struct{ IDs, Fields []string }
	if err := decode(body, &asked); err != nil {
		return refusedBy(err)
	}
	return o.retrieveAll(r, asked.IDs, asked.Fields)
}

// retrieveAll answers null for what is not there.
func (o *Org) retrieveAll(r *http.Request, ids, fields []string) answer {
	of := o.store.schema.object(r.PathValue("object"))
	switch {
	case of == nil:
		return refused(http.StatusNotFound, notFound)
	case len(ids) == 0 || len(fields) == 0:
		return refused(http.StatusBadRequest, refuse("MISSING_ARGUMENT", "ids and fields must be specified"))
	case len(ids) > maxRetrieved:
		return refusedBy(tooMany(maxRetrieved))
	}
	if err := o.checkFields(of, fields); err != nil {
		return refusedBy(err)
	}
	all := make([]map[string]any, len(ids))
	for n, id := range ids {
		if r := o.store.get(of, id); r != nil {
			all[n] = o.project(of, r, append([]string{"Id"}, fields...))
		}
	}
	return answer{status: http.StatusOK, body: all, records: len(all)}
}
