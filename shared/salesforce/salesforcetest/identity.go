package salesforcetest

import (
	"net/http"
	"net/url"
	"strings"
)

// runAs is the user who owns the sessions of clients that log in by a secret.
const runAs = "integration@example.com"

func identityURL(r *http.Request) string { return instanceURL(r) + "/id/" + orgID + "/" + userID }

// identity is GET /id/<org>/<user> ("Identity URLs", Salesforce Help). The
// token may be a parameter. Only what the org knows of a user is there.
func (o *Org) identity(r *http.Request, _ []byte) answer {
	if token := r.URL.Query().Get("oauth_token"); token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return o.withSession(func(r *http.Request, _ []byte) answer {
		if format := r.URL.Query().Get("format"); format != "" && format != "json" {
			return refused(http.StatusBadRequest, refuse("FUNCTIONALITY_NOT_ENABLED", "the simulated org does not know format %s", format))
		}
		if r.PathValue("org") != orgID || r.PathValue("user") != userID {
			return refused(http.StatusNotFound, notFound)
		}
		about := o.aboutUser(r)
		about["id"], about["asserted_user"], about["username"] = identityURL(r), true, about["preferred_username"]
		delete(about, "preferred_username")
		return answer{status: http.StatusOK, body: about}
	})(r, nil)
}

// userInfo is GET /services/oauth2/userinfo (OpenID Connect Core 1.0, section
// 5.3; "User Info Response", Salesforce Help).
func (o *Org) userInfo(r *http.Request, _ []byte) answer {
	about := o.aboutUser(r)
	about["sub"] = identityURL(r)
	return answer{status: http.StatusOK, body: about}
}

func (o *Org) aboutUser(r *http.Request) map[string]any {
	base := instanceURL(r)
	_, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return map[string]any{
		"user_id": userID, "organization_id": orgID, "preferred_username": o.sessions.users[token],
		"active": true, "user_type": "STANDARD", "language": "en_US", "locale": "en_US", "utcOffset": 0,
		"urls": map[string]string{
			"rest":     base + "/services/data/v{version}/",
			"sobjects": base + "/services/data/v{version}/sobjects/",
			"query":    base + "/services/data/v{version}/query/",
			"search":   base + "/services/data/v{version}/search/",
		},
	}
}

// revoke is POST /services/oauth2/revoke (RFC 7009; "Revoke OAuth Tokens",
// Salesforce Help): it ends one session.
func (o *Org) revoke(_ *http.Request, body []byte) answer {
	form, err := url.ParseQuery(string(body))
	token := form.Get("token")
	if _, stands := o.sessions.until[token]; err != nil || !stands {
		return refusedLogin(&oauthError{"invalid_token", "the provided token is invalid or already revoked"})
	}
	delete(o.sessions.until, token)
	return answer{status: http.StatusOK}
}
