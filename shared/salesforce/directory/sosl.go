package directory

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tieline/shared/fault"
)

// maxFind is how long a search may be, in characters: of a longer one Salesforce
// ignores the operators, and finds whatever has any of its words (SOQL and SOSL
// reference, "FIND {SearchQuery}", character limits).
const maxFind = 4000

// search asks for any of the spellings, in all fields of a group, PHONE or EMAIL,
// of the scope's objects (SOQL and SOSL reference, "SOSL Syntax"). An object that
// shows us none of these fields is left out, as nobody could tell whether what is
// found there bears the clue.
func search(group string, spellings []string, in scope, bearing func(scope, string) []column) (request, error) {
	r := request{path: "/search/", columns: map[string][]column{}}
	var returning []string
	for _, o := range in.Objects {
		if _, known := objects[o]; !known {
			return r, fault.Errorf(fault.Invalid, "callers are not searched in this object")
		}
		fields := bearing(in, o)
		if r.columns[o] != nil || len(fields) == 0 || !in.seen(o) {
			continue
		}
		r.columns[o] = slices.Concat(in.basic(o), fields, in.mapped(o))
		returning = append(returning, fmt.Sprintf("%s(%s%s LIMIT %d)", o, names(r.columns[o]), where(objects[o].where), most(in.Limit)))
	}
	find := strings.Join(phrases(spellings), " OR ")
	switch {
	case find == "" || len(returning) == 0:
		return r, fault.Errorf(fault.Invalid, "nothing to search for, or in")
	case utf8.RuneCountInString(find) > maxFind:
		return r, fault.Errorf(fault.Invalid, "more to search for than Salesforce takes")
	}
	r.text = "FIND {" + find + "} IN " + group + " FIELDS RETURNING " + strings.Join(returning, ", ")
	return r, nil
}

// phrases quotes each spelling, so that its spaces and words mean nothing. One
// with less than two letters or digits is left out: Salesforce would refuse the
// whole search (INVALID_SEARCH, "search term must be longer than one character").
func phrases(spellings []string) []string {
	var quoted []string
	for _, s := range spellings {
		if strings.IndexFunc(s, alphanumeric) < strings.LastIndexFunc(s, alphanumeric) {
			quoted = append(quoted, `"`+escape(s)+`"`)
		}
	}
	return quoted
}

func alphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// reserved have a meaning in FIND (SOQL and SOSL reference, "FIND {SearchQuery}",
// reserved characters).
const reserved = `?&|!{}[]()^~*:\"'+-`

// escape makes a text mean itself inside FIND. What cannot be printed is
// dropped: no number or address needs it.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if !unicode.IsPrint(r) {
			continue
		}
		if strings.ContainsRune(reserved, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
