package salesforcetest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Fault is a way for a call to go wrong. Where the shapes of the answers are
// from is said in misbehaviour.go.
type Fault string

// Faults of a data call, that is one below /services/data/v67.0/, of which
// nothing is done.
const (
	ExpiredSession  Fault = "expired-session"  // the caller's session ends: 401 INVALID_SESSION_ID
	LimitExceeded   Fault = "limit-exceeded"   // no calls are left for the day: 403 REQUEST_LIMIT_EXCEEDED
	ConcurrentLimit Fault = "concurrent-limit" // too many long calls run: 403 REQUEST_LIMIT_EXCEEDED
	Unavailable     Fault = "unavailable"      // 503 SERVER_UNAVAILABLE
	HTMLPage        Fault = "html-page"        // a gateway's page, 502
	MaintenancePage Fault = "maintenance-page" // a gateway's page, 503
	HTMLSuccess     Fault = "html-success"     // a gateway's page, 200
	Hang            Fault = "hang"             // no answer, until the caller goes away or the server is closed
)

// Faults of a data call that is done all the same.
const (
	Slow      Fault = "slow"       // done and answered, but after a delay, and also if the caller has gone
	ReplyLost Fault = "reply-lost" // done, and then the connection is cut
	Truncated Fault = "truncated"  // done, and the connection is cut amid the answer, if that has a body
)

// Faults of a call that changes records, also of each within a composite one.
// A collections call says so of each record and answers 200.
const (
	LockedRow      Fault = "locked-row"      // no record is changed: UNABLE_TO_LOCK_ROW
	Duplicate      Fault = "duplicate"       // no record is created or updated: DUPLICATES_DETECTED
	PartialFailure Fault = "partial-failure" // of collections only: every second record, from the first, is a LockedRow
)

// Faults of a login. Nobody is logged in.
const (
	InvalidGrant     Fault = "invalid-grant"      // 400 invalid_grant
	InvalidAppAccess Fault = "invalid-app-access" // 400 invalid_app_access
	InvalidClientID  Fault = "invalid-client-id"  // 400 invalid_client_id
	LoginPage        Fault = "login-page"         // a gateway's page, 503
)

// Faults are all there are.
var Faults = []Fault{ExpiredSession, LimitExceeded, ConcurrentLimit, Unavailable, HTMLPage, MaintenancePage, HTMLSuccess, Hang,
	Slow, ReplyLost, Truncated, LockedRow, Duplicate, PartialFailure, InvalidGrant, InvalidAppAccess, InvalidClientID, LoginPage}

// simulateFault is the request header that asks for a fault on this call.
const simulateFault = "Simulate-Fault"

// faults is what is to go wrong.
type faults struct {
	next   []Fault // of the next calls
	shares map[Fault]float64
	dice   *rand.Rand
	delay  time.Duration // of Slow
}

// Fail lets the next calls that the fault can befall have it, as many as
// times. Of several faults that wait, a call has the first that can befall it.
// Fail panics at an unknown fault.
func (o *Org) Fail(f Fault, times int) {
	mustKnow(f)
	o.mu.Lock()
	defer o.mu.Unlock()
	o.faults.next = append(o.faults.next, slices.Repeat([]Fault{f}, times)...)
}

// Misbehave lets faults befall data calls by share, each between 0 and 1; nil
// lets the org behave again. The fault of the nth data call after this depends
// on nothing but seed, shares and n: which call is the nth of several at once
// is for the scheduler to say. Where the draw falls on a fault that cannot
// befall the call, nothing happens to it. Logins are not drawn for. Misbehave
// panics at shares that no draw can have, or of faults of a login.
func (o *Org) Misbehave(seed uint64, shares map[Fault]float64) {
	left := 1.0
	for f, share := range shares {
		mustKnow(f)
		if left -= share; share < 0 || left < -1e-9 || f.ofLogin() {
			panic(fmt.Sprintf("the shares %v are none of data calls", shares))
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.faults.shares, o.faults.dice = maps.Clone(shares), rand.New(rand.NewPCG(seed, 0))
}

// SlowBy sets the delay of the fault Slow, which is 1.5 s until then.
func (o *Org) SlowBy(d time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.faults.delay = d
}

func mustKnow(f Fault) {
	if !slices.Contains(Faults, f) {
		panic(fmt.Sprintf("no fault is called %s", f))
	}
}

func (f Fault) ofLogin() bool {
	return slices.Contains([]Fault{InvalidGrant, InvalidAppAccess, InvalidClientID, LoginPage}, f)
}

// befalls reports whether a call can have the fault. An unknown one befalls
// every data call, which then is refused.
func (f Fault) befalls(r *http.Request) bool {
	path, ofData := strings.CutPrefix(r.URL.Path, dataPath+"/")
	changes := r.Method != http.MethodGet && (strings.HasPrefix(path, "sobjects/") || strings.HasPrefix(path, "composite"))
	switch {
	case f.ofLogin():
		return r.URL.Path == tokenPath
	case f == LockedRow:
		return ofData && changes
	case f == Duplicate:
		return ofData && changes && r.Method != http.MethodDelete
	case f == PartialFailure:
		return ofData && changes && strings.HasPrefix(path, "composite/sobjects")
	}
	return ofData
}

// faultOf says what is to befall a call, "" if nothing: what its header asks
// for, else what waits for it, else what is drawn. The org is locked.
func (o *Org) faultOf(r *http.Request) Fault {
	drawn := o.faults.draw(r)
	f := Fault(r.Header.Get(simulateFault))
	waiting := slices.IndexFunc(o.faults.next, func(f Fault) bool { return f.befalls(r) })
	switch {
	case f != "":
	case waiting >= 0:
		f = o.faults.next[waiting]
		o.faults.next = slices.Delete(o.faults.next, waiting, waiting+1)
	default:
		f = drawn
	}
	if f == "" || !f.befalls(r) {
		return ""
	}
	return f
}

// draw throws the dice once for every data call.
func (s *faults) draw(r *http.Request) Fault {
	if len(s.shares) == 0 || !strings.HasPrefix(r.URL.Path, dataPath+"/") {
		return ""
	}
	at := s.dice.Float64()
	for _, f := range Faults {
		if at -= s.shares[f]; at < 0 {
			return f
		}
	}
	return ""
}
