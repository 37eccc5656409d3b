package main

import (
	"strings"
	"time"

	"tieline/events"
	"tieline/shared/caller"
	"tieline/shared/contact"
)

// newPop is the answer as the contact's item keeps it.
func newPop(o outcome, now time.Time) contact.Pop {
	a, q := o.answer, o.question
	p := contact.Pop{
		At: now.UTC().Truncate(time.Millisecond), Status: string(a.MatchStatus), Source: a.Source,
		Took:             time.Duration(a.TookMs) * time.Millisecond,
		CustomerEndpoint: endpoint(q.customer, q.region),
		SystemEndpoint:   endpoint(q.system, q.region),
	}
	switch a.RecordType {
	case "Contact":
		p.Contact, p.Account = a.RecordID, a.AccountID
	case "Lead":
		p.Lead = a.RecordID
	case "Account":
		p.Contact, p.Account = o.decision.Records[0].PersonContact, a.RecordID
	}
	return p
}

// endpoint is E.164 of a telephone number, and any other address as it came.
func endpoint(e events.Endpoint, region string) string {
	address := strings.TrimSpace(string(e.Address))
	if e164(address) {
		return address // as Connect has it nearly always; to read it would cost more than all the rest
	}
	if n, _, reason := caller.Parse(address, region); reason == "" {
		return string(n)
	}
	return address
}

// e164 reports whether an address is written as E.164 wants it: a plus and up to
// 15 digits, of which the first is no zero. Fewer than seven are no subscriber's.
func e164(address string) bool {
	if len(address) < len("+1234567") || len(address) > len("+123456789012345") || address[0] != '+' || address[1] == '0' {
		return false
	}
	for _, digit := range []byte(address[1:]) {
		if digit < '0' || digit > '9' {
			return false
		}
	}
	return true
}
