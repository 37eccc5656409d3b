package backfill

import (
	"cmp"
	"fmt"
	"slices"
	"unicode"

	"tieline/shared/caller"
)

// person is a record, and what its phone fields are good for.
type person struct {
	Record   caller.Record
	Numbers  []caller.Number `json:",omitempty"` // each once
	Unusable []Unusable      `json:",omitempty"`
}

// Unusable is a phone field by which nobody can be known. Its value is nobody
// else's business.
type Unusable struct{ Object, ID, Field, Why string }

// sift reads the phone fields of a record.
func sift(r caller.Record, region string) *person {
	p := &person{Record: r}
	for _, phone := range r.Phones {
		n, _, reason := caller.ParseTyped(phone.Value, region)
		switch {
		case reason != "":
			p.Unusable = append(p.Unusable, Unusable{r.Object, r.ID, phone.Field, why(phone.Value, reason, region)})
		case !slices.Contains(p.Numbers, n):
			p.Numbers = append(p.Numbers, n)
		}
	}
	return p
}

// Few are the digits of an extension or of a local number. Many are more than a
// number has, with its country code (ITU-T E.164: at most 15).
const few, many = 6, 16

// why says what the owner of a record can mend.
func why(value string, reason caller.Reason, region string) string {
	digits := 0
	for _, r := range value {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	switch {
	case reason == caller.NoEndpoint:
		return "blank"
	case reason == caller.Withheld:
		return "says that it is withheld"
	case digits == 0:
		return "no digits"
	case digits <= few:
		return fmt.Sprintf("only %d digits or fewer", few)
	case digits >= many:
		return fmt.Sprintf("%d digits or more", many)
	}
	return "no country has such a number (without a country code it is read as one of " + region + ")"
}

// people are all that were read: by which number, and where in the journal they
// stand. They themselves would take too much memory.
type people struct {
	records  int
	bearers  []bearer
	unusable []Unusable
}

// bearer is somebody who has a number.
type bearer struct {
	number caller.Number
	at     place
}

func (p *people) add(one *person, at place) {
	p.records++
	p.unusable = append(p.unusable, one.Unusable...)
	for _, n := range one.Numbers {
		p.bearers = append(p.bearers, bearer{n, at})
	}
}

// byNumber returns those of each number, in the order of these.
func (p *people) byNumber() [][]bearer {
	slices.SortFunc(p.bearers, func(a, b bearer) int { return cmp.Compare(a.number, b.number) })
	var all [][]bearer
	for from, n := 0, 1; n <= len(p.bearers); n++ {
		if n == len(p.bearers) || p.bearers[n].number != p.bearers[from].number {
			all = append(all, p.bearers[from:n])
			from = n
		}
	}
	return all
}
