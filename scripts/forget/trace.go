package forget

import (
	"bytes"
	"cmp"
	"regexp"
	"strings"

	"tieline/shared/caller"
)

// trace knows a person in text of any kind: what is parked could not be read.
type trace struct {
	ids    map[string]bool // of contacts, and of records without the three characters that only check the rest
	number *regexp.Regexp  // nil if none is known
}

// recordID is how many characters of a Salesforce id tell one record from all
// others; three more are for those who cannot tell upper from lower case.
const recordID = 15

func newTrace(contacts []string, p Person) trace {
	t := trace{ids: map[string]bool{}}
	for _, id := range contacts {
		t.ids[id] = true
	}
	if len(p.Record) >= recordID {
		t.ids[p.Record[:recordID]] = true
	}
	if p.Number != "" {
		t.number = spelled(p.Number)
	}
	return t
}

// in reports whether text speaks of the person.
func (t trace) in(text []byte) bool {
	for word := range bytes.FieldsFuncSeq(text, betweenWords) {
		if t.ids[string(word)] || len(word) == recordID+3 && t.ids[string(word[:recordID])] {
			return true
		}
	}
	return t.number != nil && t.number.Match(bytes.Map(dialled, text))
}

func betweenWords(r rune) bool {
	return r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
}

// dialled drops what people write between the digits of a number.
func dialled(r rune) rune {
	if strings.ContainsRune(" ()-./\u00a0", r) {
		return -1
	}
	return r
}

// spelled matches a number as people and machines write it once what stands
// between its digits is dropped: with its country code or with the 0 in place of
// it, or with neither, and as no part of another.
func spelled(n caller.Number) *regexp.Regexp {
	all := strings.TrimPrefix(string(n), "+")
	national := cmp.Or(n.National(), all)
	country := strings.TrimSuffix(all, national)
	return regexp.MustCompile(`(?:^|\D)(?:(?:00|011)?` + country + `)?0?` + national + `(?:\D|$)`)
}
