package salesforce_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

// roundTrip is a function as an http.RoundTripper.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// search looks for a number, as other adapters do.
func search(ctx context.Context, client *salesforce.Client) error {
	var answer struct {
		Found []any `json:"searchRecords"`
	}
	err := client.Get(ctx, "/search/", url.Values{"q": {`FIND {"\+14155550100"} IN PHONE FIELDS RETURNING Contact(Id)`}}, &answer)
	if err == nil && answer.Found == nil {
		err = salesforce.ErrStrange
	}
	return err
}

// both makes a call that reads and one that writes, and returns how each failed.
func both(ctx context.Context, client *salesforce.Client) map[string]error {
	return map[string]error{"a search": search(ctx, client), "an upsert": offer(ctx, client, begun)[0]}
}

// page is what a gateway says, and longer than what a decoder reads of it.
var page = "<html>" + strings.Repeat("Down for maintenance. ", 5000) + "</html>"

func TestWhateverIsNoAnswerIsUnavailable(t *testing.T) {
	for name, a := range map[string]answer{
		"a page for success":     {200, page},
		"a page for an error":    {503, page},
		"nothing":                {200, ""},
		"null":                   {200, "null"},
		"a number":               {200, "7"},
		"text that is no JSON":   {200, "Bad Gateway"},
		"half a list of results": {200, `[{"success":tr`},
		"half of what was found": {200, `{"searchRecords":[{"Id":"003`},
		"another's JSON":         {200, `{"status":"maintenance"}`},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(a.status)
			_, _ = io.WriteString(w, a.body)
		}))
		for call, err := range both(t.Context(), salesforce.New(parse(t, server.URL), "tieline", server.Client())) {
			want, says := fault.Unavailable, "the answer is not what Salesforce sends"
			switch {
			case a.status != 200:
				says = fmt.Sprintf("Salesforce answers %d ", a.status)
			case a.body == "null" && call == "an upsert":
				want, says = fault.Unknown, "0 answers to 1 records: "+says
			}
			if fault.KindOf(err) != want || !strings.HasSuffix(err.Error(), says) {
				t.Errorf("%s for %s: %v, want kind %q, saying %s", name, call, err, want, says)
			}
		}
		server.Close()
	}
}

func TestTheContentTypeIsNotAsked(t *testing.T) {
	crm, _ := org(t, results(taken)) // which says text/plain
	if err := offer(t.Context(), crm, begun)[0]; err != nil {
		t.Error(err)
	}
}

// endless is a body of 64 MB, which counts what is read of it.
type endless struct {
	head, again string
	read        int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.read > 64<<20 {
		return 0, io.EOF
	}
	n := copy(p, e.head)
	e.head = e.head[n:]
	for n < len(p) {
		n += copy(p[n:], e.again)
	}
	e.read += n
	return n, nil
}

func (*endless) Close() error { return nil }

func TestAnEndlessAnswerTakesNoMemory(t *testing.T) {
	const most, memory = 5 << 20, 64 << 20 // of which half is the decoder's, grown step by step
	for name, tt := range map[string]struct {
		status      int
		head, again string
	}{
		"a page":             {200, "<html>", "x"},
		"a page of an error": {503, "<html>", "x"},
		"an error's text":    {400, `[{"message":"`, "x"},
		"a list of errors":   {400, `[`, `{"errorCode":"A"},`},
		"a list of results":  {200, `[`, `{"success":true},`},
		"a text":             {200, `"`, "x"},
		"depth":              {200, ``, "["},
		"blanks":             {200, ``, " "},
		"what was found":     {200, `{"searchRecords":[`, `{"Id":"003"},`},
		"a refused token":    {401, ``, "x"},
		"a token":            {200, `{"access_token":"`, "x"},
	} {
		var bodies []*endless
		hc := &http.Client{Transport: roundTrip(func(req *http.Request) (*http.Response, error) {
			if strings.HasSuffix(req.URL.Path, "/token") && name != "a token" {
				return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(`{"access_token":"t"}`)), Request: req}, nil
			}
			bodies = append(bodies, &endless{head: tt.head, again: tt.again})
			return &http.Response{StatusCode: tt.status, Body: bodies[len(bodies)-1], Request: req}, nil
		})}
		base := parse(t, "https://org.example")
		client := salesforce.New(base, "", salesforce.Authorized(hc, base, &vault{secrets: []string{shared}}, time.Now))
		before := allocated()
		for call, err := range both(t.Context(), client) {
			if err == nil {
				t.Errorf("%s for %s is taken", name, call)
			}
		}
		if took := allocated() - before; took > memory {
			t.Errorf("%s takes %d MB", name, took>>20)
		}
		for _, b := range bodies {
			if b.read > most {
				t.Errorf("%s: %d bytes are read", name, b.read)
			}
		}
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// largestCall is what Salesforce takes in one call, in bytes (SOAP API guide, "Core
// Data Types Used in API Calls", EXCEEDED_MAX_SIZE_REQUEST).
const largestCall = 50 << 20

