package forget

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"

	"tieline/shared/caller"
)

// trace knows a person in text of any kind: what is parked could not be read.
type trace struct {
	ids       map[string]bool // of contacts, and of records without the three characters that only check the rest
	numbers   []*regexp.Regexp
	addresses []*regexp.Regexp
}

// recordID is how many characters of a Salesforce id tell one record from all
// others; three more are for those who cannot tell upper from lower case.
const recordID = 15

// newTrace is of all by which a person is known: by contacts, keys and records.
func newTrace(f Found) trace {
	t := trace{ids: map[string]bool{}}
	for _, id := range f.Contacts {
		t.ids[id] = true
	}
	for _, id := range f.Records {
		if len(id) >= recordID {
			t.ids[id[:recordID]] = true
		}
	}
	for _, key := range f.Keys {
		if address, is := strings.CutPrefix(key, "mailto:"); is {
			t.addresses = append(t.addresses, mailed(address))
		} else {
			t.numbers = append(t.numbers, spelled(caller.Number(key)))
		}
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
	return matches(t.addresses, text) || matches(t.numbers, bytes.Map(dialled, text))
}

func matches(any []*regexp.Regexp, text []byte) bool {
	return slices.ContainsFunc(any, func(one *regexp.Regexp) bool { return one.Match(text) })
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

// mailed matches an e-mail address in capitals or not, with its @ and the mark
// before it as JSON and URLs may write them, and as no part of another.
func mailed(address string) *regexp.Regexp {
	local, domain, _ := strings.Cut(address, "@")
	return regexp.MustCompile(`(?i)(?:^|[^\w.+-]|\\u[0-9a-f]{4}|%[0-9a-f]{2})` +
		regexp.QuoteMeta(local) + `(?:@|%40|\\u0040)` + regexp.QuoteMeta(domain) + `\.?(?:$|[^\w.-])`)
}
