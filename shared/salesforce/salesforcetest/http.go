package salesforcetest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// dataPath is where the one API version lives that this org speaks.
const dataPath = "/services/data/v67.0"

// tokenPath is where one logs in.
const tokenPath = "/services/oauth2/token"

// Request is what the org remembers of a call: nothing of its body, nor of its
// query, which holds phone numbers.
type Request struct {
	Time     time.Time
	Method   string
	Path     string
	Status   int
	Records  int // how many it touched
	Duration time.Duration
	Fault    Fault // that was simulated, "" if none
}

const (
	maxRequests = 1000     // that are remembered
	maxBody     = 16 << 20 // bytes
)

// answer is what a handler says. Nil body is an empty one.
type answer struct {
	status  int
	body    any
	records int
	fault   Fault // that befell the call

	location string // path of the record that it created
	partly   bool   // some of its records were refused
}

// handler answers one call whose body has been read. The org is locked.
type handler func(r *http.Request, body []byte) answer

// ServeHTTP serves the API below /services/ and the page for people at /.
func (o *Org) ServeHTTP(w http.ResponseWriter, r *http.Request) { o.mux.ServeHTTP(w, r) }

// serve reads a call, has it answered under the lock, and remembers it.
func (o *Org) serve(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := o.now()
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		f, takes, pass := o.drawFault(r, body)
		if takes > 0 {
			pass(r.Context(), takes)
		}
		if err != nil {
			h = func(*http.Request, []byte) answer {
				return refused(http.StatusRequestEntityTooLarge, refuse("REQUEST_ENTITY_TOO_LARGE", "The request body cannot be read"))
			}
		}
		o.answered(start, f, h, w.Header(), r, body).deliver(w)
	})
}

// drawFault returns the fault of a call, how long the call takes for it, and how
// that time passes: the org is not locked meanwhile, and others are answered.
func (o *Org) drawFault(r *http.Request, body []byte) (f Fault, takes time.Duration, pass func(context.Context, time.Duration)) {
	o.lock()
	defer o.mu.Unlock()
	switch f = o.faultOf(r, body); f {
	case Hang:
		takes = forever
	case Slow:
		takes = o.faults.delay
	}
	return f, takes, o.pass
}

// answered returns the answer to a call, which counts and is remembered.
func (o *Org) answered(start time.Time, f Fault, h handler, header http.Header, r *http.Request, body []byte) answer {
	o.lock()
	defer o.unlock()
	a := o.under(f, h, r, body)
	if strings.HasPrefix(r.URL.Path+"/", dataPath+"/") && !a.isPage() {
		header.Set("Sforce-Limit-Info", fmt.Sprintf("api-usage=%d/%d", o.count(a.fault), dailyLimit))
	}
	o.requests = append(o.requests, Request{start, r.Method, r.URL.Path, a.status, a.records, o.now().Sub(start), a.fault})
	if len(o.requests) == 2*maxRequests { // and not at every call
		o.requests = slices.Clone(o.requests[maxRequests:])
	}
	return a
}

func (a answer) write(w http.ResponseWriter) {
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	kind, text := a.text()
	w.Header().Set("Content-Type", kind)
	if a.location != "" {
		w.Header().Set("Location", a.location)
	}
	w.WriteHeader(a.status)
	// The caller may be gone, which is nothing to the org.
	_, _ = w.Write(text)
}

// text is the body and its media type.
func (a answer) text() (kind string, text []byte) {
	if p, html := a.body.(page); html {
		return "text/html", []byte(p)
	}
	text, err := json.Marshal(a.body)
	if err != nil { // an answer is made of plain values only
		panic(err)
	}
	return "application/json;charset=UTF-8", text
}

// refused answers a call that failed as a whole.
func refused(status int, all ...refusal) answer {
	errs := make([]callError, len(all))
	for n, r := range all {
		errs[n] = callError{r.message, r.code, r.fields, r.duplicates}
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
