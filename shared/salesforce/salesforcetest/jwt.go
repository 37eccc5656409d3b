package salesforcetest

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

const (
	assertionLifetime = 3 * time.Minute  // how far ahead exp may lie
	clockSkew         = 30 * time.Second // between the client's clock and ours
)

// claims are those Salesforce asks for ("OAuth 2.0 JWT Bearer Flow for
// Server-to-Server Integration", Salesforce Help). Exp is in Unix seconds and
// must be a number.
type claims struct {
	Iss, Sub, Aud string
	Exp           int64
}

// checkAssertion verifies a JWT that is to log in at base.
func (s *sessions) checkAssertion(assertion, base string, now time.Time) *oauthError {
	parts := strings.Split(assertion, ".")
	var header struct{ Alg string }
	var c claims
	if len(parts) != 3 || !decodePart(parts[0], &header) || !decodePart(parts[1], &c) || header.Alg != "RS256" {
		return &oauthError{"invalid_grant", "invalid assertion"}
	}
	if !s.knows(c.Iss) {
		return &oauthError{"invalid_client_id", "client identifier invalid"}
	}
	key, approved := s.keys[trusted{c.Iss, c.Sub}]
	if !approved {
		return &oauthError{"invalid_grant", "user hasn't approved this consumer"}
	}
	audiences := []string{"https://login.salesforce.com", "https://test.salesforce.com", base, base + "/services/oauth2/token"}
	left := time.Unix(c.Exp, 0).Sub(now)
	switch {
	case !verifies(key, parts):
		return &oauthError{"invalid_grant", "invalid assertion"}
	case !slices.Contains(audiences, c.Aud):
		return &oauthError{"invalid_grant", "audience is invalid"}
	case left < -clockSkew || left > assertionLifetime+clockSkew:
		return &oauthError{"invalid_grant", "assertion expired, or valid for more than 3 minutes"}
	}
	return nil
}

// knows reports whether a client exists, whoever may use it.
func (s *sessions) knows(clientID string) bool {
	for t := range s.keys {
		if t.clientID == clientID {
			return true
		}
	}
	return false
}

// subject is whom a JWT is about, "" if it cannot be read.
func subject(assertion string) string {
	var c claims
	if parts := strings.Split(assertion, "."); len(parts) != 3 || !decodePart(parts[1], &c) {
		return ""
	}
	return c.Sub
}

func decodePart(part string, into any) bool {
	text, err := base64.RawURLEncoding.DecodeString(part)
	return err == nil && json.Unmarshal(text, into) == nil
}

// verifies checks an RS256 signature (RFC 7515, appendix A.2).
func verifies(key *rsa.PublicKey, parts []string) bool {
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	return err == nil && rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], signature) == nil
}
