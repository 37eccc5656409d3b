package caller

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var lawScope = Scope{Region: "US", Objects: []string{"Contact", "Lead", "Account"}, Phones: []string{"MobilePhone", "Phone"}, Limit: 50}

var lawClue = Clue{Kind: ByNumber, Number: "+14155550100", Extension: "12"}

// people draws records of a few persons, some of them found twice, some of them
// person accounts. Their ids are their own.
func people(t *rapid.T) []Record {
	records := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) Record {
		object := rapid.SampledFrom([]string{"Contact", "Contact", "Lead", "Account", "Case"}).Draw(t, "object")
		phones := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Phone {
			return Phone{
				rapid.SampledFrom([]string{"MobilePhone", "Phone", "PersonMobilePhone", "Fax"}).Draw(t, "field"),
				rapid.SampledFrom([]string{"+14155550100", "(415) 555-0100 x12", "4155550100 x34", "4155550199"}).Draw(t, "value"),
			}
		}), 0, 2).Draw(t, "phones")
		id := object[:1] + rapid.StringMatching(`[a-f]`).Draw(t, "id")
		r := Record{Object: object, ID: id, Phones: phones, Modified: time.Unix(int64(rapid.IntRange(0, 2).Draw(t, "modified")), 0)}
		if object == "Account" && rapid.Bool().Draw(t, "a person") {
			r.PersonContact = "C" + rapid.StringMatching(`[a-f]`).Draw(t, "contact")
		}
		return r
	}), 0, 8, func(r Record) string { return r.ID }).Draw(t, "records")
	return append(records, records[:rapid.IntRange(0, len(records)).Draw(t, "found twice")]...)
}

func TestTheDecisionDoesNotDependOnTheOrderOfTheRecords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		found := people(t)
		shuffled := rapid.Permutation(found).Draw(t, "shuffled")
		a, b := NewEntry(lawClue, found, lawScope, time.Time{}), NewEntry(lawClue, shuffled, lawScope, time.Time{})
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("decided\n%+v, then\n%+v", a, b)
		}
	})
}

func TestTheWinnerIsNeverBeaten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		found := people(t)
		persons, clear := choose(lawClue, found, lawScope)
		if len(persons) == 0 {
			return
		}
		seen := map[string]bool{}
		for n, p := range persons {
			if seen[p.ID] {
				t.Fatalf("%s stands twice", p.ID)
			}
			seen[p.ID] = true
			switch beats := p.decide(persons[0]); {
			case beats < 0, n > 0 && clear && beats == 0:
				t.Fatalf("%+v is not beaten by %+v", p, persons[0])
			}
		}
		for _, r := range found { // whoever bears it is there, or the account that is the same person
			if b, bears := lawScope.verify(lawClue, r); bears && b.decide(persons[0]) < 0 {
				t.Fatalf("%+v beats %+v", b, persons[0])
			}
			if _, bears := lawScope.verify(lawClue, r); bears && !seen[r.ID] && !slices.ContainsFunc(persons, func(p bearer) bool { return p.PersonContact == r.ID }) {
				t.Fatalf("%s is nobody", r.ID)
			}
		}
	})
}
