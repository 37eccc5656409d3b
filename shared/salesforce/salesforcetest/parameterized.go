package salesforcetest

import (
	"net/http"
	"strings"
)

// parameterizedCall is the body of a parameterized search ("Search with
// Parameters in the Request Body", REST API Developer Guide), as far as this
// org understands it: members that are not here are refused.
type parameterizedCall struct {
	Q            string   `json:"q"`
	In           string   `json:"in"`
	Fields       []string `json:"fields"`
	OverallLimit int      `json:"overallLimit"`
	DefaultLimit int      `json:"defaultLimit"`
	SObjects     []struct {
		Name   string   `json:"name"`
		Fields []string `json:"fields"`
		Limit  int      `json:"limit"`
	} `json:"sobjects"`
}

// parameterizedSearch is POST /parameterizedSearch. Its q is no SOSL, but what
// to look for; like /search it looks in phone or e-mail fields only.
func (o *Org) parameterizedSearch(_ *http.Request, body []byte) answer {
	var call parameterizedCall
	if err := decode(body, &call); err != nil {
		return refusedBy(err)
	}
	switch {
	case len(call.Q) < 2 || strings.ContainsAny(call.Q, " *?"):
		return refused(http.StatusBadRequest, refuse("MALFORMED_SEARCH", "q must be one word of two characters at least, without wildcards"))
	case groups[strings.ToUpper(call.In)] == "" || len(call.SObjects) == 0:
		return refused(http.StatusBadRequest, refuse("MALFORMED_SEARCH", "the simulated org searches PHONE or EMAIL fields of named sobjects only"))
	}
	q := sosl{terms: []string{call.Q}, group: groups[strings.ToUpper(call.In)], limit: orElse(call.OverallLimit, maxFound)}
	for _, of := range call.SObjects {
		want := returning{object: of.Name, fields: of.Fields, limit: orElse(of.Limit, orElse(call.DefaultLimit, maxFound))}
		if len(want.fields) == 0 {
			want.fields = call.Fields
		}
		q.returning = append(q.returning, want)
	}
	return o.answerSearch(q)
}

// orElse is a limit, or another one if it is not set.
func orElse(limit, other int) int {
	if limit > 0 {
		return min(limit, maxFound)
	}
	return other
}
