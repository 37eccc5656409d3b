package salesforcetest_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

func TestVersionsAreListedWithoutASession(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/services/data", "/services/data/"} {
		a := w.do(httptest.NewRequest("GET", path, nil))
		if a.text != `[{"label":"Summer '26","url":"/services/data/v67.0","version":"67.0"}]` || a.header.Get("Sforce-Limit-Info") != "" {
			t.Errorf("%s answers %d %s %v", path, a.status, a.text, a.header)
		}
	}
}

func TestResourcesLeadSomewhere(t *testing.T) {
	w := newWorld(t)
	a := w.call("GET", data, "")
	all := a.object(t)
	if len(all) != 7 || a.header.Get("Sforce-Limit-Info") != "api-usage=1/100000" {
		t.Errorf("lists %v %v", all, a.header)
	}
	for name, path := range all {
		if a := w.call("GET", path.(string), ""); a.status == http.StatusNotFound {
			t.Errorf("%s leads nowhere: %s", name, a.text)
		}
	}
}

func TestLimitsAgreeWithTheHeader(t *testing.T) {
	w := newWorld(t)
	w.call("GET", data+"/sobjects", "")
	a := w.call("GET", data+"/limits", "")
	if a.text != `{"DailyApiRequests":{"Max":100000,"Remaining":99998}}` || a.header.Get("Sforce-Limit-Info") != "api-usage=2/100000" {
		t.Errorf("answers %s beside %s", a.text, a.header.Get("Sforce-Limit-Info"))
	}
}

func TestTheUserOfASession(t *testing.T) {
	w, key := newWorld(t), newKey(t)
	w.org.TrustKey("app", "ada@example.com", &key.PublicKey)
	jwt := sign(t, key, "RS256", map[string]any{"iss": "app", "sub": "ada@example.com", "aud": "https://login.salesforce.com",
		"exp": w.clock.Now().Unix() + 60})
	login := w.post("/services/oauth2/token", assertion(jwt)).object(t)
	w.token = login["access_token"].(string)
	identity, err := url.Parse(login["id"].(string))
	if err != nil {
		t.Fatal(err)
	}

	info := w.call("GET", "/services/oauth2/userinfo", "").object(t)
	if info["sub"] != login["id"] || info["preferred_username"] != "ada@example.com" {
		t.Errorf("userinfo says %v", info)
	}
	for name, a := range map[string]reply{
		"by the header":    w.call("GET", identity.Path, ""),
		"by the parameter": w.do(httptest.NewRequest("GET", identity.Path+"?format=json&oauth_token="+url.QueryEscape(w.token), nil)),
	} {
		if about := a.object(t); about["username"] != "ada@example.com" || about["id"] != login["id"] || about["organization_id"] != info["organization_id"] {
			t.Errorf("%s: %d %s", name, a.status, a.text)
		}
	}
	for path, status := range map[string]int{
		"/id/00D000000000001EAA/005000000000009AAA": 404, identity.Path + "?format=xml": 400, identity.Path + "?version=1": 400,
	} {
		if a := w.call("GET", path, ""); a.status != status {
			t.Errorf("%s answers %d %s", path, a.status, a.text)
		}
	}
	if a := w.do(httptest.NewRequest("GET", identity.Path, nil)); a.status != http.StatusUnauthorized {
		t.Errorf("without a session: %d %s", a.status, a.text)
	}
}

func TestARevokedSessionEnds(t *testing.T) {
	w := newWorld(t)
	form := "token=" + url.QueryEscape(w.token)
	if a := w.post("/services/oauth2/revoke", form); a.status != http.StatusOK {
		t.Fatalf("answers %d %s", a.status, a.text)
	}
	if a := w.call("GET", data+"/limits", ""); a.status != http.StatusUnauthorized {
		t.Errorf("and then %d", a.status)
	}
	if a := w.post("/services/oauth2/revoke", form); a.status != http.StatusBadRequest || a.object(t)["error"] != "invalid_token" {
		t.Errorf("twice: %d %s", a.status, a.text)
	}
}
