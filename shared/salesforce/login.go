package salesforce

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"tieline/shared/fault"
)

// Vault holds the credentials of the integration user, as JSON: clientId,
// username, privateKey (PEM, PKCS #8) and, if it is not that of production
// orgs, audience, for the JWT bearer flow; or clientId and clientSecret for the
// client credentials flow. The first is preferred, as it shares no secret.
type Vault interface {
	Secret(ctx context.Context) ([]byte, error)
}

// tokenPath serves both flows at an org's My Domain (Salesforce Help, "OAuth 2.0
// JWT Bearer Flow for Server-to-Server Integration", "OAuth 2.0 Client
// Credentials Flow for Server-to-Server Integration").
const tokenPath = "/services/oauth2/token"

// login fetches tokens. It is not for several at once.
type login struct {
	vault Vault
	url   string
	http  *http.Client
	now   func() time.Time
	known grant // read from the vault; nil until then
}

// grant is the form that asks for a token at a time.
type grant func(now time.Time) (url.Values, error)

func newLogin(next http.RoundTripper, base *url.URL, v Vault, now func() time.Time) *login {
	return &login{vault: v, url: base.JoinPath(tokenPath).String(), now: now,
		http: &http.Client{Transport: next, CheckRedirect: stay}}
}

// token logs in. When known credentials are refused, they may have been
// replaced in the vault: it is read again and the log-in tried once more.
func (l *login) token(ctx context.Context) (string, error) {
	for {
		fresh := l.known == nil
		if fresh {
			secret, err := l.vault.Secret(ctx)
			if err != nil {
				return "", err
			}
			if l.known, err = newGrant(secret); err != nil {
				return "", err
			}
		}
		token, err := l.ask(ctx)
		if fault.KindOf(err) != fault.Unauthorized {
			return token, err
		}
		if l.known = nil; fresh {
			return "", err
		}
	}
}

func (l *login) ask(ctx context.Context) (string, error) {
	form, err := l.known(l.now())
	if err != nil {
		return "", err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, l.url, strings.NewReader(form.Encode()))
	if err != nil {
		return "", fault.Errorf(fault.Unauthorized, "the log-in cannot be built")
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := l.http.Do(req)
	if err != nil {
		return "", fmt.Errorf("log in: %w", unanswered(err))
	}
	defer res.Body.Close()
	defer drain(res.Body)
	return readToken(res)
}

// readToken reads the answer to a log-in. Whatever is not the other side's
// passing trouble is a matter of credentials, rights or address, for people.
func readToken(res *http.Response) (string, error) {
	var answer struct {
		Token string `json:"access_token"`
		Error code   `json:"error"`
	}
	err := json.NewDecoder(io.LimitReader(res.Body, maxAnswer)).Decode(&answer)
	switch kind := statusKind(res.StatusCode); {
	case res.StatusCode == http.StatusOK && err == nil && answer.Token != "":
		return answer.Token, nil
	case res.StatusCode == http.StatusOK:
		return "", fault.Errorf(fault.Unavailable, "the log-in is answered without a token")
	case kind == fault.Unknown:
		return "", fault.Errorf(fault.Unauthorized, "log-in refused: %d %s", res.StatusCode, answer.Error)
	default:
		return "", fault.Errorf(kind, "log-in refused: %d %s", res.StatusCode, answer.Error)
	}
}
