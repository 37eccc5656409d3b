package salesforce

import (
	"fmt"
	"strings"
	"unicode"

	"tieline/shared/fault"
)

// returning is what is asked of each object, and of which of its records. A
// lead that was converted lives on as a contact.
var returning = map[string]struct{ fields, where string }{
	"Contact": {"Id, Name, AccountId, Account.Name, Phone, MobilePhone, HomePhone, OtherPhone", ""},
	"Lead":    {"Id, Name, Company, Phone, MobilePhone", " WHERE IsConverted = false"},
	"Account": {"Id, Name, Phone", ""},
}

// sosl asks for any of the spellings (SOQL and SOSL reference, "SOSL Syntax").
func sosl(objects, spellings []string, limit int) (string, error) {
	phrases := phrases(spellings)
	if len(phrases) == 0 || len(objects) == 0 {
		return "", fault.Errorf(fault.Invalid, "nothing to search for, or in")
	}
	specs := make([]string, len(objects))
	for n, o := range objects {
		r, known := returning[o]
		if !known {
			return "", fault.Errorf(fault.Invalid, "callers are not searched in this object")
		}
		specs[n] = fmt.Sprintf("%s(%s%s LIMIT %d)", o, r.fields, r.where, limit)
	}
	return "FIND {" + strings.Join(phrases, " OR ") + "} IN PHONE FIELDS RETURNING " + strings.Join(specs, ", "), nil
}

// phrases quotes each spelling, so that its spaces and words mean nothing.
func phrases(spellings []string) []string {
	var quoted []string
	for _, s := range spellings {
		if s = escape(s); strings.TrimSpace(s) != "" {
			quoted = append(quoted, `"`+s+`"`)
		}
	}
	return quoted
}

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
