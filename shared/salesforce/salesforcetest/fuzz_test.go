package salesforcetest

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
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
		for _, c := range []change{{after: full}, {before: full, after: full}, {before: full, after: Record{}}, {before: Record{}, after: full}, {after: Record{}}} {
			_ = refuses(c)
		}
	})
}

// FuzzSOQL looks for queries that are taken and then printed as something
// else, and for panics while they are answered.
func FuzzSOQL(f *testing.F) {
	for _, seed := range []string{
		`SELECT COUNT() FROM O`, `SELECT N, R.T FROM O WHERE (NOT (T LIKE 'a\'\_%' OR N IN (1, null))) AND D > 2026-01-02T03:04:05Z ORDER BY T DESC NULLS LAST LIMIT 3`,
		`select T from O where ((C = true and C != FALSE) or T not in ('\\', '')) order by N asc nulls first, C offset 2`,
		`SELECT T FROM O WHERE ` + strings.Repeat("NOT (", 99) + `T = 'a'` + strings.Repeat(")", 99), "SELECT T FROM O WHERE T = '\xff'", `SELECT T FROM O WHERE N = +1.50`,
	} {
		f.Add(seed)
	}
	of := &object{name: "O", prefix: "a00", fields: []*field{{name: "Id", kind: kindID}, {name: "N", kind: kindNumber, precision: 3},
		{name: "T", kind: kindText, length: 9}, {name: "C", kind: kindCheckbox}, {name: "D", kind: kindDateTime},
		{name: "RId", kind: kindLookup, refersTo: "O"}}}
	of.arrange()
	o := New(&Schema{objects: []*object{of}}, time.Now)
	for _, fields := range []map[string]any{{"N": 1, "T": "a", "C": true}, {"D": "2026-01-02T03:04:05Z", "T": "%\\'"}} {
		if _, err := o.Seed("O", fields); err != nil {
			f.Fatal(err)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := parseSOQL(text)
		if err != nil {
			return
		}
		again, err := parseSOQL(q.String())
		if err != nil || !reflect.DeepEqual(again, q) {
			t.Errorf("%+v, printed as %s, became %+v: %v", q, q, again, err)
		}
		_, _ = o.find(q)
	})
}

func TestAQueryIsPrintedAsItWasRead(t *testing.T) {
	const query = `SELECT N, R.T FROM O WHERE (NOT (T LIKE 'a\'\_%' OR N IN (1, null))) AND (NOT (NOT D > 2026-01-02T03:04:05Z)) ` +
		`ORDER BY T DESC NULLS LAST, N LIMIT 3 OFFSET 4`
	if q, err := parseSOQL(query); err != nil || q.String() != query {
		t.Errorf("%v: %s", err, q)
	}
}

// FuzzReferences looks for paths into answers that panic.
func FuzzReferences(f *testing.F) {
	for _, seed := range []string{"a.b", "a.list[0].b", "a[99999999999999999999]", "a", "", ".", "b.c", "a.list[0][0]"} {
		f.Add(seed)
	}
	said := references{"a": map[string]any{"attributes": true, "b": nil, "list": []any{map[string]any{"b": "x"}}}, "b": nil}
	f.Fuzz(func(_ *testing.T, path string) {
		_, _, _ = said.fill(subrequest{URL: "@{" + path + "}", Body: []any{"@{" + path + "}"}})
	})
}