func TestAFullCallOfTheLongestRecordsIsTaken(t *testing.T) {
	items := make([]contact.Item, contact.MaxUpsert)
	for n := range items {
		items[n] = long()
	}
	crm, sent := org(t, answer{503, ""})
	offer(t.Context(), crm, items...)
	if size := len((*sent)[0]); size > largestCall/20 {
		t.Errorf("a call of %d bytes", size)
	}
}

// TestOneConnectionServes although answers are refused, renewed, no JSON or
// longer than what is read of them.
func TestOneConnectionServes(t *testing.T) {
	var opened, calls atomic.Int32
	answers := []answer{
		{200, `{"searchRecords":[]}` + strings.Repeat(" ", 9000)}, {401, page}, {503, page}, {200, page},
		{400, `[{"errorCode":"MALFORMED_SEARCH","message":"` + strings.Repeat("x", 9000) + `"}]`}, {302, page},
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := answer{200, `{"access_token":"t"}` + strings.Repeat(" ", 9000)}
		if !strings.HasSuffix(r.URL.Path, "/token") {
			a = answers[int(calls.Add(1))%len(answers)]
		}
		w.WriteHeader(a.status)
		for half := range 2 { // flushed between, and so in chunks, as Salesforce answers
			_, _ = io.WriteString(w, a.body[half*len(a.body)/2:(half+1)*len(a.body)/2])
			_ = http.NewResponseController(w).Flush()
		}
	}))
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			opened.Add(1)
		}
	}
	server.Start()
	defer server.Close()
	base := parse(t, server.URL)
	client := salesforce.New(base, "", salesforce.Authorized(server.Client(), base, &vault{secrets: []string{shared}}, time.Now))
	for range 10 {
		both(t.Context(), client)
	}
	if opened.Load() != 1 || calls.Load() < 20 {
		t.Errorf("%d calls took %d connections", calls.Load(), opened.Load())
	}
}

// A redirect would carry a token, a telephone number or a record elsewhere.
func TestNoRedirectIsFollowed(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("%s was sent elsewhere", r.Method) }))
	defer elsewhere.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, to := range []string{elsewhere.URL, "/services/data", "", "://bad", "https://%zz"} {
			heard := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				heard++
				if to != "" {
					w.Header().Set("Location", to)
				}
				w.WriteHeader(status)
			}))
			for call, err := range both(t.Context(), salesforce.New(parse(t, server.URL), "", server.Client())) {
				if err == nil || fault.Permanent(err) {
					t.Errorf("%s sent by %d to %q: %v", call, status, to, err)
				}
			}
			if heard != 2 {
				t.Errorf("sent by %d to %q: heard %d times, want 2", status, to, heard)
			}
			server.Close()
		}
	}
}

// TestAHangingOrgEndsWithTheContext wherever it hangs.
func TestAHangingOrgEndsWithTheContext(t *testing.T) {
	for name, tt := range map[string]struct {
		at   string // the path that hangs
		head string // what is said before; "" is not even a status
	}{
		"before the answer":       {"/services/data", ""},
		"in the middle":           {"/services/data", `{"searchRecords":[`},
		"before the log-in":       {"/services/oauth2/token", ""},
		"in the midst of a token": {"/services/oauth2/token", `{"access_token":"t`},
	} {
		for call := range 2 {
			ctx, cancel := context.WithCancel(t.Context())
			stop := make(chan struct{})
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if !strings.HasPrefix(r.URL.Path, tt.at) {
					fmt.Fprint(w, `{"access_token":"t"}`)
					return
				}
				_, _ = io.Copy(io.Discard, r.Body)
				if tt.head != "" {
					_, _ = io.WriteString(w, tt.head)
					_ = http.NewResponseController(w).Flush()
				}
				cancel()
				<-stop
			}))
			base := parse(t, server.URL)
			client := salesforce.New(base, "", salesforce.Authorized(server.Client(), base, &vault{secrets: []string{shared}}, time.Now))
			var err error
			if call == 0 {
				err = search(ctx, client)
			} else {
				err = offer(ctx, client, begun)[0]
			}
			if fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "context canceled") {
				t.Errorf("%s: %v, want kind %q for the context", name, err, fault.Unavailable)
			}
			close(stop)
			server.Close()
		}
	}
}
