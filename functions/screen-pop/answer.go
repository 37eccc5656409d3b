package main

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"tieline/events"
	"tieline/shared/caller"
	"tieline/shared/contact"
)

// answer puts a decision into the flow's words.
func (h handler) answer(d caller.Decision, took time.Duration) events.FlowAnswer {
	a := events.FlowAnswer{
		MatchStatus: events.MatchStatus(d.Status), MatchCount: d.Count,
		Source: d.Source, TookMs: took.Milliseconds(), Reason: string(d.Reason),
	}
	switch d.Status {
	case caller.Hit:
		r := d.Records[0]
		a.RecordType, a.RecordID, a.RecordName = r.Object, short(r.ID), short(r.Name)
		a.AccountID, a.AccountName = short(r.AccountID), short(r.AccountName)
		a.PopURL = h.org.JoinPath("lightning", "r", a.RecordType, a.RecordID, "view").String()
	case caller.Multi:
		ids := make([]string, len(d.Records))
		for n, r := range d.Records {
			ids[n] = short(r.ID)
		}
		a.Candidates = strings.Join(ids, ",")
		a.PopURL = searchPage(h.org, d.Number.National())
	default: // nobody to show
	}
	return a
}

// short bounds a text that Salesforce gave, as Connect takes no answer of 32 KB.
// No standard name or id is longer.
func short(s string) string {
	if r := []rune(s); len(r) > 255 {
		return string(r[:255])
	}
	return s
}

// searchPage is the page of Lightning Experience's own search box. Salesforce
// documents no address of it; this is the one that the box itself makes. What
// is searched stands in the fragment, which browsers send to nobody.
func searchPage(org *url.URL, term string) string {
	page, err := json.Marshal(map[string]any{
		"componentDef": "forceSearch:searchPageDesktop",
		"attributes":   map[string]any{"term": term, "scopeMap": map[string]string{"type": "TOP_RESULTS"}, "context": struct{}{}},
		"state":        struct{}{},
	})
	if err != nil {
		return org.String()
	}
	return org.JoinPath("one", "one.app").String() + "#" + base64.StdEncoding.EncodeToString(page)
}

// newPop is the answer as the contact's item keeps it.
func newPop(a events.FlowAnswer, c events.FlowContact, region string, now time.Time) contact.Pop {
	p := contact.Pop{
		At: now.UTC().Truncate(time.Millisecond), Status: string(a.MatchStatus), Source: a.Source,
		Took:             time.Duration(a.TookMs) * time.Millisecond,
		CustomerEndpoint: endpoint(c.CustomerEndpoint.Value, region),
		SystemEndpoint:   endpoint(c.SystemEndpoint.Value, region),
	}
	switch a.RecordType {
	case "Contact":
		p.Contact, p.Account = a.RecordID, a.AccountID
	case "Lead":
		p.Lead = a.RecordID
	case "Account":
		p.Account = a.RecordID
	}
	return p
}

// endpoint is E.164 of a telephone number, and any other address as it came.
func endpoint(e events.Endpoint, region string) string {
	if n, reason := caller.Parse(string(e.Address), region); reason == "" {
		return string(n)
	}
	return strings.TrimSpace(string(e.Address))
}
