package main

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"tieline/events"
	"tieline/shared/caller"
)

// answer puts a decision into the flow's words.
func (h handler) answer(d caller.Decision, q question, took time.Duration) events.FlowAnswer {
	a := events.FlowAnswer{
		MatchStatus: events.MatchStatus(d.Status), MatchCount: d.Count,
		Source: d.Source, AgeSeconds: int64(d.Age.Seconds()), TookMs: took.Milliseconds(), Reason: string(d.Reason),
		Fields: h.unset,
	}
	if q.misread && a.Reason == "" {
		a.Reason = string(misreadFields)
	}
	switch d.Status {
	case caller.Hit:
		r := d.Records[0]
		a.RecordType, a.RecordID, a.RecordName = r.Object, short(r.ID), short(r.Name)
		a.AccountID, a.AccountName = short(r.AccountID), short(r.AccountName)
		a.PopURL = h.org.JoinPath("lightning", "r", a.RecordType, a.RecordID, "view").String()
		a.Fields = filled(a, r.Fields)
	case caller.Multi:
		ids := make([]string, len(d.Records))
		for n, r := range d.Records {
			ids[n] = short(r.ID)
		}
		a.Candidates = strings.Join(ids, ",")
		a.PopURL = searchPage(h.org, cmp.Or(d.Clue.Number.National(), d.Clue.Email))
	default: // nobody to show
	}
	return a
}

// unset are the keys of mapped fields that a setting lists, with commas between:
// the flows keep all keys of an answer or none, so that each must be there. The
// answer's own keys are there anyway.
func unset(keys string) map[string]string {
	var fields map[string]string
	for key := range strings.SplitSeq(keys, ",") {
		if key == "" || slices.Contains(events.AnswerKeys, key) {
			continue
		}
		if fields == nil {
			fields = map[string]string{}
		}
		fields[key] = ""
	}
	return fields
}

// filled returns the answer's fields with these values, in the order of their
// keys as many as an answer has room for.
func filled(a events.FlowAnswer, values map[string]string) map[string]string {
	if len(values) == 0 {
		return a.Fields
	}
	fields := maps.Clone(a.Fields)
	if fields == nil {
		fields = map[string]string{}
	}
	room := events.MaxAnswer - 1 - length(a)
	for _, key := range slices.Sorted(maps.Keys(values)) {
		value := short(values[key])
		more := length(map[string]string{key: value}) // and a comma for two braces
		if more <= room {
			fields[key] = value
			room -= more
		}
	}
	return fields
}

// length is how many bytes a part of an answer has at most.
func length(part any) int {
	body, err := json.Marshal(part)
	if err != nil {
		return events.MaxAnswer // there is no room for it
	}
	return len(body)
}

// short bounds a text that Salesforce gave, as Connect takes no answer of 32 KB.
// No standard name or id is longer.
func short(s string) string {
	const most = 255
	if len(s) <= most {
		return s
	}
	if r := []rune(s); len(r) > most {
		return string(r[:most])
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
