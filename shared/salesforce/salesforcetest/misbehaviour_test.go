package salesforcetest_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tieline/shared/salesforce/salesforcetest"
)

// server is a world whose org is reached through a socket.
type server struct {
	*world
	http    *httptest.Server
	arrived chan struct{} // gets one when a call that asks for a fault is there
}

func newServer(t *testing.T) *server {
	s := &server{world: newWorld(t), arrived: make(chan struct{}, 1)}
	s.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Simulate-Fault") != "" {
			s.arrived <- struct{}{}
		}
		s.org.ServeHTTP(w, r)
	}))
	t.Cleanup(s.http.Close)
	return s
}

// ask calls with a fault asked for by header. An error is the transport's; what
// was read before stands in the reply.
func (s *server) ask(ctx context.Context, f salesforcetest.Fault, method, path, body string) (reply, error) {
	r, err := http.NewRequestWithContext(ctx, method, s.http.URL+path, strings.NewReader(body))
	if err != nil {
		s.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+s.token)
	r.Header.Set("Content-Type", "application/json")
	if f != "" {
		r.Header.Set("Simulate-Fault", string(f))
	}
	res, err := s.http.Client().Do(r)
	if err != nil {
		return reply{}, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return reply{res.StatusCode, res.Header, string(text)}, err
}

// must is ask where the transport holds.
func (s *server) must(f salesforcetest.Fault, method, path, body string) reply {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), 10*time.Second)
	defer cancel()
	a, err := s.ask(ctx, f, method, path, body)
	if err != nil {
		s.Fatal(err)
	}
	if f != "" {
		<-s.arrived
	}
	return a
}

// stands reports whether the org has the interaction of a contact id.
func (s *server) stands(contactID string) bool {
	return len(s.org.Find(interaction, "Connect_Contact_Id__c", contactID)) > 0
}

// last is the fault that the org says it did to the last call.
func (s *server) last() salesforcetest.Fault {
	all := s.befell()
	return all[len(all)-1]
}

func TestARefusedCallChangesNothing(t *testing.T) {
	const json, html = "application/json;charset=UTF-8", "text/html"
	for f, want := range map[salesforcetest.Fault]struct {
		status     int
		kind, text string
	}{
		salesforcetest.ExpiredSession:   {401, json, `[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]`},
		salesforcetest.LimitExceeded:    {403, json, `[{"message":"TotalRequests Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]`},
		salesforcetest.ConcurrentLimit:  {403, json, `[{"message":"ConcurrentRequests (Concurrent API Requests) Limit exceeded.","errorCode":"REQUEST_LIMIT_EXCEEDED"}]`},
		salesforcetest.ForbiddenSession: {403, json, `[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]`},
		salesforcetest.Unexpected:       {500, json, `[{"message":"An unexpected error occurred. `},
		salesforcetest.Unreadable:       {400, json, `[{"message":"The HTTP entity body could not be read","errorCode":"JSON_PARSER_ERROR"}]`},
		salesforcetest.TooLarge:         {413, json, `[{"message":"The request body cannot be read","errorCode":"REQUEST_ENTITY_TOO_LARGE"}]`},
		salesforcetest.TooLong:          {400, json, `[{"message":"Your request was running for too long, and has been stopped.","errorCode":"REQUEST_RUNNING_TOO_LONG"}]`},
		salesforcetest.CPULimit:         {400, json, `[{"message":"InteractionTrigger: System.LimitException: Apex CPU time limit exceeded","errorCode":"CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY","fields":[]}]`},
		salesforcetest.RowLimit:         {400, json, `[{"message":"InteractionTrigger: System.LimitException: Too many query rows: 50001","errorCode":"CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY","fields":[]}]`},
		salesforcetest.Unavailable:      {503, json, `[{"message":"Server Unavailable","errorCode":"SERVER_UNAVAILABLE"}]`},
		salesforcetest.HTMLPage:         {502, html, "<html>"},
		salesforcetest.MaintenancePage:  {503, html, "<!DOCTYPE html>"},
		salesforcetest.HTMLSuccess:      {200, html, "<!DOCTYPE html>"},
		salesforcetest.LockedRow:        {400, json, `[{"message":"unable to obtain exclusive access to this record or 1 records: ","errorCode":"UNABLE_TO_LOCK_ROW","fields":[]}]`},
		salesforcetest.Duplicate:        {400, json, `[{"message":"Use one of these records?","errorCode":"DUPLICATES_DETECTED","duplicateResult":`},
		"moon":                          {400, json, `[{"message":"the simulated org does not know fault moon","errorCode":"FUNCTIONALITY_NOT_ENABLED"}]`},
	} {
		t.Run(string(f), func(t *testing.T) {
			s := newServer(t)
			a := s.must(f, "PATCH", byKey+"a", `{"Sync_Version__c":7}`)
			if a.status != want.status || a.header.Get("Content-Type") != want.kind || !strings.HasPrefix(a.text, want.text) {
				t.Errorf("answers %d %s: %s", a.status, a.header.Get("Content-Type"), a.text)
			}
			if told := a.header.Get("Sforce-Limit-Info") != ""; told != (want.kind == json) {
				t.Errorf("it tells the limit: %t", told)
			}
			if f != "moon" && s.last() != f {
				t.Errorf("the org remembers fault %q", s.last())
			}
			s.login()
			if s.stands("a") {
				t.Error("the record was made")
			}
			if a := s.must("", "PATCH", byKey+"a", `{"Sync_Version__c":7}`); a.status != http.StatusCreated || s.last() != "" {
				t.Errorf("without the fault it answers %d %s", a.status, a.text)
			}
		})
	}
}

