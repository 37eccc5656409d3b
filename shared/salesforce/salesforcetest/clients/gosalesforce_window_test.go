package clients_test

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	gosalesforce "github.com/k-capehart/go-salesforce/v3"
)

// What go-salesforce v3.1.0 does otherwise than Salesforce asks for is put right
// on its way here, and not overlooked by the org:
//   - its JWTs are valid for five minutes, and say so as a text;
//   - composite subrequests and pages of queries are of v63.0, whatever version
//     it is told to speak.

// speak is an http.RoundTripper between a client of v63.0 and an org of v67.0.
// It asks for a fault on each call, if it has one.
type speak struct{ fault *string }

func (s speak) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	if s.fault != nil && *s.fault != "" {
		r.Header.Set("Simulate-Fault", *s.fault)
	}
	r.URL.Path = strings.Replace(r.URL.Path, "/v63.0", "/v67.0", 1)
	if r.Body != nil {
		text, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		text = bytes.ReplaceAll(text, []byte("/data/v63.0/"), []byte("/data/v67.0/"))
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(text)), int64(len(text))
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(bytes.NewReader(bytes.ReplaceAll(text, []byte("/data/v67.0/"), []byte("/data/v63.0/"))))
	return res, nil
}

// newJWTs is a window that writes a JWT anew, for two minutes, if the org's own
// user signed it.
func newJWTs(o *org, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/services/oauth2/token" && r.ParseForm() == nil {
			if jwt := o.again(r.PostForm.Get("assertion")); jwt != "" {
				r.PostForm.Set("assertion", jwt)
			}
			form := r.PostForm.Encode()
			r.Body, r.ContentLength = io.NopCloser(strings.NewReader(form)), int64(len(form))
		}
		next.ServeHTTP(w, r)
	})
}

// again is a JWT with another time of expiry, "" if it is not well signed.
func (o *org) again(jwt string) string {
	end := max(strings.LastIndex(jwt, "."), 0)
	signed, signature := jwt[:end], strings.TrimPrefix(jwt[end:], ".")
	sum := sha256.Sum256([]byte(signed))
	sent, err := base64.RawURLEncoding.DecodeString(signature)
	if err != nil || rsa.VerifyPKCS1v15(&o.key.PublicKey, crypto.SHA256, sum[:], sent) != nil {
		return ""
	}
	header, part, _ := strings.Cut(signed, ".")
	text, err := base64.RawURLEncoding.DecodeString(part)
	var claims map[string]any
	if err != nil || json.Unmarshal(text, &claims) != nil {
		return ""
	}
	claims["exp"] = time.Now().Add(2 * time.Minute).Unix()
	if text, err = json.Marshal(claims); err != nil {
		return ""
	}
	signed = header + "." + base64.RawURLEncoding.EncodeToString(text)
	sum = sha256.Sum256([]byte(signed))
	made, err := rsa.SignPKCS1v15(nil, o.key, crypto.SHA256, sum[:])
	if err != nil {
		return ""
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(made)
}

// goClient logs in to the org by a secret. Each call has the fault that is in
// fault at the time.
func goClient(t *testing.T, o *org, fault *string) *gosalesforce.Salesforce {
	t.Helper()
	client, err := gosalesforce.Init(bySecret(o), gosalesforce.WithRoundTripper(speak{fault}))
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func bySecret(o *org) gosalesforce.Creds {
	return gosalesforce.Creds{Domain: o.url, ConsumerKey: clientID, ConsumerSecret: secret}
}

func byJWT(t *testing.T, o *org) gosalesforce.Creds {
	return gosalesforce.Creds{Domain: o.url, Username: username, ConsumerKey: clientID, ConsumerRSAPem: o.privateKey(t)}
}

// codes are what became of the records of a call.
func codes(results gosalesforce.SalesforceResults) string {
	var all []string
	for _, r := range results.Results {
		code := "done"
		if !r.Success && len(r.Errors) > 0 {
			code = r.Errors[0].StatusCode
		} else if !r.Success {
			code = "halted" // of a composite call: the client does not keep which error
		}
		all = append(all, code)
	}
	return strings.Join(all, " ")
}

// code is that of a failed call, which the client hands on as it read it.
func code(err error) string {
	var refusals []struct{ ErrorCode string }
	if err == nil || json.Unmarshal([]byte(err.Error()), &refusals) != nil || len(refusals) == 0 {
		return ""
	}
	return refusals[0].ErrorCode
}
