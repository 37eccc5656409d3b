package salesforcetest

import (
	"mime"
	"net/http"
	"slices"
	"strings"
)

// endpoint answers calls of one method to one path. Parameters that it does not
// take are refused, as it would not do what they ask for.
type endpoint struct {
	handle handler
	takes  []string
}

// methods are the endpoints of a path.
type methods map[string]endpoint

// resources are the paths below dataPath. Those of records and queries may also
// be subrequests of a composite call.
func (o *Org) resources() map[string]methods {
	fields := []string{"fields"}
	return map[string]methods{
		"":                            {"GET": {handle: o.listResources}},
		"/limits":                     {"GET": {handle: o.limits}},
		"/sobjects":                   {"GET": {handle: o.describeGlobal}},
		"/sobjects/{object}":          {"GET": {handle: o.describeBasic}, "POST": {handle: o.create}},
		"/sobjects/{object}/describe": {"GET": {handle: o.describe}},
		"/sobjects/{object}/{id}":     {"GET": {o.retrieve, fields}, "PATCH": {handle: o.update}, "DELETE": {handle: o.erase}},
		"/sobjects/{object}/{field}/{value}": {
			"GET": {o.retrieveByKey, fields}, "PATCH": {handle: o.upsertOne}, "DELETE": {handle: o.eraseByKey},
		},
		"/composite": {"POST": {handle: o.composite}},
		"/composite/sobjects": {
			"POST": {handle: o.createCollection}, "PATCH": {handle: o.updateCollection},
			"DELETE": {o.eraseCollection, []string{"ids", "allOrNone"}},
		},
		"/composite/sobjects/{object}": {
			"GET": {o.retrieveCollection, []string{"ids", "fields"}}, "POST": {handle: o.retrieveMany},
		},
		"/composite/sobjects/{object}/{field}": {"PATCH": {handle: o.upsertCollection}},
		"/query":                               {"GET": {o.query, []string{"q"}}},
		"/query/{locator}":                     {"GET": {handle: o.queryMore}},
		"/search":                              {"GET": {o.search, []string{"q"}}},
		"/parameterizedSearch":                 {"POST": {handle: o.parameterizedSearch}},
	}
}

// slashed are the paths that may end with a slash, as they do in the guide's
// examples.
var slashed = map[string]bool{
	"": true, "/sobjects/{object}": true, "/composite/sobjects": true, "/query": true, "/search": true,
}

// unknown are resources that Salesforce has and this org has not.
var unknown = []string{"/queryAll", "/composite/batch", "/composite/tree/{object}", "/composite/graph", "/jobs/", "/tooling/"}

func (o *Org) routes() *http.ServeMux {
	mux := http.NewServeMux()
	for path, by := range o.resources() {
		mux.Handle(dataPath+path, o.serve(o.withSession(by.pick)))
		if slashed[path] {
			mux.Handle(dataPath+path+"/{$}", o.serve(o.withSession(by.pick)))
		}
	}
	for _, path := range unknown {
		mux.Handle(dataPath+path, o.serve(o.withSession(notKnown)))
	}
	mux.Handle("/services/", o.serve(func(*http.Request, []byte) answer { return refused(http.StatusNotFound, notFound) }))
	mux.Handle("/services/data", o.serve(methods{"GET": {handle: listVersions}}.pick))
	mux.Handle("/services/data/{$}", o.serve(methods{"GET": {handle: listVersions}}.pick))
	mux.Handle(tokenPath, o.serve(methods{"POST": {handle: o.token}}.pick))
	mux.Handle("/services/oauth2/revoke", o.serve(methods{"POST": {handle: o.revoke}}.pick))
	mux.Handle("/services/oauth2/userinfo", o.serve(o.withSession(methods{"GET": {handle: o.userInfo}}.pick)))
	mux.Handle("/id/{org}/{user}", o.serve(methods{"GET": {o.identity, []string{"format", "oauth_token"}}}.pick))
	mux.HandleFunc("GET /{$}", o.servePage)
	mux.HandleFunc("GET /record/{id}", o.serveRecord)
	return mux
}

// unheeded are headers that change what Salesforce does ("Headers", REST API
// Developer Guide), and not what this org does.
var unheeded = []string{"Content-Encoding", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"}

func notKnown(r *http.Request, _ []byte) answer {
	return refused(http.StatusForbidden, refuse("FUNCTIONALITY_NOT_ENABLED", "the simulated org does not know %s", r.URL.Path))
}

func (m methods) pick(r *http.Request, body []byte) answer {
	to, known := m[r.Method]
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case !known:
		return refused(http.StatusMethodNotAllowed, refuse("METHOD_NOT_ALLOWED", "HTTP Method '%s' not allowed", r.Method))
	case strings.HasPrefix(r.URL.Path, dataPath) && len(body) > 0 && kind != "application/json":
		return refused(http.StatusUnsupportedMediaType, refuse("UNSUPPORTED_MEDIA_TYPE", "Content-Type must be application/json"))
	}
	for _, name := range unheeded {
		if r.Header.Get(name) != "" {
			return refused(http.StatusBadRequest, refuse("FUNCTIONALITY_NOT_ENABLED", "the simulated org does not know header %s", name))
		}
	}
	for name := range r.URL.Query() {
		if !slices.Contains(to.takes, name) {
			return refused(http.StatusBadRequest, refuse("FUNCTIONALITY_NOT_ENABLED", "the simulated org does not know parameter %s", name))
		}
	}
	return to.handle(r, body)
}
