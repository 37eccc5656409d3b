package salesforcetest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// Limits of a composite call ("Composite", REST API Developer Guide):
// subrequests, and those among them of queries and collections.
const (
	maxSubrequests  = 25
	maxSearchedSubs = 5
)

// compositeCall is the body of a composite call. Subrequests are always done in
// their order, as a call that lets Salesforce collate them may expect it, too.
type compositeCall struct {
	AllOrNone          bool         `json:"allOrNone"`
	CollateSubrequests bool         `json:"collateSubrequests"`
	CompositeRequest   []subrequest `json:"compositeRequest"`
}

type subrequest struct {
	Method      string            `json:"method"`
	URL         string            `json:"url"`
	ReferenceID string            `json:"referenceId"`
	Body        any               `json:"body"`
	HTTPHeaders map[string]string `json:"httpHeaders"`
}

// subresponse is "Composite Subrequest Result".
type subresponse struct {
	Body           any               `json:"body"`
	HTTPHeaders    map[string]string `json:"httpHeaders"`
	HTTPStatusCode int               `json:"httpStatusCode"`
	ReferenceID    string            `json:"referenceId"`
}

var halted = refused(http.StatusBadRequest, refuse("PROCESSING_HALTED",
	"The transaction was rolled back since another operation in the same transaction failed."))

// composite is POST /composite: one call, whose parts may speak of each other's
// answers. With allOrNone the first that fails, be it in one record of a
// collection, undoes all ("allOrNone Parameters in Composite and Collections
// Requests").
func (o *Org) composite(r *http.Request, body []byte) answer {
	var call compositeCall
	if err := decode(body, &call); err != nil {
		return refusedBy(err)
	}
	if err := call.check(); err != nil {
		return refusedBy(err)
	}
	answers, bad := make([]answer, len(call.CompositeRequest)), -1
	do := func() bool {
		said := references{}
		for n, sub := range call.CompositeRequest {
			answers[n] = o.subrequest(r, sub, said)
			if call.AllOrNone && (answers[n].status >= http.StatusMultipleChoices || answers[n].partly) {
				bad = n
				return false
			}
		}
		return true
	}
	if call.AllOrNone {
		o.store.atomic(do)
	} else { // each part is a transaction of its own
		do()
	}
	return call.answer(answers, bad)
}

// answer puts the answers together; bad is the one that undid the others, -1 if
// none did.
func (c compositeCall) answer(answers []answer, bad int) answer {
	all, records := make([]subresponse, len(answers)), 0
	for n, a := range answers {
		if bad >= 0 && n != bad {
			a = halted
		}
		records += a.records
		all[n] = subresponse{Body: a.body, HTTPHeaders: map[string]string{}, HTTPStatusCode: a.status, ReferenceID: c.CompositeRequest[n].ReferenceID}
		if a.location != "" {
			all[n].HTTPHeaders["Location"] = a.location
		}
	}
	return answer{status: http.StatusOK, body: map[string]any{"compositeResponse": all}, records: records}
}

var referenceID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_]*$`)

const wellFormed = "must start with a letter or a number, and it can contain only letters, numbers and underscores ('_')."

// check refuses a call of which nothing is done.
func (c compositeCall) check() error {
	seen, searched := map[string]bool{}, 0
	for _, sub := range c.CompositeRequest {
		switch {
		case !referenceID.MatchString(sub.ReferenceID):
			return refuse("JSON_PARSER_ERROR", "Provided referenceId ('%s') %s", sub.ReferenceID, wellFormed)
		case seen[sub.ReferenceID]:
			return refuse("JSON_PARSER_ERROR", "referenceId %s is not unique", sub.ReferenceID)
		case len(sub.HTTPHeaders) > 0:
			return refuse("FUNCTIONALITY_NOT_ENABLED", "the simulated org does not know httpHeaders of subrequests")
		}
		seen[sub.ReferenceID] = true
		path := strings.TrimPrefix(sub.URL, dataPath)
		if strings.HasPrefix(path, "/query") || strings.HasPrefix(path, "/composite/sobjects") {
			searched++
		}
	}
	switch {
	case len(seen) == 0:
		return refuse("JSON_PARSER_ERROR", "compositeRequest must hold a subrequest")
	case len(seen) > maxSubrequests:
		return refuse("LIMIT_EXCEEDED", "a composite call takes %d subrequests", maxSubrequests)
	case searched > maxSearchedSubs:
		return refuse("LIMIT_EXCEEDED", "a composite call takes %d queries and collections", maxSearchedSubs)
	}
	return nil
}

// subrequest answers a part of the call, and remembers what was said.
func (o *Org) subrequest(call *http.Request, sub subrequest, said references) answer {
	target, body, err := said.fill(sub)
	if err != nil {
		return refusedBy(err)
	}
	to, err := url.Parse(target)
	if err != nil || to.Host != "" {
		return refused(http.StatusBadRequest, refuse("JSON_PARSER_ERROR", "url must be a path"))
	}
	part := &part{body: body, answer: refused(http.StatusNotFound, notFound)}
	r := &http.Request{Method: sub.Method, URL: to, Header: http.Header{"Content-Type": {"application/json"}}}
	o.parts.ServeHTTP(part, r.WithContext(call.Context()))
	said.remember(sub.ReferenceID, part.answer)
	return part.answer
}

// part is a subrequest on its way through the routes.
type part struct {
	body   []byte
	answer answer
}

// partRoutes leads subrequests to the same endpoints as calls.
func (o *Org) partRoutes() *http.ServeMux {
	mux := http.NewServeMux()
	for path, by := range o.resources() {
		if !strings.HasPrefix(path, "/sobjects") && !strings.HasPrefix(path, "/query") && !strings.HasPrefix(path, "/composite/") {
			continue
		}
		serve := func(w http.ResponseWriter, r *http.Request) {
			p := w.(*part)
			p.answer = by.pick(r, p.body)
		}
		mux.HandleFunc(dataPath+path, serve)
		if slashed[path] {
			mux.HandleFunc(dataPath+path+"/{$}", serve)
		}
	}
	return mux
}

// What the multiplexer itself would write is not said: the answer is that
// nothing was found.
func (*part) Header() http.Header { return http.Header{} }

func (*part) WriteHeader(int) {}

func (*part) Write(text []byte) (int, error) { return len(text), nil }

// encode is decode's opposite, for values that were decoded.
func encode(v any) []byte {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return text.Bytes()
}
