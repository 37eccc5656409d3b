package salesforcetest

import (
	"crypto/rsa"
	"crypto/subtle"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Sessions end two hours after they were last used, which is an org's default
// session timeout ("Session Settings", Salesforce Help).
const sessionTimeout = 2 * time.Hour

// Ids of this org and of the user who owns its sessions.
const (
	orgID  = "00D000000000001EAA"
	userID = "005000000000001AAA"
)

// Grant types (RFC 7523 and RFC 6749).
const (
	grantJWT    = "urn:ietf:params:oauth:grant-type:jwt-bearer"
	grantSecret = "client_credentials"
)

// sessions is who may log in, and who has.
type sessions struct {
	keys    map[trusted]*rsa.PublicKey
	secrets map[string]string    // by client id
	until   map[string]time.Time // by token
	users   map[string]string    // usernames by token
}

// trusted is a user who is pre-authorised to use a client.
type trusted struct{ clientID, username string }

func newSessions() sessions {
	return sessions{map[trusted]*rsa.PublicKey{}, map[string]string{}, map[string]time.Time{}, map[string]string{}}
}

// TrustKey lets a user log in to a client by JWTs that the key verifies.
func (o *Org) TrustKey(clientID, username string, key *rsa.PublicKey) {
	o.lock()
	defer o.mu.Unlock()
	o.sessions.keys[trusted{clientID, username}] = key
}

// TrustSecret lets a client log in by its secret.
func (o *Org) TrustSecret(clientID, secret string) {
	o.lock()
	defer o.mu.Unlock()
	o.sessions.secrets[clientID] = secret
}

// ExpireSessions ends all sessions, as an admin may at any time.
func (o *Org) ExpireSessions() {
	o.lock()
	defer o.mu.Unlock()
	clear(o.sessions.until)
}

// oauthError is RFC 6749, section 5.2. Unlike the data API's errors it is an object.
type oauthError struct {
	Code        string `json:"error"`
	Description string `json:"error_description"`
}

func (e *oauthError) Error() string { return e.Code + ": " + e.Description }

// login is the answer to a login: no expiry and no refresh token.
type login struct {
	AccessToken string `json:"access_token"`
	Scope       string `json:"scope"`
	InstanceURL string `json:"instance_url"`
	ID          string `json:"id"`
	TokenType   string `json:"token_type"`
}

// token is POST /services/oauth2/token.
func (o *Org) token(r *http.Request, body []byte) answer {
	form, err := url.ParseQuery(string(body))
	if err != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return refusedLogin(&oauthError{"invalid_request", "the body must be a form"})
	}
	base := instanceURL(r)
	var bad *oauthError
	user := runAs
	switch form.Get("grant_type") {
	case grantJWT:
		user = subject(form.Get("assertion"))
		bad = o.sessions.checkAssertion(form.Get("assertion"), base, o.now())
	case grantSecret:
		bad = o.sessions.checkSecret(r, form)
	default:
		bad = &oauthError{"unsupported_grant_type", "grant type not supported"}
	}
	if bad != nil {
		return refusedLogin(bad)
	}
	token := orgID[:15] + "!" + newUUID(o.store.random) + newUUID(o.store.random)
	o.sessions.until[token], o.sessions.users[token] = o.now().Add(sessionTimeout), user
	return answer{status: http.StatusOK, body: login{token, "api", base, identityURL(r), "Bearer"}}
}

func refusedLogin(e *oauthError) answer { return answer{status: http.StatusBadRequest, body: e} }

// instanceURL is the org's address as this caller knows it.
func instanceURL(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// checkSecret takes the client's id and secret from the form or from HTTP
// Basic authentication.
func (s *sessions) checkSecret(r *http.Request, form url.Values) *oauthError {
	id, secret, basic := r.BasicAuth()
	if !basic {
		id, secret = form.Get("client_id"), form.Get("client_secret")
	}
	want, known := s.secrets[id]
	if !known || subtle.ConstantTimeCompare([]byte(secret), []byte(want)) != 1 {
		return &oauthError{"invalid_client", "invalid client credentials"}
	}
	return nil
}

// withSession lets only sessions that stand reach the handler. A use prolongs one.
func (o *Org) withSession(h handler) handler {
	return func(r *http.Request, body []byte) answer {
		scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		until := o.sessions.until[token]
		if scheme != "Bearer" && scheme != "OAuth" || !o.now().Before(until) {
			return refused(http.StatusUnauthorized, refuse("INVALID_SESSION_ID", "Session expired or invalid"))
		}
		o.sessions.until[token] = o.now().Add(sessionTimeout)
		name := o.sessions.users[token]
		o.store.auto.user = &user{name: name, permissions: o.granted[name]}
		defer func() { o.store.auto.user = nil }()
		return h(r, body)
	}
}
