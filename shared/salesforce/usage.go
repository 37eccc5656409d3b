package salesforce

import (
	"context"
	"net/http"
	"regexp"
	"strconv"
)

// Usage is how many API calls an org has used in the last 24 hours, of how many
// it may use.
type Usage struct{ Used, Limit int }

// Watched returns hc with the usage that each answer tells passed on to seen,
// several at once if calls are. Put it inside of Authorized, so that it also
// hears what the first, refused try of a call tells. A log-in tells nothing.
func Watched(hc *http.Client, seen func(context.Context, Usage)) *http.Client {
	with := *hc
	with.Transport = watch{transport(hc), seen}
	return &with
}

// watch is the http.RoundTripper of Watched.
type watch struct {
	next http.RoundTripper
	seen func(context.Context, Usage)
}

// RoundTrip implements http.RoundTripper.
func (w watch) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := w.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if u, told := usage(res.Header); told {
		w.seen(req.Context(), u)
	}
	return res, nil
}

// apiUsage finds the org's usage among others, as in
// "api-usage=10018/100000; api-bursts=1/750" (REST API guide, "Limit Info
// Header"). That of one app has a longer name.
var apiUsage = regexp.MustCompile(`(?:^|[;,\s])api-usage=(\d{1,15})/(\d{1,15})(?:[;,\s]|$)`)

func usage(h http.Header) (u Usage, told bool) {
	for _, line := range h.Values("Sforce-Limit-Info") {
		found := apiUsage.FindStringSubmatch(line)
		if found == nil {
			continue
		}
		u.Used, _ = strconv.Atoi(found[1]) // digits, and few enough
		u.Limit, _ = strconv.Atoi(found[2])
		return u, u.Limit > 0
	}
	return Usage{}, false
}
