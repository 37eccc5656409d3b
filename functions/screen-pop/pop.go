package main

import (
	"regexp"
	"strings"
	"time"

	"tieline/events"
	"tieline/shared/caller"
	"tieline/shared/contact"
)

// newPop is the answer as the contact's item keeps it.
func newPop(a events.FlowAnswer, d caller.Decision, q question, now time.Time) contact.Pop {
	p := contact.Pop{
		At: now.UTC().Truncate(time.Millisecond), Status: string(a.MatchStatus), Source: a.Source,
		Took:             time.Duration(a.TookMs) * time.Millisecond,
		CustomerEndpoint: endpoint(q.contact.CustomerEndpoint.Value, q.region),
		SystemEndpoint:   endpoint(q.contact.SystemEndpoint.Value, q.region),
	}
	switch a.RecordType {
	case "Contact":
		p.Contact, p.Account = a.RecordID, a.AccountID
	case "Lead":
		p.Lead = a.RecordID
	case "Account":
		p.Contact, p.Account = d.Records[0].PersonContact, a.RecordID
	}
	return p
}

var e164 = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// endpoint is E.164 of a telephone number, and any other address as it came.
func endpoint(e events.Endpoint, region string) string {
	address := strings.TrimSpace(string(e.Address))
	if e164.MatchString(address) {
		return address // as Connect has it nearly always; to read it would cost more than all the rest
	}
	if n, _, reason := caller.Parse(address, region); reason == "" {
		return string(n)
	}
	return address
}
