package contact_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tieline/shared/contact"
)

// anyFact draws all fields, also those of tomorrow, from few values, so that
// facts meet in their times and words.
func anyFact(t *rapid.T) contact.State {
	var fact contact.State
	draw(t, "", reflect.ValueOf(&fact).Elem())
	fact.ID = "c1"
	return fact
}

func draw(t *rapid.T, name string, into reflect.Value) {
	at := func() time.Time {
		if n := rapid.IntRange(0, 3).Draw(t, name+" at"); n > 0 {
			return newYear.Add(time.Duration(n) * time.Second)
		}
		return time.Time{}
	}
	word := rapid.SampledFrom([]string{"", "a", "b"})
	number := rapid.IntRange(0, 2)
	switch v := into.Addr().Interface().(type) {
	case *contact.Stamped:
		*v = contact.Stamp(at(), word.Draw(t, name))
	case *contact.Span:
		d := time.Duration(number.Draw(t, name)) * time.Second
		*v = contact.Span{Duration: d, Known: d > 0 || rapid.Bool().Draw(t, name+" known")}
	case *time.Time:
		*v = at()
	case *time.Duration:
		*v = time.Duration(number.Draw(t, name)) * time.Second
	case *string:
		*v = word.Draw(t, name)
	case *int:
		*v = number.Draw(t, name)
	default: // of a source's register as a whole, half are absent
		if _, source := reflect.TypeFor[contact.State]().FieldByName(name); source && rapid.Bool().Draw(t, name+" absent") {
			return
		}
		for n := range into.NumField() {
			draw(t, into.Type().Field(n).Name, into.Field(n))
		}
	}
}

func merged(facts ...contact.State) (all contact.State) {
	for _, fact := range facts {
		all, _ = contact.Merge(all, fact)
	}
	return all
}

func TestMergeKnowsNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyFact(t), anyFact(t), anyFact(t)
		if merged(a, b) != merged(b, a) {
			t.Errorf("not commutative")
		}
		if merged(merged(a, b), c) != merged(a, merged(b, c)) {
			t.Errorf("not associative")
		}
		m := merged(a, b)
		if again, changed := contact.Merge(m, a); again != m || changed {
			t.Errorf("not idempotent")
		}
		if merged(m, b) != m || merged(a) != a || merged(a, contact.State{ID: "c1"}) != a {
			t.Errorf("not idempotent, or nothing is something")
		}
	})
}

// TestTheRecordRepairsWhatWasLost takes away what ranks below the record, and
// doubles and mixes the rest.
func TestTheRecordRepairsWhatWasLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := rapid.SliceOfN(rapid.Custom(anyFact), 1, 6).Draw(t, "facts")
		record := contact.State{ID: "c1", Record: contact.Report{UpdatedAt: newYear}}
		whole := merged(append(facts, record)...).View()
		for n := range facts {
			if rapid.Bool().Draw(t, "lost") {
				facts[n].Events, facts[n].Describe, facts[n].Lapsed = contact.Draft{}, contact.Report{}, time.Time{}
			}
		}
		told := rapid.Permutation(append(append(facts, facts[:len(facts)/2]...), record)).Draw(t, "order")
		if got := merged(told...).View(); got != whole {
			t.Errorf("shows\n%+v, want\n%+v", got, whole)
		}
	})
}

// TestMergeForgetsNoField tells one thing at a time.
func TestMergeForgetsNoField(t *testing.T) {
	fields := 0
	var tell func(path string, whole, part reflect.Value)
	tell = func(path string, whole, part reflect.Value) {
		if part.Kind() == reflect.Struct && !atom(part) {
			for n := range part.NumField() {
				tell(path+"."+part.Type().Field(n).Name, whole, part.Field(n))
			}
			return
		}
		fields++
		something(t, part)
		fact := whole.Interface().(contact.State)
		got, changed := contact.Merge(contact.State{}, fact)
		if other, _ := contact.Merge(fact, contact.State{}); got != fact || other != fact || !changed {
			t.Errorf("%s is lost", path)
		}
		part.SetZero()
	}
	var fact contact.State
	tell("State", reflect.ValueOf(&fact).Elem(), reflect.ValueOf(&fact).Elem())
	if fields < 70 {
		t.Errorf("only %d fields were told", fields)
	}
}

// atom reports whether a struct means something only as a whole.
func atom(part reflect.Value) bool {
	switch part.Interface().(type) {
	case time.Time, contact.Stamped, contact.Span:
		return true
	}
	return false
}

func something(t *testing.T, field reflect.Value) {
	t.Helper()
	switch v := field.Addr().Interface().(type) {
	case *contact.Stamped:
		*v = contact.Stamp(newYear, "a")
	case *contact.Span:
		*v = contact.Span{Known: true}
	case *string:
		*v = "a"
	case *bool:
		*v = true
	case *int:
		*v = 1
	case *time.Duration:
		*v = 1
	case *time.Time:
		*v = newYear
	default:
		t.Fatalf("nothing is known of %s", field.Type())
	}
}
