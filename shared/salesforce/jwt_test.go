package salesforce_test

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"strings"
	"testing"
	"time"
)

// jwtSecret is a secret with a key of its own.
func jwtSecret(t *testing.T, audience string) (string, *rsa.PublicKey) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := json.Marshal(map[string]string{"clientId": "client", "username": "ann@example.com", "audience": audience,
		"privateKey": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))})
	if err != nil {
		t.Fatal(err)
	}
	return string(secret), &key.PublicKey
}

func TestAnAssertionIsSignedAndShortLived(t *testing.T) {
	for audience, want := range map[string]string{"": "https://login.salesforce.com", "https://test.salesforce.com": "https://test.salesforce.com"} {
		secret, key := jwtSecret(t, audience)
		var form map[string][]string
		g := newGate(t)
		g.logIn = func(_ http.ResponseWriter, r *http.Request) bool {
			_ = r.ParseForm()
			form = r.PostForm
			return false
		}
		if status, err := post(g.client(t, &vault{secrets: []string{secret}}, func() time.Time { return at }), g.URL+"/x"); status != 200 || err != nil {
			t.Fatalf("%d, %v", status, err)
		}
		if got := form["grant_type"]; len(form) != 2 || got[0] != "urn:ietf:params:oauth:grant-type:jwt-bearer" {
			t.Errorf("asked with %v", form)
		}
		header, claims := verify(t, form["assertion"][0], key)
		if header != `{"alg":"RS256"}` {
			t.Errorf("header %s", header)
		}
		if claims["iss"] != "client" || claims["sub"] != "ann@example.com" || claims["aud"] != want {
			t.Errorf("claims %v, want audience %s", claims, want)
		}
		if left := time.Unix(int64(claims["exp"].(float64)), 0).Sub(at); left <= 0 || left > 3*time.Minute {
			t.Errorf("expires in %s", left)
		}
	}
}

func verify(t *testing.T, jwt string, key *rsa.PublicKey) (header string, claims map[string]any) {
	parts := strings.Split(jwt, ".")
	if len(parts) != 3 {
		t.Fatalf("%d parts", len(parts))
	}
	var plain [3][]byte
	for n, part := range parts {
		var err error
		if plain[n], err = base64.RawURLEncoding.DecodeString(part); err != nil {
			t.Fatal(err)
		}
	}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if err := rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], plain[2]); err != nil {
		t.Error(err)
	}
	if err := json.Unmarshal(plain[1], &claims); err != nil {
		t.Fatal(err)
	}
	return string(plain[0]), claims
}
