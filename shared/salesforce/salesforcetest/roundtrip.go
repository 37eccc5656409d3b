package salesforcetest

import (
	"bytes"
	"crypto/tls"
	"io"
	"net/http"
)

// RoundTrip makes an Org an http.RoundTripper: it answers a call without a
// socket, in the caller's goroutine. A connection that a fault cuts is an io.EOF,
// or an io.ErrUnexpectedEOF amid the answer, as net/http has it.
func (o *Org) RoundTrip(r *http.Request) (*http.Response, error) {
	in := r.Clone(r.Context())
	in.Host, in.RequestURI = r.URL.Host, r.URL.RequestURI()
	if r.URL.Scheme == "https" {
		in.TLS = &tls.ConnectionState{}
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	defer in.Body.Close()
	w := &written{header: http.Header{}}
	cut := o.serveUncut(w, in)
	switch {
	case r.Context().Err() != nil:
		return nil, r.Context().Err()
	case cut && w.status == 0:
		return nil, io.EOF
	}
	return w.response(r, cut), nil
}

// serveUncut reports whether the connection would have been cut.
func (o *Org) serveUncut(w http.ResponseWriter, r *http.Request) (cut bool) {
	defer func() {
		if why := recover(); why == http.ErrAbortHandler { //nolint:errorlint // it is panicked with as it is
			cut = true
		} else if why != nil {
			panic(why)
		}
	}()
	o.ServeHTTP(w, r)
	return false
}

// written is an answer on its way to a caller in the same process.
type written struct {
	header http.Header
	status int // 0 until it is written
	body   bytes.Buffer
}

// Header implements http.ResponseWriter.
func (w *written) Header() http.Header { return w.header }

// WriteHeader implements http.ResponseWriter.
func (w *written) WriteHeader(status int) { w.status = status }

// Write implements http.ResponseWriter.
func (w *written) Write(text []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.body.Write(text)
}

func (w *written) response(r *http.Request, cut bool) *http.Response {
	var body io.Reader = &w.body
	length := int64(w.body.Len())
	if cut {
		body, length = io.MultiReader(body, broken{}), -1
	}
	return &http.Response{
		Status: http.StatusText(w.status), StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.header, Body: io.NopCloser(body), ContentLength: length, Request: r,
	}
}

// broken is the rest of an answer whose connection was cut.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

var _ http.RoundTripper = (*Org)(nil)
