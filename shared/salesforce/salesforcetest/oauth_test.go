package salesforcetest_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
	"time"
)

func newKey(t *testing.T) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// sign makes a JWT.
func sign(t *testing.T, key *rsa.PrivateKey, alg string, claims map[string]any) string {
	t.Helper()
	part := func(v any) string {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return base64.RawURLEncoding.EncodeToString(text)
	}
	signed := part(map[string]string{"alg": alg}) + "." + part(claims)
	sum := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature)
}

func assertion(jwt string) string {
	return url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "assertion": {jwt}}.Encode()
}

func TestJWTBearer(t *testing.T) {
	w, key, other := newWorld(t), newKey(t), newKey(t)
	w.org.TrustKey("app", "tieline@example.com", &key.PublicKey)
	w.org.TrustKey("other-app", "other@example.com", &key.PublicKey)
	const login, sandbox = "https://login.salesforce.com", "https://test.salesforce.com"
	in := func(d time.Duration) int64 { return w.clock.Now().Add(d).Unix() }
	for name, tt := range map[string]struct {
		key      *rsa.PrivateKey
		alg      string
		iss, sub string
		aud, exp any
		want     string
	}{
		"who is known and approved":      {key, "RS256", "app", "tieline@example.com", login, in(3 * time.Minute), ""},
		"at a sandbox":                   {key, "RS256", "app", "tieline@example.com", sandbox, in(time.Minute), ""},
		"at the org itself":              {key, "RS256", "app", "tieline@example.com", "http://example.com", in(time.Minute), ""},
		"a clock a little behind":        {key, "RS256", "app", "tieline@example.com", login, in(-20 * time.Second), ""},
		"signed by another key":          {other, "RS256", "app", "tieline@example.com", login, in(time.Minute), "invalid_grant"},
		"another algorithm":              {key, "none", "app", "tieline@example.com", login, in(time.Minute), "invalid_grant"},
		"an unknown client":              {key, "RS256", "nobody", "tieline@example.com", login, in(time.Minute), "invalid_client_id"},
		"a user who is not approved":     {key, "RS256", "app", "other@example.com", login, in(time.Minute), "invalid_grant"},
		"meant for someone else":         {key, "RS256", "app", "tieline@example.com", "https://a.b", in(time.Minute), "invalid_grant"},
		"expired":                        {key, "RS256", "app", "tieline@example.com", login, in(-time.Minute), "invalid_grant"},
		"valid for too long":             {key, "RS256", "app", "tieline@example.com", login, in(5 * time.Minute), "invalid_grant"},
		"milliseconds for seconds":       {key, "RS256", "app", "tieline@example.com", login, in(time.Minute) * 1000, "invalid_grant"},
		"a text for the time of expiry":  {key, "RS256", "app", "tieline@example.com", login, "soon", "invalid_grant"},
		"without a time of expiry":       {key, "RS256", "app", "tieline@example.com", login, nil, "invalid_grant"},
		"several audiences are not read": {key, "RS256", "app", "tieline@example.com", []string{login}, in(time.Minute), "invalid_grant"},
	} {
		t.Run(name, func(t *testing.T) {
			jwt := sign(t, tt.key, tt.alg, map[string]any{"iss": tt.iss, "sub": tt.sub, "aud": tt.aud, "exp": tt.exp})
			a := w.post("/services/oauth2/token", assertion(jwt))
			got, _ := a.object(t)["error"].(string)
			if got != tt.want || (a.status == http.StatusOK) != (tt.want == "") {
				t.Errorf("answers %d %s", a.status, a.text)
			}
		})
	}
	for _, jwt := range []string{"", "a.b", "a.b.c", "..", "e30.e30.e30"} {
		if a := w.post("/services/oauth2/token", assertion(jwt)); a.object(t)["error"] != "invalid_grant" {
			t.Errorf("%q answers %d %s", jwt, a.status, a.text)
		}
	}
}

func TestLoginAnswers(t *testing.T) {
	w := newWorld(t)
	a := w.post("/services/oauth2/token", "grant_type=client_credentials&client_id=client&client_secret=secret").object(t)
	if a["token_type"] != "Bearer" || a["instance_url"] != "http://example.com" || len(a) != 5 {
		t.Errorf("answers %v", a)
	}
	for form, want := range map[string]string{
		"grant_type=client_credentials&client_id=client&client_secret=wrong": "invalid_client",
		"grant_type=client_credentials&client_id=nobody&client_secret=":      "invalid_client",
		"grant_type=password&username=a&password=b":                          "unsupported_grant_type",
		"%": "invalid_request",
	} {
		if a := w.post("/services/oauth2/token", form); a.status != http.StatusBadRequest || a.object(t)["error"] != want {
			t.Errorf("%s answers %d %s", form, a.status, a.text)
		}
	}
}

func TestSessions(t *testing.T) {
	use := func(w *world) reply { return w.call("GET", data+"/limits", "") }
	refused := func(t *testing.T, w *world) {
		t.Helper()
		a := use(w)
		if a.status != http.StatusUnauthorized || a.text != `[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]` {
			t.Errorf("answers %d %s", a.status, a.text)
		}
	}
	t.Run("a token nobody gave", func(t *testing.T) {
		w := newWorld(t)
		w.token = "made-up"
		refused(t, w)
		w.token = ""
		refused(t, w)
	})
	t.Run("a session ends two hours after its last use", func(t *testing.T) {
		w := newWorld(t)
		for range 3 {
			w.clock.pass(119 * time.Minute)
			if a := use(w); a.status != http.StatusOK {
				t.Fatalf("a used session ended: %d", a.status)
			}
		}
		w.clock.pass(2 * time.Hour)
		refused(t, w)
	})
	t.Run("an admin ends all of them", func(t *testing.T) {
		w := newWorld(t)
		w.org.ExpireSessions()
		refused(t, w)
		w.login()
		if a := use(w); a.status != http.StatusOK {
			t.Errorf("a new session answers %d", a.status)
		}
	})
}
