package salesforce

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"tieline/shared/fault"
)

// tokenLife is how long a token is trusted. Salesforce does not say when one
// ends; a session lasts two hours unless an admin has set otherwise, at the
// least 15 minutes (Salesforce Help, "Modify Session Security Settings"), and
// what ends early is renewed when it is refused.
const tokenLife = 30 * time.Minute

// refusalLife is how long a refusal of our credentials is taken for granted, so
// that a busy hour is not an hour of log-ins, which Salesforce limits, too.
const refusalLife = 10 * time.Second

// patience bounds one log-in. It is not the caller's: a log-in that outlasts a
// screen pop's budget serves the next one.
const patience = 10 * time.Second

// Authorized returns hc with an org's token added to all that it sends, and to
// nothing that goes elsewhere than to base, the org's My Domain. A token is
// fetched at first use and kept in memory; a call that it is refused to is
// repeated once with a new one.
func Authorized(hc *http.Client, base *url.URL, v Vault, now func() time.Time) *http.Client {
	next := transport(hc)
	with := *hc
	with.Transport = &session{base: base, next: next, now: now, login: newLogin(next, base, v, now).token}
	return &with
}

// transport is what hc sends with.
func transport(hc *http.Client) http.RoundTripper {
	if hc.Transport == nil {
		return http.DefaultTransport
	}
	return hc.Transport
}

// session is the http.RoundTripper of Authorized.
type session struct {
	base  *url.URL
	next  http.RoundTripper
	now   func() time.Time
	login func(context.Context) (token string, err error) // never called twice at once

	mu   sync.Mutex
	last *ticket
}

// ticket is a token, or one to come: the other fields are set once done is closed.
type ticket struct {
	done  chan struct{}
	token string
	err   error
	until time.Time
}

// RoundTrip implements http.RoundTripper.
func (s *session) RoundTrip(req *http.Request) (*http.Response, error) {
	res, refused, err := s.try(req, "")
	if err != nil || !ended(res) {
		return res, err
	}
	again := repeated(req)
	if again == nil {
		return res, nil
	}
	drain(res.Body)
	res.Body.Close()
	res, _, err = s.try(again, refused)
	return res, err
}

// maxRefusal is what is read of an answer to see whether it refuses the token, in
// bytes. Such a one is short.
const maxRefusal = 4 << 10

// ended reports whether an answer says that the session is over: by 401, or by
// 403 with the code of it (REST API guide, "Status Codes and Error Responses").
// The answer can still be read.
func ended(res *http.Response) bool {
	if res.StatusCode != http.StatusForbidden {
		return res.StatusCode == http.StatusUnauthorized
	}
	head, _ := io.ReadAll(io.LimitReader(res.Body, maxRefusal)) // what fails here fails again where it is read
	res.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(head), res.Body), res.Body}
	return rows[firstCode(bytes.NewReader(head))].renew
}

// repeated is a request to be sent once more, nil if its body cannot be said twice.
func repeated(req *http.Request) *http.Request {
	again := req.Clone(req.Context())
	if req.Body == nil || req.Body == http.NoBody {
		return again
	}
	if req.GetBody == nil {
		return nil
	}
	body, err := req.GetBody()
	if err != nil {
		return nil
	}
	again.Body = body
	return again
}

// try sends a request with a token other than the refused one, and returns which.
func (s *session) try(req *http.Request, refused string) (*http.Response, string, error) {
	token, err := s.token(req, refused)
	if err != nil {
		if req.Body != nil {
			req.Body.Close()
		}
		return nil, "", err
	}
	with := req.Clone(req.Context())
	with.Header.Set("Authorization", "Bearer "+token)
	res, err := s.next.RoundTrip(with)
	return res, token, err
}

func (s *session) token(req *http.Request, refused string) (string, error) {
	if req.URL.Scheme != s.base.Scheme || req.URL.Host != s.base.Host {
		return "", fault.Errorf(fault.Unauthorized, "sent elsewhere than to the org, where its token must not go")
	}
	t, joined := s.ticket(req.Context(), refused)
	token, err := t.wait(req.Context())
	if err != nil && joined && req.Context().Err() == nil {
		// Lambda stops the clock of a function between two invocations, and cuts
		// off a log-in that an earlier one began: its failure is not ours.
		t, _ = s.ticket(req.Context(), refused)
		token, err = t.wait(req.Context())
	}
	return token, err
}

// wait returns the token once it is there.
func (t *ticket) wait(ctx context.Context) (string, error) {
	select {
	case <-t.done:
		return t.token, t.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// ticket returns the token in force or on its way, however many ask, and starts
// a log-in if there is none. It says whether somebody else has started it.
func (s *session) ticket(ctx context.Context, refused string) (t *ticket, joined bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last != nil && !s.last.spent(refused, s.now()) {
		return s.last, true
	}
	t = &ticket{done: make(chan struct{}), until: s.now().Add(tokenLife)}
	s.last = t
	go func() {
		defer func() {
			if recover() != nil {
				t.err = fault.Panic()
			}
			if fault.KindOf(t.err) == fault.Unauthorized {
				t.until = s.now().Add(refusalLife)
			}
			close(t.done)
		}()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		t.token, t.err = s.login(ctx)
	}()
	return t, false
}

// spent reports whether the log-in is over and its token of no use.
func (t *ticket) spent(refused string, now time.Time) bool {
	select {
	case <-t.done:
		passes := t.err != nil && fault.KindOf(t.err) != fault.Unauthorized
		return passes || t.err == nil && t.token == refused || !now.Before(t.until)
	default:
		return false
	}
}