func TestAnExpiredSessionStaysExpiredAndIsTheCallersAlone(t *testing.T) {
	s := newServer(t)
	ended := s.token
	s.login()
	other := s.token
	for token, want := range map[string]int{ended: http.StatusUnauthorized, other: http.StatusCreated} {
		if s.token = token; token == ended {
			s.must(salesforcetest.ExpiredSession, "PATCH", byKey+"a", `{}`)
		}
		if a := s.must("", "PATCH", byKey+"a", `{}`); a.status != want && a.status != http.StatusOK {
			t.Errorf("answers %d, want %d", a.status, want)
		}
	}
	s.token = ended
	if a := s.must("", "PATCH", byKey+"a", `{}`); a.status != http.StatusUnauthorized {
		t.Errorf("the ended session answers %d", a.status)
	}
}

func TestAFaultThatCannotBefallACallDoesNothing(t *testing.T) {
	for name, tt := range map[string]struct {
		fault              salesforcetest.Fault
		method, path, body string
		status             int
	}{
		"a search locks nothing":          {salesforcetest.LockedRow, "GET", data + "/search?q=FIND+%7B4155550100%7D+IN+PHONE+FIELDS+RETURNING+Contact(Id)", "", 200},
		"one record cannot fail in part":  {salesforcetest.PartialFailure, "PATCH", byKey + "a", `{}`, 201},
		"data calls are no logins":        {salesforcetest.InvalidGrant, "PATCH", byKey + "a", `{}`, 201},
		"an empty answer cannot be cut":   {salesforcetest.Truncated, "PATCH", data + "/sobjects/Contact/ID", `{}`, 204},
		"what is refused locks nothing":   {salesforcetest.LockedRow, "PATCH", byKey + "a", `{"Nothing__c":1}`, 400},
		"other resources are not touched": {salesforcetest.Unavailable, "GET", "/", "", 200},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			id := s.seed("Contact", map[string]any{"LastName": "Lovelace"})
			a := s.must(tt.fault, tt.method, strings.Replace(tt.path, "ID", id, 1), tt.body)
			if a.status != tt.status || s.last() != "" || strings.Contains(a.text, "LOCK") {
				t.Errorf("answers %d %s by fault %q", a.status, a.text, s.last())
			}
		})
	}
}

func TestALostOrTruncatedReplyIsOfADoneCall(t *testing.T) {
	for _, f := range []salesforcetest.Fault{salesforcetest.ReplyLost, salesforcetest.Truncated} {
		t.Run(string(f), func(t *testing.T) {
			s := newServer(t)
			a, err := s.ask(t.Context(), f, "PATCH", byKey+"a", `{}`)
			if err == nil || (a.status == http.StatusCreated) != (f == salesforcetest.Truncated) {
				t.Errorf("answers %d %s", a.status, a.text)
			}
			if f == salesforcetest.Truncated && (a.text == "" || json.Valid([]byte(a.text))) {
				t.Errorf("half of it reads %s", a.text)
			}
			if !s.stands("a") || s.last() != f {
				t.Errorf("the record stands: %t, fault %q", s.stands("a"), s.last())
			}
		})
	}
}

