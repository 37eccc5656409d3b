package salesforcetest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Fault is a way for a call to go wrong. Where the shapes of the answers are
// from is said in misbehaviour.go.
type Fault string

// Faults of a data call, that is one below /services/data/v67.0/, of which
// nothing is done.
const (
	ExpiredSession   Fault = "expired-session"   // the caller's session ends: 401 INVALID_SESSION_ID
	ForbiddenSession Fault = "forbidden-session" // it ends: 403 INVALID_SESSION_ID
	LimitExceeded    Fault = "limit-exceeded"    // no calls are left for the day: 403 REQUEST_LIMIT_EXCEEDED
	ConcurrentLimit  Fault = "concurrent-limit"  // too many long calls run: 403 REQUEST_LIMIT_EXCEEDED
	Unavailable      Fault = "unavailable"       // 503 SERVER_UNAVAILABLE
	Unexpected       Fault = "unexpected"        // 500 UNKNOWN_EXCEPTION
	Unreadable       Fault = "unreadable"        // 400 JSON_PARSER_ERROR
	TooLarge         Fault = "too-large"         // 413 REQUEST_ENTITY_TOO_LARGE
	TooLong          Fault = "too-long"          // it ran for too long and was stopped: 400 REQUEST_RUNNING_TOO_LONG
	HTMLPage         Fault = "html-page"         // a gateway's page, 502
	MaintenancePage  Fault = "maintenance-page"  // a gateway's page, 503
	HTMLSuccess      Fault = "html-success"      // a gateway's page, 200
	Hang             Fault = "hang"              // no answer, until the caller goes away or the server is closed
)

// Faults of a data call that is done all the same.
const (
	Slow      Fault = "slow"       // done and answered, but after a delay, and also if the caller has gone
	ReplyLost Fault = "reply-lost" // done, and then the connection is cut
	Truncated Fault = "truncated"  // done, and the connection is cut amid the answer, if that has a body
	Late      Fault = "late"       // the connection is cut, and it is done later
)

// Faults of a call that changes records, also of each within a composite one.
// A collections call says so of each record and answers 200.
const (
	LockedRow      Fault = "locked-row"      // no record is changed: UNABLE_TO_LOCK_ROW
	Duplicate      Fault = "duplicate"       // no record is created or updated: DUPLICATES_DETECTED
	PartialFailure Fault = "partial-failure" // of collections only: every second record, from the first, is a LockedRow
	CPULimit       Fault = "cpu-limit"       // no record is changed: a trigger used too much time
	RowLimit       Fault = "row-limit"       // no record is changed: a trigger asked for too many rows
)

// Faults of a login. Nobody is logged in.
const (
	InvalidGrant     Fault = "invalid-grant"      // 400 invalid_grant
	InvalidAppAccess Fault = "invalid-app-access" // 400 invalid_app_access
	InvalidClientID  Fault = "invalid-client-id"  // 400 invalid_client_id
	LoginPage        Fault = "login-page"         // a gateway's page, 503
)

// Faults are all there are.
var Faults = []Fault{ExpiredSession, ForbiddenSession, LimitExceeded, ConcurrentLimit, Unavailable, Unexpected, Unreadable, TooLarge, TooLong,
	HTMLPage, MaintenancePage, HTMLSuccess, Hang, Slow, ReplyLost, Truncated, Late, LockedRow, Duplicate, PartialFailure, CPULimit, RowLimit,
	InvalidGrant, InvalidAppAccess, InvalidClientID, LoginPage}

// simulateFault is the request header that asks for a fault on this call.
const simulateFault = "Simulate-Fault"

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
	case f == LockedRow || f == CPULimit || f == RowLimit:
		return ofData && changes
	case f == Duplicate:
		return ofData && changes && r.Method != http.MethodDelete
	case f == PartialFailure:
		return ofData && changes && strings.HasPrefix(path, "composite/sobjects")
	}
	return ofData
}
