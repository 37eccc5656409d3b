package caller

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
)

// bearer is a record that bears the clue, and how well. The ranks decide who is
// preferred, the lower one first, in this order:
//
//  1. written: with the very extension, or with none where the clue has none;
//     before a record or a clue that leaves the extension out
//  2. object: the position of the record's object in Scope.Objects
//  3. field: the position of the phone field in Scope.Phones
//
// Who is first by these is the caller. Where they are equal nobody can tell:
// then who was modified last is offered first, then the lower id.
type bearer struct {
	Record
	written, object, field int
}

// decide is negative if a is preferred to b, and 0 if it is a tie.
func (a bearer) decide(b bearer) int {
	return cmp.Or(a.written-b.written, a.object-b.object, a.field-b.field)
}

// order is negative if a stands before b.
func (a bearer) order(b bearer) int {
	return cmp.Or(a.decide(b), b.Modified.Compare(a.Modified), strings.Compare(a.ID, b.ID))
}

// choose returns the persons that bear the clue, the preferred one first, and
// whether that one is a clear winner. There is none among those that are not all
// of them.
func choose(c Clue, found []Record, in Scope) (persons []bearer, clear bool) {
	bearers := map[string]bearer{}
	for _, r := range found {
		if b, bears := in.verify(c, r); bears {
			bearers[r.ID] = b
		}
	}
	persons = slices.SortedFunc(maps.Values(joined(bearers)), bearer.order)
	clear = len(persons) == 1 || len(persons) > 1 && persons[0].decide(persons[1]) < 0
	return persons, clear && !in.cut(c, found)
}

// cut reports whether there may be more of an object than was answered: as many
// came as were asked for. An id is of one record.
func (s Scope) cut(c Clue, found []Record) bool {
	of := map[string]int{}
	for _, r := range found {
		if of[r.Object]++; of[r.Object] >= s.Limit && c.Kind != ByID {
			return true
		}
	}
	return false
}

// joined leaves out each Contact that is the same person as an account found,
// too. The account ranks as the better of both.
func joined(found map[string]bearer) map[string]bearer {
	persons := maps.Clone(found)
	for id, account := range found {
		contact, same := found[account.PersonContact]
		if !same || account.PersonContact == "" {
			continue
		}
		delete(persons, contact.ID)
		if contact.decide(account) < 0 {
			account.written, account.object, account.field = contact.written, contact.object, contact.field
		}
		account.Modified = later(account.Modified, contact.Modified)
		persons[id] = account
	}
	return persons
}

// verify reports whether a record bears the clue, as search engines also find
// fragments and look-alikes.
func (s Scope) verify(c Clue, r Record) (bearer, bool) {
	b := bearer{Record: r, object: slices.Index(s.Objects, r.Object)}
	if b.object < 0 {
		b.object = len(s.Objects)
	}
	switch c.Kind {
	case ByID:
		return b, r.ID == c.ID || r.PersonContact == c.ID
	case ByEmail:
		return b, slices.ContainsFunc(r.Emails, func(typed string) bool {
			return strings.EqualFold(strings.TrimSpace(typed), c.Email)
		})
	case ByNumber:
		return s.verifyNumber(c, b)
	}
	return b, false
}

// verifyNumber ranks a record by the best of its phones that hold the number.
func (s Scope) verifyNumber(c Clue, b bearer) (best bearer, bears bool) {
	for _, p := range b.Phones {
		phone := b
		phone.field = s.rank(p.Field)
		n, extension, _ := ParseTyped(p.Value, s.Region)
		if phone.field < 0 || n != c.Number || extension != c.Extension && extension != "" && c.Extension != "" {
			continue
		}
		if extension != c.Extension {
			phone.written = 1
		}
		if !bears || phone.order(best) < 0 {
			best, bears = phone, true
		}
	}
	return best, bears
}

// rank is the position of a phone field, -1 if it does not count. A person
// account has the fields of its contact with Person before their names.
func (s Scope) rank(field string) int {
	if n := slices.Index(s.Phones, field); n >= 0 {
		return n
	}
	return slices.Index(s.Phones, strings.TrimPrefix(field, "Person"))
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
