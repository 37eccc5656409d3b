package salesforce

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"tieline/shared/fault"
)

// returning is what is asked of each object, and of which of its records. A
// lead that was converted lives on as a contact.
var returning = map[string]struct{ fields, where string }{
	"Contact": {"Id, Name, AccountId, Account.Name, Phone, MobilePhone, HomePhone, OtherPhone", ""},
	"Lead":    {"Id, Name, Company, Phone, MobilePhone", " WHERE IsConverted = false"},
	"Account": {"Id, Name, Phone", ""},
}

// maxFind is how long a search may be, in characters: of a longer one Salesforce
// ignores the operators, and finds whatever has any of its words (SOQL and SOSL
// reference, "FIND {SearchQuery}", character limits).
const maxFind = 4000

// sosl asks for any of the spellings (SOQL and SOSL reference, "SOSL Syntax").
func sosl(objects, spellings []string, limit int) (string, error) {
	find := strings.Join(phrases(spellings), " OR ")
	switch {
	case find == "" || len(objects) == 0:
		return "", fault.Errorf(fault.Invalid, "nothing to search for, or in")
	case utf8.RuneCountInString(find) > maxFind:
		return "", fault.Errorf(fault.Invalid, "more to search for than Salesforce takes")
	}
	specs := make([]string, len(objects))
	for n, o := range objects {
		r, known := returning[o]
		if !known {
			return "", fault.Errorf(fault.Invalid, "callers are not searched in this object")
		}
		specs[n] = fmt.Sprintf("%s(%s%s LIMIT %d)", o, r.fields, r.where, limit)
	}
	return "FIND {" + find + "} IN PHONE FIELDS RETURNING " + strings.Join(specs, ", "), nil
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
// dropped: nobody's phone number needs it.
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
