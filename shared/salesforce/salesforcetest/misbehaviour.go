package salesforcetest

import (
	"net/http"
	"strconv"
	"strings"
)

// page is what something that stands before the org answers, in HTML.
type page string

const badGateway page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"

const maintenance page = "<!DOCTYPE html>\n<html>\n<head><title>Down for Maintenance</title></head>\n" +
	"<body><h1>We are down for maintenance.</h1><p>Sorry for the inconvenience. We'll be back shortly.</p></body>\n</html>\n"

// refusals are the answers in place of which nothing is done. The errors of
// data calls are of "Status Codes and Error Responses" (REST API Developer
// Guide); the words of the concurrent limit of help article 000389067; those of
// logins of "OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration"
// (Salesforce Help).
var refusals = map[Fault]answer{
	LimitExceeded: refused(http.StatusForbidden, refuse("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")),
	Unexpected: refused(http.StatusInternalServerError, refuse("UNKNOWN_EXCEPTION",
		"An unexpected error occurred. Please include this ErrorId if you contact support: 0000000000-00000 (0)")),
	Unreadable: refused(http.StatusBadRequest, refuse("JSON_PARSER_ERROR", "The HTTP entity body could not be read")),
	TooLarge:   refused(http.StatusRequestEntityTooLarge, refuse("REQUEST_ENTITY_TOO_LARGE", "The request body cannot be read")),
	TooLong: refused(http.StatusBadRequest, refuse("REQUEST_RUNNING_TOO_LONG",
		"Your request was running for too long, and has been stopped.")),
	ConcurrentLimit: refused(http.StatusForbidden,
		refuse("REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded.")),
	Unavailable:      refused(http.StatusServiceUnavailable, refuse("SERVER_UNAVAILABLE", "Server Unavailable")),
	HTMLPage:         {status: http.StatusBadGateway, body: badGateway},
	MaintenancePage:  {status: http.StatusServiceUnavailable, body: maintenance},
	HTMLSuccess:      {status: http.StatusOK, body: maintenance},
	Hang:             {},
	InvalidGrant:     refusedLogin(&oauthError{"invalid_grant", "user hasn't approved this consumer"}),
	InvalidAppAccess: refusedLogin(&oauthError{"invalid_app_access", "user is not admin approved to access this app"}),
	InvalidClientID:  refusedLogin(&oauthError{"invalid_client_id", "client identifier invalid"}),
	LoginPage:        {status: http.StatusServiceUnavailable, body: maintenance},
}

// under has a call answered as the fault wants it. The org is locked.
func (o *Org) under(f Fault, h handler, r *http.Request, body []byte) answer {
	if a, refuses := refusals[f]; refuses {
		a.fault = f
		return a
	}
	switch f {
	case "":
		return o.amongLocks(h, r, body)
	case ExpiredSession, ForbiddenSession:
		_, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		delete(o.sessions.until, token)
	case LockedRow, Duplicate, PartialFailure, CPULimit, RowLimit:
		o.store.trouble = &trouble{fault: f}
		defer func() { o.store.trouble = nil }()
	case Late:
		o.postpone(func() { o.amongLocks(h, r, body) })
		return answer{fault: f}
	case Slow, ReplyLost, Truncated:
	default:
		return refused(http.StatusBadRequest, refuse("FUNCTIONALITY_NOT_ENABLED", "the simulated org does not know fault %s", f))
	}
	a := o.amongLocks(h, r, body)
	if f == ForbiddenSession {
		a.status = http.StatusForbidden
	}
	if a.fault = f; o.store.trouble != nil && o.store.trouble.refused == 0 || f == Truncated && a.body == nil {
		a.fault = "" // it did not come to that
	}
	return a
}

// amongLocks has a call answered while others hold what they hold.
func (o *Org) amongLocks(h handler, r *http.Request, body []byte) answer {
	o.store.locks = o.faults.locks
	defer func() { o.store.locks = nil }()
	return h(r, body)
}

func (a answer) isPage() bool { _, html := a.body.(page); return html }

// deliver sends the answer, or what its fault leaves of it.
func (a answer) deliver(w http.ResponseWriter) {
	switch a.fault {
	case Hang, ReplyLost, Truncated, Late:
		a.cut(w)
	default:
		a.write(w)
	}
}

// cut sends the first half of an answer, or nothing of it, and breaks the
// connection off.
func (a answer) cut(w http.ResponseWriter) {
	if kind, text := a.text(); a.fault == Truncated {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Length", strconv.Itoa(len(text)))
		w.WriteHeader(a.status)
		_, _ = w.Write(text[:len(text)/2])
		_ = http.NewResponseController(w).Flush()
	}
	panic(http.ErrAbortHandler) // net/http's way to end a connection
}