// start asks in the background, and returns what becomes of it once it is there.
func (s *server) start(ctx context.Context, f salesforcetest.Fault, path string) <-chan error {
	ended := make(chan error, 1)
	go func() {
		_, err := s.ask(ctx, f, "PATCH", path, `{}`)
		ended <- err
	}()
	<-s.arrived
	return ended
}

func TestASlowCallHoldsUpNobodyAndIsDoneForThoseGone(t *testing.T) {
	s := newServer(t)
	s.org.SlowBy(time.Hour)
	ctx, leave := context.WithCancel(t.Context())
	defer leave()
	ended := s.start(ctx, salesforcetest.Slow, byKey+"slow")
	if a := s.must("", "PATCH", byKey+"quick", `{}`); a.status != http.StatusCreated || s.stands("slow") {
		t.Fatalf("meanwhile another answers %d; slow was quick: %t", a.status, s.stands("slow"))
	}
	changed := s.org.Changed()
	leave()
	if err := <-ended; err == nil {
		t.Error("an answer came")
	}
	select {
	case <-changed:
	case <-time.After(10 * time.Second):
	}
	if !s.stands("slow") {
		t.Error("the call was not done")
	}
}

func TestASlowCallIsAnsweredRightly(t *testing.T) {
	s := newServer(t)
	s.org.SlowBy(time.Millisecond)
	if a := s.must(salesforcetest.Slow, "PATCH", byKey+"a", `{}`); a.status != http.StatusCreated || !s.stands("a") || s.last() != salesforcetest.Slow {
		t.Errorf("answers %d %s", a.status, a.text)
	}
}

func TestAHangingCallHoldsUpNobodyAndEnds(t *testing.T) {
	for name, end := range map[string]func(*server, context.CancelFunc){
		"when its caller goes away": func(_ *server, leave context.CancelFunc) { leave() },
		"when the server is closed": func(s *server, _ context.CancelFunc) { _ = s.http.Config.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t)
			ctx, leave := context.WithCancel(t.Context())
			defer leave()
			ended := s.start(ctx, salesforcetest.Hang, byKey+"a")
			if a := s.must("", "PATCH", byKey+"b", `{}`); a.status != http.StatusCreated {
				t.Errorf("meanwhile another answers %d", a.status)
			}
			end(s, leave)
			if err := <-ended; err == nil {
				t.Error("an answer came")
			}
			s.http.Close() // returns once no call hangs
			if s.stands("a") || s.last() != salesforcetest.Hang {
				t.Errorf("the record stands: %t; fault %q", s.stands("a"), s.last())
			}
		})
	}
}

func TestLoginsFail(t *testing.T) {
	const form = "grant_type=client_credentials&client_id=client&client_secret=secret"
	for f, want := range map[salesforcetest.Fault]reply{
		salesforcetest.InvalidGrant:     {status: 400, text: `{"error":"invalid_grant","error_description":"user hasn't approved this consumer"}`},
		salesforcetest.InvalidAppAccess: {status: 400, text: `{"error":"invalid_app_access","error_description":"user is not admin approved to access this app"}`},
		salesforcetest.InvalidClientID:  {status: 400, text: `{"error":"invalid_client_id","error_description":"client identifier invalid"}`},
		salesforcetest.LoginPage:        {status: 503, text: "<!DOCTYPE html>"},
	} {
		t.Run(string(f), func(t *testing.T) {
			w := newWorld(t)
			w.org.Fail(f, 1)
			if a := w.call("PATCH", byKey+"a", `{}`); a.status != http.StatusCreated {
				t.Errorf("a data call answers %d %s", a.status, a.text)
			}
			if a := w.post("/services/oauth2/token", form); a.status != want.status || !strings.HasPrefix(a.text, want.text) {
				t.Errorf("answers %d %s", a.status, a.text)
			}
			if a := w.post("/services/oauth2/token", form); a.status != http.StatusOK {
				t.Errorf("the next login answers %d %s", a.status, a.text)
			}
		})
	}
}
