package world

import (
	"fmt"

	"tieline/shared/amazonconnect/connecttest"
)

// ours is the number that everybody calls. All numbers here are such as
// regulators keep for fiction (NANPA, 555-0100 to 0199; Ofcom, "Telephone
// numbers for use in TV and radio drama programmes").
const ours = "+442079460000"

// person is somebody the org knows, with the number they call from, and how
// somebody typed it into one of the org's phone fields.
type person struct {
	first, last          string // of an Account, its name is last
	object, field, typed string
	number               string // E.164
}

// people are those of the org. A Contact gets an Account of its own.
var people = []person{
	{"Ilka", "Marlow", "Contact", "Phone", "(415) 555-0132", "+14155550132"},
	{"Tomas", "Okafor", "Lead", "Phone", "206.555.0111", "+12065550111"},
	{"Aiko", "Lindqvist", "Contact", "MobilePhone", "+1 212-555-0178", "+12125550178"},
	{"", "Harbour Chandlers", "Account", "Phone", "+44 20 7946 0018", "+442079460018"},
	{"Bela", "Ferreira", "Contact", "HomePhone", "303-555-0143 x12", "+13035550143"},
	{"Noor", "van Dijk", "Lead", "MobilePhone", "1 617 555 0166", "+16175550166"},
	{"Owen", "Achterberg", "Contact", "OtherPhone", "+44 161 496 0321", "+441614960321"},
	{"Dara", "Kowalski", "Contact", "Phone", "3125550120", "+13125550120"},
}

// caller is a number to call from, and what a right screen pop finds for it.
type caller struct {
	number string
	pop    Pop
}

// seeder makes records in the org.
type seeder interface {
	Seed(object string, fields map[string]any) (id string, err error)
}

// seed brings the people into the org.
func seed(org seeder) ([]caller, error) {
	var callers []caller
	for _, p := range people {
		pop, err := p.seed(org)
		if err != nil {
			return nil, fmt.Errorf("seed a %s: %w", p.object, err)
		}
		callers = append(callers, caller{p.number, pop})
	}
	return callers, nil
}

func (p person) seed(org seeder) (Pop, error) {
	pop, company := Pop{Status: "HIT"}, p.last+" & Co"
	var err error
	switch p.object {
	case "Lead":
		pop.Lead, err = org.Seed("Lead", map[string]any{"FirstName": p.first, "LastName": p.last, "Company": company, p.field: p.typed})
	case "Account":
		pop.Account, err = org.Seed("Account", map[string]any{"Name": p.last, p.field: p.typed})
	default:
		if pop.Account, err = org.Seed("Account", map[string]any{"Name": company}); err == nil {
			pop.Contact, err = org.Seed("Contact", map[string]any{"FirstName": p.first, "LastName": p.last, "AccountId": pop.Account, p.field: p.typed})
		}
	}
	return pop, err
}

// Kinds are the kinds of call, in the order in which they are played.
var Kinds = connecttest.Kinds

// unasked are the kinds whose first contact goes through no flow of ours: nobody
// asks who it is.
var unasked = []connecttest.Kind{connecttest.Outbound, connecttest.Voicemail}

// strangers are as many as there are fictional numbers of one area.
const strangers = 100

// caller returns who makes the nth call: of the kinds that do not say, the
// people in turn. A withheld number comes as a word, or not at all.
func (w *World) caller(kind connecttest.Kind, n int) caller {
	switch kind {
	case connecttest.Unknown:
		return caller{fmt.Sprintf("+1202555%04d", 100+n%strangers), Pop{Status: "NONE"}}
	case connecttest.Anonymous:
		return caller{[]string{"anonymous", ""}[n/len(Kinds)%2], Pop{Status: "ANON"}}
	case connecttest.Chat, connecttest.Task:
		return caller{"", Pop{Status: "ANON"}}
	case connecttest.Email:
		return caller{"nobody@example.net", Pop{Status: "NONE"}}
	}
	return w.callers[n%len(w.callers)]
}
