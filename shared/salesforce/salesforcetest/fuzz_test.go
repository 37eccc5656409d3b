package salesforcetest

import (
	"slices"
	"strings"
	"testing"
)

// FuzzSOSL looks for searches that are taken although a term of them would not
// survive being escaped and read again, and for panics.
func FuzzSOSL(f *testing.F) {
	for _, seed := range []string{
		`FIND {4155550100 OR "\+44 20"} IN PHONE FIELDS RETURNING Contact(Id, Account.Name LIMIT 5), Lead LIMIT 20`,
		`FIND {a\`, `FIND {"`, `find{ab}in phone fields returning A`, `FIND {ab} IN PHONE FIELDS RETURNING A(B LIMIT 1`,
		"FIND {\xff\xfe} IN PHONE",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := parseSOSL(text)
		if err != nil {
			return
		}
		again, err := parseSOSL(`FIND {"` + strings.Join(escaped(q.terms), `" OR "`) + `"} IN PHONE FIELDS RETURNING A`)
		if err != nil || !slices.Equal(again.terms, q.terms) {
			t.Errorf("%q became %q: %v", q.terms, again.terms, err)
		}
		if len(q.returning) == 0 || q.limit < 1 {
			t.Errorf("took %q as %+v", text, q)
		}
	})
}

func escaped(terms []string) []string {
	var all []string
	for _, term := range terms {
		var e strings.Builder
		for n := range len(term) {
			if strings.IndexByte(reserved, term[n]) >= 0 {
				e.WriteByte('\\')
			}
			e.WriteByte(term[n])
		}
		all = append(all, e.String())
	}
	return all
}

// FuzzFormula looks for formulas that are taken and then fail on a record.
func FuzzFormula(f *testing.F) {
	for _, seed := range []string{
		`AND(NOT(ISNEW()), NOT(ISBLANK(PRIORVALUE(N))), OR(ISBLANK(N), N < PRIORVALUE(N)))`,
		`T = "a"`, `C`, `C = C`, `((TRUE))`, `NOT(`, `"\x"`, `1e999 = 1`, `0x1p-2 = N`, `OR(TRUE,)`, `!!`,
	} {
		f.Add(seed)
	}
	o := &object{fields: []*field{{name: "N", kind: kindNumber}, {name: "T", kind: kindText},
		{name: "C", kind: kindCheckbox}, {name: "D", kind: kindDateTime}}}
	full := Record{"N": 1.0, "T": "a", "C": true, "D": "2026-01-02T03:04:05.000+0000"}
	f.Fuzz(func(_ *testing.T, text string) {
		refuses, err := parseFormula(text, o)
		if err != nil {
			return
		}
		for _, c := range []change{{nil, full}, {full, full}, {full, Record{}}, {Record{}, full}, {nil, Record{}}} {
			_ = refuses(c)
		}
	})
}
