package salesforce_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

// vault answers with its secrets in turn, the last one for ever.
type vault struct {
	secrets []string
	err     error
	reads   int
}

func (v *vault) Secret(context.Context) ([]byte, error) {
	v.reads++
	return []byte(v.secrets[min(v.reads, len(v.secrets))-1]), v.err
}

const shared = `{"clientId":"client","clientSecret":"hush"}`

// gate is an org that gives out tokens t1, t2 … and knows which of them counts.
type gate struct {
	*httptest.Server
	mu     sync.Mutex
	issued int
	valid  string                                        // token; "" takes any
	refuse answer                                        // what is said of another token; 401 unless it is set
	logIn  func(http.ResponseWriter, *http.Request) bool // answers in place of a token if it returns true
	heard  []string
}

func newGate(t *testing.T) *gate {
	g := &gate{}
	g.Server = httptest.NewServer(g)
	t.Cleanup(g.Close)
	g.Client().Transport = strict{g.Client().Transport}
	return g
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/services/oauth2/token" {
		if g.logIn != nil && g.logIn(w, r) {
			return
		}
		g.mu.Lock()
		defer g.mu.Unlock()
		g.issued++
		fmt.Fprintf(w, `{"access_token":"t%d","token_type":"Bearer"}`, g.issued)
		return
	}
	body, _ := io.ReadAll(r.Body)
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.heard = append(g.heard, r.Header.Get("Authorization")+" "+string(body)); g.valid != "" && r.Header.Get("Authorization") != "Bearer "+g.valid {
		w.WriteHeader(cmp.Or(g.refuse.status, http.StatusUnauthorized))
		_, _ = io.WriteString(w, g.refuse.body)
	}
}

func (g *gate) client(t *testing.T, v salesforce.Vault, now func() time.Time) *http.Client {
	return salesforce.Authorized(g.Client(), parse(t, g.URL), v, now)
}

// strict takes from net/http the means to say a body again by itself.
type strict struct{ next http.RoundTripper }

func (s strict) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.GetBody = nil
	return s.next.RoundTrip(req)
}

func post(hc *http.Client, target string) (int, error) {
	res, err := hc.Post(target, "text/plain", strings.NewReader("body"))
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

func TestATokenServesUntilItIsOld(t *testing.T) {
	g, v, now := newGate(t), &vault{secrets: []string{shared}}, at
	hc := g.client(t, v, func() time.Time { return now })
	for _, pause := range []time.Duration{0, 29 * time.Minute, 2 * time.Minute} {
		now = now.Add(pause)
		if status, err := post(hc, g.URL+"/x"); status != 200 || err != nil {
			t.Fatalf("%d, %v", status, err)
		}
	}
	if got := strings.Join(g.heard, ", "); got != "Bearer t1 body, Bearer t1 body, Bearer t2 body" {
		t.Errorf("heard %s", got)
	}
	if v.reads != 1 {
		t.Errorf("the secret was read %d times, want once", v.reads)
	}
}

func TestARefusedTokenIsRenewedOnceAndTheCallRepeated(t *testing.T) {
	g := newGate(t)
	g.valid = "t2"
	if status, err := post(g.client(t, &vault{secrets: []string{shared}}, time.Now), g.URL+"/x"); status != 200 || err != nil {
		t.Errorf("%d, %v", status, err)
	}
	if got := strings.Join(g.heard, ", "); got != "Bearer t1 body, Bearer t2 body" {
		t.Errorf("heard %s", got)
	}
	g.valid = "none"
	if status, err := post(g.client(t, &vault{secrets: []string{shared}}, time.Now), g.URL+"/x"); status != 401 || err != nil {
		t.Errorf("a token that is never taken: %d, %v", status, err)
	}
	if len(g.heard) != 4 {
		t.Errorf("heard %d calls, want 4", len(g.heard))
	}
}

func TestOnlyASessionThatIsOverIsRenewed(t *testing.T) {
	const over = `[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]`
	for name, tt := range map[string]struct {
		refuse answer
		status int // in the end
		tries  int
	}{
		"over by 401":               {answer{401, ""}, 200, 2},
		"over by 403":               {answer{403, over}, 200, 2},
		"the limit is met":          {answer{403, `[{"errorCode":"REQUEST_LIMIT_EXCEEDED"}]`}, 403, 1},
		"no right":                  {answer{403, `[{"errorCode":"INSUFFICIENT_ACCESS"}]`}, 403, 1},
		"a page":                    {answer{403, page}, 403, 1},
		"nothing":                   {answer{403, ""}, 403, 1},
		"a code of another failure": {answer{400, over}, 400, 1},
	} {
		g := newGate(t)
		g.valid, g.refuse = "t2", tt.refuse
		res, err := g.client(t, &vault{secrets: []string{shared}}, time.Now).Get(g.URL + "/x")
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		if res.Body.Close(); err != nil || res.StatusCode != tt.status || len(g.heard) != tt.tries {
			t.Errorf("%s: %d, %v after %d tries, want %d after %d", name, res.StatusCode, err, len(g.heard), tt.status, tt.tries)
		}
		if tt.status != 200 && string(body) != tt.refuse.body {
			t.Errorf("%s: of %d bytes %d are left", name, len(tt.refuse.body), len(body))
		}
	}
}

func TestASessionThatIsOverAgainIsRenewedOnce(t *testing.T) {
	g := newGate(t)
	g.valid, g.refuse = "none", answer{403, `[{"errorCode":"INVALID_SESSION_ID"}]`}
	if status, err := post(g.client(t, &vault{secrets: []string{shared}}, time.Now), g.URL+"/x"); status != 403 || err != nil || len(g.heard) != 2 {
		t.Errorf("%d, %v after %d tries", status, err, len(g.heard))
	}
}

func TestManyCallsShareOneLogIn(t *testing.T) {
	g := newGate(t)
	held, asked := make(chan struct{}), make(chan struct{}, 1)
	g.logIn = func(http.ResponseWriter, *http.Request) bool { asked <- struct{}{}; <-held; return false }
	hc := g.client(t, &vault{secrets: []string{shared}}, time.Now)

	ctx, cancel := context.WithCancel(t.Context())
	gone := make(chan error)
	go func() {
		req, _ := http.NewRequestWithContext(ctx, http.MethodGet, g.URL+"/x", http.NoBody)
		res, err := hc.Do(req)
		if err == nil {
			err = res.Body.Close()
		}
		gone <- err
	}()
	<-asked
	cancel() // who began the log-in leaves before it ends
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("who leaves gets %v", err)
	}
	var calls sync.WaitGroup
	for range 20 {
		calls.Go(func() {
			if status, err := post(hc, g.URL+"/x"); status != 200 || err != nil {
				t.Errorf("%d, %v", status, err)
			}
		})
	}
	close(held)
	calls.Wait()
	if g.issued != 1 {
		t.Errorf("logged in %d times", g.issued)
	}
}

