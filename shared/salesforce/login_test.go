package salesforce_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

func TestALogInFailsByKindAndQuotesNothing(t *testing.T) {
	for name, tt := range map[string]struct {
		secret string
		status int
		body   string
		want   fault.Kind
		says   string
	}{
		"refused":               {shared, 400, `{"error":"invalid_grant","error_description":"hush"}`, fault.Unauthorized, "400 invalid_grant"},
		"refused with a value":  {shared, 400, `{"error":"so hush"}`, fault.Unauthorized, "400 ?"},
		"no such place":         {shared, 404, `<html>hush`, fault.Unauthorized, "404"},
		"sent elsewhere":        {shared, 302, ``, fault.Unauthorized, "302"},
		"down":                  {shared, 503, `<html>`, fault.Unavailable, "503"},
		"too often":             {shared, 429, `{"error":"slow_down"}`, fault.Throttled, "429"},
		"a page for a token":    {shared, 200, `<html>hush`, fault.Unavailable, "without a token"},
		"no secret yet":         {`{"hush":"hush"}`, 200, ``, fault.Unauthorized, "lack clientId"},
		"a secret that is text": {`hush`, 200, ``, fault.Unauthorized, "not the JSON"},
		"a key that is no key":  {`{"clientId":"c","username":"u","privateKey":"hush"}`, 200, ``, fault.Unauthorized, "not PEM"},
		"a key of another kind": {`{"clientId":"c","username":"u","privateKey":"-----BEGIN X-----\naHVzaA==\n-----END X-----"}`, 200, ``,
			fault.Unauthorized, "not an RSA key"},
	} {
		t.Run(name, func(t *testing.T) {
			g, v := newGate(t), &vault{secrets: []string{tt.secret}}
			g.logIn = func(w http.ResponseWriter, _ *http.Request) bool {
				w.WriteHeader(tt.status)
				_, _ = io.WriteString(w, tt.body)
				return true
			}
			now := time.Now()
			crm := salesforce.New(parse(t, g.URL), "tieline", g.client(t, v, func() time.Time { return now }))
			for _, wait := range []time.Duration{0, 9 * time.Second, time.Second} {
				now = now.Add(wait)
				err := search(t.Context(), crm)
				if fault.KindOf(err) != tt.want || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "hush") {
					t.Errorf("%v, want kind %q, saying %s", err, tt.want, tt.says)
				}
			}
			// Refused credentials stay refused for ten seconds, and are then read again.
			if again := tt.want == fault.Unauthorized; (v.reads == 2) != again || len(g.heard) > 0 {
				t.Errorf("the secret was read %d times, the org heard %v", v.reads, g.heard)
			}
		})
	}
}

func TestAPanicOfALogInIsItsFailure(t *testing.T) {
	g := newGate(t)
	_, err := post(g.client(t, broken{}, time.Now), g.URL+"/x")
	if fault.KindOf(err) != fault.Unknown || strings.Contains(err.Error(), "hush") || !strings.Contains(err.Error(), "panic in ") {
		t.Errorf("got %v", err)
	}
}

// broken is a vault that panics.
type broken struct{}

func (broken) Secret(context.Context) ([]byte, error) { panic("hush") }

func TestAVaultThatFailsKeepsItsKind(t *testing.T) {
	g, v := newGate(t), &vault{secrets: []string{""}, err: fault.Errorf(fault.Throttled, "x")}
	_, err := post(g.client(t, v, time.Now), g.URL+"/x")
	if fault.KindOf(err) != fault.Throttled {
		t.Errorf("%v, want kind %q", err, fault.Throttled)
	}
}
