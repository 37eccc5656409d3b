package directory

import (
	"slices"
	"strings"

	"tieline/shared/caller"
	"tieline/shared/fault"
)

// queryPath is "Query" (REST API guide).
const queryPath = "/query"

// one asks for the record of an id.
func one(id string, in scope) (request, error) {
	object := caller.ObjectOf(id)
	if object == "" {
		return request{}, fault.Errorf(fault.Invalid, "no id of a caller")
	}
	if !in.seen(object) {
		return request{}, fault.Errorf(fault.Invalid, "the org does not show us this object")
	}
	columns := slices.Concat(in.basic(object), in.mapped(object))
	text := "SELECT " + names(columns) + " FROM " + object + where("Id = "+quote(id), objects[object].where)
	return request{queryPath, text, map[string][]column{object: columns}}, nil
}

// where is the clause that demands all of the conditions; "" are none.
func where(conditions ...string) string {
	conditions = slices.DeleteFunc(conditions, func(c string) bool { return c == "" })
	if len(conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(conditions, " AND ")
}

// quote makes a text a literal of SOQL, in which only a quote and a backslash
// mean anything (SOQL and SOSL reference, "Quoted String Escape Sequences").
func quote(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}