// frozen is an org whose first log-in stands still until thaw is closed, and
// then fails.
type frozen struct {
	thaw   chan struct{}
	logIns int
}

func (f *frozen) RoundTrip(req *http.Request) (*http.Response, error) {
	answer := &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(`{"access_token":"t"}`)), Request: req}
	if strings.HasSuffix(req.URL.Path, "/token") {
		if f.logIns++; f.logIns == 1 {
			<-f.thaw
			return nil, errors.New("connection lost while frozen")
		}
	}
	return answer, nil
}

func TestALogInCutOffWithAnEarlierInvocationFailsNoLaterOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &frozen{thaw: make(chan struct{})}
		hc := salesforce.Authorized(&http.Client{Transport: f}, parse(t, "https://org.example"), &vault{secrets: []string{shared}}, time.Now)
		earlier, over := context.WithTimeout(t.Context(), time.Second)
		defer over()
		req, err := http.NewRequestWithContext(earlier, http.MethodGet, "https://org.example/x", nil)
		if err != nil {
			t.Fatal(err)
		}
		if res, err := hc.Do(req); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("the earlier call: %v, %v", res.Body.Close(), err)
		}
		later := make(chan error)
		go func() {
			_, err := post(hc, "https://org.example/x")
			later <- err
		}()
		synctest.Wait() // the later call has joined the log-in
		close(f.thaw)
		if err := <-later; err != nil || f.logIns != 2 {
			t.Errorf("the later call: %v, after %d log-ins", err, f.logIns)
		}
	})
}

func TestARotatedSecretIsReadAgain(t *testing.T) {
	g, now := newGate(t), at
	rotated := strings.Replace(shared, "hush", "new", 1)
	g.logIn = func(w http.ResponseWriter, r *http.Request) bool {
		refuse := r.FormValue("client_secret") != "new" && now != at
		if refuse {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, `{"error":"invalid_client"}`)
		}
		return refuse
	}
	v := &vault{secrets: []string{shared, rotated}}
	hc := g.client(t, v, func() time.Time { return now })
	for range 2 {
		if status, err := post(hc, g.URL+"/x"); status != 200 || err != nil {
			t.Errorf("%d, %v", status, err)
		}
		now = now.Add(time.Hour)
	}
	if v.reads != 2 {
		t.Errorf("the secret was read %d times, want twice", v.reads)
	}
}

func TestTheTokenGoesNowhereElse(t *testing.T) {
	g, elsewhere := newGate(t), newGate(t)
	if _, err := post(g.client(t, &vault{secrets: []string{shared}}, time.Now), elsewhere.URL+"/x"); fault.KindOf(err) != fault.Unauthorized || len(elsewhere.heard) > 0 {
		t.Errorf("%v, and it heard %v", err, elsewhere.heard)
	}
}

func TestCredentialsGoNowhereElse(t *testing.T) {
	g := newGate(t)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("credentials were sent elsewhere") }))
	defer elsewhere.Close()
	g.logIn = func(w http.ResponseWriter, r *http.Request) bool {
		http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
		return true
	}
	if _, err := post(g.client(t, &vault{secrets: []string{shared}}, time.Now), g.URL+"/x"); fault.KindOf(err) != fault.Unauthorized {
		t.Errorf("%v, want kind %q", err, fault.Unauthorized)
	}
}
