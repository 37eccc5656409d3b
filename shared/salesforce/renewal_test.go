package salesforce_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

const many = 50

// expiring is an org that takes its second token, and refuses the first one
// only once that many calls have come with it.
type expiring struct {
	logIns, first atomic.Int32
	all           chan struct{}
}

func (e *expiring) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasSuffix(r.URL.Path, "/token"):
		fmt.Fprintf(w, `{"access_token":"t%d"}`, e.logIns.Add(1))
	case r.Header.Get("Authorization") == "Bearer t1":
		if e.first.Add(1) == many {
			close(e.all)
		}
		select {
		case <-e.all:
		case <-r.Context().Done():
		}
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `[{"errorCode":"INVALID_SESSION_ID","message":"Session expired or invalid"}]`)
	case r.Header.Get("Authorization") != "Bearer t2":
		w.WriteHeader(http.StatusUnauthorized)
	default:
		_, _ = io.WriteString(w, `{"searchRecords":[]}`)
	}
}

func TestManyCallsShareTheFirstTokenAndItsRenewal(t *testing.T) {
	e := &expiring{all: make(chan struct{})}
	server := httptest.NewServer(e)
	defer server.Close()
	base := parse(t, server.URL)
	client := salesforce.New(base, "", salesforce.Authorized(server.Client(), base, &vault{secrets: []string{shared}}, time.Now))
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second) // which only a fault needs
	defer cancel()
	var calls sync.WaitGroup
	for range many {
		calls.Go(func() {
			if err := search(ctx, client); err != nil {
				t.Error(err)
			}
		})
	}
	calls.Wait()
	if e.logIns.Load() != 2 || e.first.Load() != many {
		t.Errorf("%d calls with the first token, %d log-ins, want %d and 2", e.first.Load(), e.logIns.Load(), many)
	}
}

func TestATokenRefusedAfterItsRenewalIsUnauthorized(t *testing.T) {
	g := newGate(t)
	g.valid = "none"
	client := salesforce.New(parse(t, g.URL), "", g.client(t, &vault{secrets: []string{shared}}, time.Now))
	for n := range 3 {
		if err := offer(t.Context(), client, begun)[0]; fault.KindOf(err) != fault.Unauthorized {
			t.Errorf("%v, want kind %q", err, fault.Unauthorized)
		}
		// the first call knows no token, and each later one has a refused one
		if tries, logIns := 2*(n+1), n+2; len(g.heard) != tries || g.issued != logIns {
			t.Errorf("after %d calls: %d tries, %d log-ins, want %d and %d", n+1, len(g.heard), g.issued, tries, logIns)
		}
	}
}

func TestCredentialsReplacedWhileATokenServesAreReadAgain(t *testing.T) {
	g := newGate(t)
	g.valid = "t1"
	v := &vault{secrets: []string{shared, strings.Replace(shared, "hush", "new", 1)}}
	hc := g.client(t, v, time.Now)
	if status, err := post(hc, g.URL+"/x"); status != 200 || err != nil {
		t.Fatalf("%d, %v", status, err)
	}
	g.valid = "t2"
	g.logIn = func(w http.ResponseWriter, r *http.Request) bool {
		refuse := r.FormValue("client_secret") != "new"
		if refuse {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, `{"error":"invalid_client"}`)
		}
		return refuse
	}
	if status, err := post(hc, g.URL+"/x"); status != 200 || err != nil || v.reads != 2 {
		t.Errorf("%d, %v, after %d readings of the secret", status, err, v.reads)
	}
}
