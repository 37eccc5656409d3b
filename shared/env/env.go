// Package env reads a function's settings and reports every problem at once.
package env

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"
)

// Reader collects errors so that one cold start names all missing settings.
type Reader struct {
	lookup func(string) (string, bool)
	errs   []error
}

// NewReader returns a Reader over lookup, usually os.LookupEnv.
func NewReader(lookup func(string) (string, bool)) *Reader { return &Reader{lookup: lookup} }

// String returns a required setting.
func (r *Reader) String(name string) string {
	v, ok := r.lookup(name)
	if !ok || v == "" {
		r.fail("%s is required", name)
	}
	return v
}

// Optional returns a setting that may be empty or missing; then it is "".
func (r *Reader) Optional(name string) string {
	v, _ := r.lookup(name)
	return v
}

// URL returns a required absolute https URL; http is for loopback only.
func (r *Reader) URL(name string) *url.URL {
	text, ok := r.required(name)
	if !ok {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		r.fail("%s must be an absolute https URL", name)
		return nil
	}
	return u
}

// Duration returns a required duration of 0 or more, such as "60s".
func (r *Reader) Duration(name string) time.Duration {
	text, ok := r.required(name)
	if !ok {
		return 0
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		r.fail("%s must be a duration such as 60s", name)
	}
	return d
}

// Count returns a required whole number of 1 or more.
func (r *Reader) Count(name string) int {
	text, ok := r.required(name)
	if !ok {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		r.fail("%s must be a whole number of 1 or more", name)
	}
	return n
}

// Err returns every problem found so far, or nil.
func (r *Reader) Err() error { return errors.Join(r.errs...) }

// required is String for those that go on to read the value.
func (r *Reader) required(name string) (string, bool) {
	before := len(r.errs)
	text := r.String(name)
	return text, len(r.errs) == before
}

func (r *Reader) fail(format, name string) {
	r.errs = append(r.errs, fmt.Errorf(format, name))
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
