package directory

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"tieline/shared/caller"
)

// row is a record as Salesforce answers it: values by field, whose name is in
// lower case here, as a query may write it otherwise than the answer.
type row map[string]json.RawMessage

// UnmarshalJSON reads an object.
func (r *row) UnmarshalJSON(b []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(b, &fields); err != nil {
		return err
	}
	*r = row{}
	for name, v := range fields {
		(*r)[strings.ToLower(name)] = v
	}
	return nil
}

// records reads rows by what was asked of their objects.
func records(rows []row, columns map[string][]column) []caller.Record {
	var all []caller.Record
	for _, w := range rows {
		object, _ := w.value("attributes.type")
		r := caller.Record{Object: object}
		for _, c := range columns[object] {
			if v, simple := w.value(c.field); simple {
				c.tells(&r, v)
			}
		}
		if object == "Account" {
			r.AccountID, r.AccountName = r.ID, r.Name
		}
		if r.ID != "" {
			all = append(all, r)
		}
	}
	return all
}

// value is what stands in a field, as text: "" if it is blank. A value that is
// made of several, such as an address, is not simple, and neither is one that is
// missing.
func (r row) value(path string) (text string, simple bool) {
	path, rest, through := strings.Cut(strings.ToLower(path), ".")
	v := r[path]
	switch {
	case string(v) == "null":
		return "", true
	case through:
		var inside row
		if json.Unmarshal(v, &inside) != nil {
			return "", false
		}
		return inside.value(rest)
	case json.Unmarshal(v, &text) == nil:
		return text, true
	case string(v) == "true" || string(v) == "false":
		return string(v), true
	}
	return number(v)
}

// number shows 7.0 as 7: Salesforce speaks of every number as a double.
func number(v json.RawMessage) (string, bool) {
	n, err := strconv.ParseFloat(string(v), 64)
	return strconv.FormatFloat(n, 'f', -1, 64), err == nil
}

// moment reads a time as Salesforce writes it, 2026-01-02T03:04:05.000+0000.
func moment(text string) time.Time {
	t, err := time.Parse("2006-01-02T15:04:05Z0700", text)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// maxValue is how long a mapped value may be, in characters.
const maxValue = 255

// cut shortens a mapped value, so that the whole answer fits what a flow takes.
func cut(s string) string {
	left := maxValue
	for at := range s {
		if left--; left < 0 {
			return s[:at]
		}
	}
	return s
}
