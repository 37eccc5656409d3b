package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tieline/shared/salesforce/salesforcetest"
)

// Org is the way to the simulated org, without sockets: an http.RoundTripper on
// which calls take a virtual time, and may fail.
type Org struct {
	*Clock
	*salesforcetest.Org
	faults Faults
	outage window
	seen   *Watch
	Calls  int // data calls, those that failed included
	Logins int
	Late   int // records in calls that were done after their callers had given up
}

// orgURL is the org's My Domain.
var orgURL = &url.URL{Scheme: "https", Host: "soak.my.salesforce.com"}

// errCut is what is left of a call whose connection was cut.
var errCut = errors.New("the connection was cut")

// RoundTrip implements http.RoundTripper.
func (o *Org) RoundTrip(req *http.Request) (*http.Response, error) {
	if !alive(req.Context()) {
		return nil, errDead
	}
	if strings.HasSuffix(req.URL.Path, "/oauth2/token") {
		o.Logins++ // others may wait for it: it takes no time
		return o.serve(req, nil)
	}
	o.Calls++
	body, err := read(req)
	if err != nil {
		return nil, err
	}
	o.Wait(o.Between(60*time.Millisecond, 500*time.Millisecond))
	if o.Chance(o.faults.DelayedRequest) {
		o.After(o.Between(5*time.Second, 8*time.Minute), func() { o.late(req, body) })
		return nil, errCut
	}
	res, err := o.upserted(req, body)
	o.Wait(o.Between(20*time.Millisecond, 200*time.Millisecond))
	return res, err
}

// late has the org do a call that its caller gave up long ago. The org knew the
// caller when the call came in, however long it then takes: so the session must
// stand that it is done in.
func (o *Org) late(req *http.Request, body []byte) {
	session, err := o.logIn()
	if err != nil {
		panic(err) // logins have no faults
	}
	in := req.Clone(context.WithoutCancel(req.Context()))
	in.Header.Set("Authorization", "Bearer "+session)
	res, err := o.upserted(in, body)
	if err != nil { // whom the answer does not reach does not matter
		return
	}
	if res.Body.Close(); res.StatusCode == http.StatusOK {
		o.Late += len(offered.FindAll(body, -1))
	}
}

// logIn returns the token of a new session.
func (o *Org) logIn() (string, error) {
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {clientID}, "client_secret": {clientSecret}}
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, orgURL.JoinPath("services/oauth2/token").String(), nil)
	if err != nil {
		return "", err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := o.serve(req, []byte(form.Encode()))
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	var session struct {
		Token string `json:"access_token"`
	}
	if err := json.NewDecoder(res.Body).Decode(&session); err != nil || res.StatusCode != http.StatusOK {
		return "", fmt.Errorf("log in: status %d: %w", res.StatusCode, err)
	}
	return session.Token, nil
}

func read(req *http.Request) ([]byte, error) {
	if req.Body == nil {
		return nil, nil
	}
	defer req.Body.Close()
	return io.ReadAll(req.Body)
}

// upserted serves a call, and looks at what it made of the records in it.
func (o *Org) upserted(req *http.Request, body []byte) (*http.Response, error) {
	res, err := o.serve(req, body)
	o.seen.look(o.Org, o.now, body)
	return res, err
}

// serve has the org answer. A context that is over must not end a request that
// was sent.
func (o *Org) serve(req *http.Request, body []byte) (res *http.Response, err error) {
	in := req.Clone(context.WithoutCancel(req.Context()))
	if body != nil {
		in.Body = io.NopCloser(bytes.NewReader(body))
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	in.RequestURI, in.Host = in.URL.RequestURI(), in.URL.Host
	out := newAnswer()
	defer func() {
		if broken := recover(); broken == http.ErrAbortHandler { //nolint:errorlint // as net/http compares it
			res, err = nil, errCut
		} else if broken != nil {
			panic(broken)
		}
	}()
	o.ServeHTTP(out, in)
	return out.response(req), nil
}

// answer is an http.ResponseWriter.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newAnswer() *answer { return &answer{header: http.Header{}, status: http.StatusOK} }

func (a *answer) response(to *http.Request) *http.Response {
	return &http.Response{StatusCode: a.status, Header: a.header, Body: io.NopCloser(&a.body), Request: to, ProtoMajor: 1, ProtoMinor: 1}
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }

// misbehave has the org fail as the faults want it, and be away for a while.
func (o *Org) misbehave(seed uint64) {
	o.Misbehave(seed, o.faults.Shaky)
	o.LockRows(seed, o.faults.LockedRows)
	if o.outage.until.After(o.outage.from) {
		o.At(o.outage.from, func() { o.Misbehave(seed+1, down) })
		o.At(o.outage.until, func() { o.Misbehave(seed+2, o.faults.Shaky); o.ExpireSessions() })
	}
}

// Watch looks at each record that was upserted, right after that.
type Watch struct {
	held    map[string]standing
	Offered int // records in calls
	Taken   int // of them, that changed what stands
	Older   int // records that went back
	Delays  []time.Duration
	due     map[string]time.Time // when an agent was connected whom no record shows yet
}

// standing is what a record had reached.
type standing struct {
	version float64
	final   bool
}

// offered finds the contacts in the body of an upsert.
var offered = regexp.MustCompile(`"Connect_Contact_Id__c":"([^"]+)","Sync_Version__c":(\d+)`)

func (w *Watch) look(org *salesforcetest.Org, now time.Time, body []byte) {
	for _, found := range offered.FindAllSubmatch(body, -1) {
		w.Offered++
		sent, _ := strconv.ParseFloat(string(found[2]), 64) // digits
		for _, r := range org.Find(interaction, contactID, string(found[1])) {
			w.compare(string(found[1]), sent, now, r)
		}
	}
}

func (w *Watch) compare(id string, sent float64, now time.Time, r salesforcetest.Record) {
	version, _ := r["Sync_Version__c"].(float64)
	is, was := standing{version, r["Record_State__c"] == "Final"}, w.held[id]
	if is.version < was.version || was.final && !is.final {
		w.Older++
	}
	if is.version == sent && was.version < sent {
		w.Taken++
	}
	w.held[id] = is
	if connected, waits := w.due[id]; waits && r["Connected_At__c"] != nil {
		w.Delays = append(w.Delays, now.Sub(connected))
		delete(w.due, id)
	}
}

// The object that Tieline keeps in Salesforce, and its key.
const (
	interaction = "Tieline_Interaction__c"
	contactID   = "Connect_Contact_Id__c"
)
