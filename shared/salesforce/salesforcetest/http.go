package salesforcetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"
)

// dataPath is where the one API version lives that this org speaks.
const dataPath = "/services/data/v67.0"

// Request is what the org remembers of a call: nothing of its body, nor of its
// query, which holds phone numbers.
type Request struct {
	Time     time.Time
	Method   string
	Path     string
	Status   int
	Records  int // how many it touched
	Duration time.Duration
}

const (
	maxRequests = 1000     // that are remembered
	maxBody     = 16 << 20 // bytes
	dailyLimit  = 100_000  // calls
)

// answer is what a handler says. Nil body is an empty one.
type answer struct {
	status  int
	body    any
	records int
}

// handler answers one call whose body has been read. The org is locked.
type handler func(r *http.Request, body []byte) answer

// methods are the handlers of a path.
type methods map[string]handler

func (o *Org) routes() *http.ServeMux {
	mux := http.NewServeMux()
	for path, by := range map[string]methods{
		"/sobjects/{object}":                   {"POST": o.create},
		"/sobjects/{object}/{id}":              {"GET": o.retrieve, "PATCH": o.update},
		"/sobjects/{object}/{field}/{value}":   {"GET": o.retrieveByKey, "PATCH": o.upsertOne},
		"/composite/sobjects/{object}/{field}": {"PATCH": o.upsertCollection},
		"/search/{$}":                          {"GET": o.search},
		"/search":                              {"GET": o.search},
		"/query/{$}":                           {"GET": o.query},
		"/query":                               {"GET": o.query},
	} {
		mux.Handle(dataPath+path, o.serve(o.withSession(by.pick)))
	}
	mux.Handle("/services/", o.serve(func(*http.Request, []byte) answer { return refused(http.StatusNotFound, notFound) }))
	mux.Handle("/services/oauth2/token", o.serve(methods{"POST": o.token}.pick))
	mux.HandleFunc("GET /{$}", o.servePage)
	mux.HandleFunc("GET /record/{id}", o.serveRecord)
	return mux
}

// ServeHTTP serves the API below /services/ and the page for people at /.
func (o *Org) ServeHTTP(w http.ResponseWriter, r *http.Request) { o.mux.ServeHTTP(w, r) }

// serve reads a call, has it answered under the lock, and remembers it.
func (o *Org) serve(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := o.now()
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		o.mu.Lock()
		a := refused(http.StatusRequestEntityTooLarge, refuse("REQUEST_ENTITY_TOO_LARGE", "The request body cannot be read"))
		if err == nil {
			a = h(r, body)
		}
		if strings.HasPrefix(r.URL.Path, dataPath+"/") {
			o.used++
			w.Header().Set("Sforce-Limit-Info", fmt.Sprintf("api-usage=%d/%d", o.used, dailyLimit))
		}
		o.requests = append(o.requests, Request{start, r.Method, r.URL.Path, a.status, a.records, o.now().Sub(start)})
		o.requests = slices.Clone(o.requests[max(0, len(o.requests)-maxRequests):])
		o.mu.Unlock()
		a.write(w)
	})
}

func (a answer) write(w http.ResponseWriter) {
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	text, err := json.Marshal(a.body)
	if err != nil { // an answer is made of plain values only
		panic(err)
	}
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.WriteHeader(a.status)
	// The caller may be gone, which is nothing to the org.
	_, _ = w.Write(text)
}

func (m methods) pick(r *http.Request, body []byte) answer {
	h, known := m[r.Method]
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case !known:
		return refused(http.StatusMethodNotAllowed, refuse("METHOD_NOT_ALLOWED", "HTTP Method '%s' not allowed", r.Method))
	case strings.HasPrefix(r.URL.Path, dataPath) && len(body) > 0 && kind != "application/json":
		return refused(http.StatusUnsupportedMediaType, refuse("UNSUPPORTED_MEDIA_TYPE", "Content-Type must be application/json"))
	}
	for name := range r.URL.Query() {
		if name != "q" {
			return refused(http.StatusBadRequest, refuse("FUNCTIONALITY_NOT_ENABLED", "the simulated org does not know parameter %s", name))
		}
	}
	return h(r, body)
}

// query is GET /query, which nothing needs yet.
func (o *Org) query(*http.Request, []byte) answer {
	return refused(http.StatusBadRequest, refuse("MALFORMED_QUERY", "the simulated org does not speak SOQL"))
}

// refused answers a call that failed as a whole.
func refused(status int, all ...refusal) answer {
	errs := make([]callError, len(all))
	for n, r := range all {
		errs[n] = callError{r.message, r.code, r.fields}
	}
	return answer{status: status, body: errs}
}

// refusedBy answers a request that could not be read.
func refusedBy(err error) answer {
	var r refusal
	if !errors.As(err, &r) {
		r = refuse("JSON_PARSER_ERROR", "%v", err)
	}
	return refused(http.StatusBadRequest, r)
}

// decode reads one JSON value, keeping numbers as they are written. Members
// that the org does not know are refused.
func decode(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one JSON value")
	}
	return nil
}
