package salesforcetest

import (
	"maps"
	"strings"
	"testing"
)

// everyKind is an object with a field of each kind, and one that Salesforce fills.
func everyKind() *object {
	o := &object{name: "O", prefix: "a00", fields: []*field{
		{name: "Text", kind: kindText}, {name: "Number", kind: kindNumber}, {name: "Checkbox", kind: kindCheckbox}, {name: "DateTime", kind: kindDateTime},
		{name: "Date", kind: kindDate}, {name: "Picklist", kind: kindPicklist}, {name: "Lookup", kind: kindLookup, refersTo: "O"}, {name: "Id", kind: kindID, readOnly: true},
	}}
	o.arrange()
	return o
}

func TestARowGivesBackWhatItWasMadeOf(t *testing.T) {
	o := everyKind()
	for name, r := range map[string]Record{
		"nothing": {}, "a false checkbox": {"Checkbox": false}, "a true one": {"Checkbox": true}, "zero": {"Number": 0.0}, "a negative number": {"Number": -12.5},
		"a large number": {"Number": 999999999999999999.0}, "a small one": {"Number": 0.01}, "a time": {"DateTime": "2026-01-02T03:04:05.000+0000"},
		"a time before 1970": {"DateTime": "1700-01-02T00:00:00.000+0000"}, "a time of the far future": {"DateTime": "3999-12-31T23:59:59.000+0000"},
		"a long text": {"Text": strings.Repeat("ü", 32768)}, "of everything": {"Text": "a", "Number": 1.0, "Checkbox": true, "DateTime": "2026-01-02T03:04:05.000+0000",
			"Date": "2026-01-02", "Picklist": "Resolved", "Lookup": "a00000000000001AAA", "Id": "a00000000000002AAA"},
	} {
		packed := o.pack(r)
		if got := o.unpack(packed); !maps.Equal(got, r) {
			t.Errorf("%s: %v became %v", name, r, got)
		}
		for _, f := range o.fields {
			if got := o.value(packed, f); got != r[f.name] {
				t.Errorf("%s: %s is %v, and was %v", name, f.name, got, r[f.name])
			}
		}
	}
	if o.unpack(nil) != nil || o.value(nil, o.fields[0]) != nil {
		t.Error("no row has values")
	}
}

func TestWhatSalesforceFillsInStandsFirst(t *testing.T) {
	o := everyKind()
	first, _, _ := o.first(o.pack(Record{"Text": "a", "Id": "a00000000000002AAA"}))
	if first.name != "Id" {
		t.Errorf("%s stands first", first.name)
	}
}

func TestAnIDHasItsNumber(t *testing.T) {
	for _, n := range []int{1, 61, 62, 100_000, 1 << 40} {
		if got := numberOf(newID("a00", n)); got != n {
			t.Errorf("%d became %d", n, got)
		}
	}
	for _, id := range []string{"", "a00", "a0000000000000-AAA", strings.Repeat("z", 18)} {
		s := newStore(&Schema{objects: []*object{everyKind()}}, nil)
		if s.record(id) != nil || s.deleted(id) {
			t.Errorf("%q is a record's", id)
		}
	}
}
