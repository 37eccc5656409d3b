package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"

	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/salesforce/salesforcetest"
)

// marks are parts of every name, username, disposition and note that is played,
// and of nothing else: a line of a log that bears one tells of somebody.
var marks = []string{"zephyrine", "soakagent", "marzipan", "jubilee"}

// dialled is every number that is played, however it is written: with the
// country's code or without, with punctuation or without. Numbers are such as
// regulators keep for fiction (NANPA, 555-0100 to 0199; Ofcom, 020 7946 0000 to
// 0999). Whatever digits go before are no more than a code, so that ids and
// durations are none.
var dialled = func() *regexp.Regexp {
	const between = `[^0-9a-z]{0,3}`
	american := "(?:" + strings.Join(areas, "|") + ")" + between + "555" + between + "01" + between + "[0-9]" + between + "[0-9]"
	british := "20" + between + "7946" + between + "00" + between + "[0-9]" + between + "[0-9]"
	return regexp.MustCompile("(?:^|[^0-9])[0-9]{0,4}" + between + "(?:" + american + "|" + british + ")(?:[^0-9]|$)")
}()

var areas = strings.Fields("202 206 212 213 303 305 312 313 404 415 503 512 602 612 617 619 702 713 801 808")

// ours is the number that everybody calls, and third one that agents call.
const (
	ours  = "+442079460000"
	third = "+442079460077"
)

// person is an address to call from, and what a right screen pop finds for it.
type person struct {
	address                string // number or e-mail
	status                 string // HIT, NONE or ANON
	contact, account, lead string // record ids
}

// numbers are those of one area.
const numbers = 100

// people brings those into the org who have the first numbers of each area; the
// other numbers are nobody's.
func people(org *salesforcetest.Org) ([]person, error) {
	var all []person
	for a, area := range areas {
		for n := range numbers {
			p := person{address: fmt.Sprintf("+1%s5550%03d", area, 100+n), status: "NONE"}
			if n < numbers/4 {
				if err := p.seed(org, fmt.Sprintf("Zephyrine%02d%02d", a, n), n); err != nil {
					return nil, err
				}
			}
			all = append(all, p)
		}
	}
	return all, nil
}

func (p *person) seed(org *salesforcetest.Org, name string, n int) (err error) {
	p.status = "HIT"
	switch n % 4 {
	case 0:
		p.lead, err = org.Seed("Lead", map[string]any{"LastName": name, "Company": name + " & Co", "Phone": p.address})
	case 1:
		p.account, err = org.Seed("Account", map[string]any{"Name": name, "Phone": p.address})
	default:
		if p.account, err = org.Seed("Account", map[string]any{"Name": name + " & Co"}); err == nil {
			p.contact, err = org.Seed("Contact", map[string]any{"LastName": name, "AccountId": p.account, "Phone": p.address})
		}
	}
	return err
}

// caller draws who makes a call of a kind: somebody known, nobody known, or
// somebody whose address is withheld or who has none.
func caller(all []person, kind connecttest.Kind, dice *rand.Rand) person {
	switch kind {
	case connecttest.Anonymous:
		return person{address: []string{"anonymous", ""}[dice.IntN(2)], status: "ANON"}
	case connecttest.Chat, connecttest.Task:
		return person{status: "ANON"}
	case connecttest.Email:
		return person{address: fmt.Sprintf("zephyrine.%d@example.com", dice.IntN(1000)), status: "NONE"}
	}
	for {
		p := all[dice.IntN(len(all))]
		if (kind == connecttest.Unknown) == (p.status == "NONE") || kind != connecttest.Known && kind != connecttest.Unknown {
			return p
		}
	}
}

// staff are the agents.
func staff() []connecttest.Agent {
	var all []connecttest.Agent
	for n := range 60 {
		all = append(all, connecttest.Agent{
			ARN:      fmt.Sprintf("%s/agent/cccccccc-0000-4000-8000-%012d", instanceARN, n+1),
			Username: fmt.Sprintf("soakagent.%02d@example.com", n+1),
			Email:    fmt.Sprintf("soakagent.%02d@mail.example.com", n+1),
		})
	}
	return all
}
