package salesforce_test

import (
	"net/url"
	"strings"
	"testing"

	"tieline/shared/fault"
)

// asked is the query of a call.
func asked(t *testing.T, sent string) string {
	t.Helper()
	u, err := url.Parse(strings.TrimSuffix(strings.TrimPrefix(sent, "GET "), "\n"))
	if err != nil || u.Path != "/services/data/v67.0/query" {
		t.Fatalf("%v: sent %s", err, sent)
	}
	return u.Query().Get("q")
}

var ways = []string{"federation-id", "username", "email"}

func TestAnAgentIsTheFirstUserByTheWaysInOrder(t *testing.T) {
	const (
		federated = `{"Id":"005F","FederationIdentifier":"ann","Username":"x@example.com","Email":"x@example.com"}`
		shouting  = `{"Id":"005S","FederationIdentifier":"ANN","Username":"y@example.com","Email":"y@example.com"}`
		named     = `{"Id":"005N","FederationIdentifier":null,"Username":"Ann","Email":"z@example.com"}`
		mailed    = `{"Id":"005M","FederationIdentifier":null,"Username":"m@example.com","Email":"Ann@example.com"}`
		mailed2   = `{"Id":"005P","Username":"p@example.com","Email":"ann@example.com"}`
		mailed3   = `{"Id":"005Q","Username":"q@example.com","Email":"ann@example.com"}`
	)
	for name, tt := range map[string]struct {
		by    []string
		found []string
		want  string // "" if there is none
	}{
		"by Federation ID":                     {ways, []string{mailed, named, federated}, "005F"},
		"by Federation ID in just that case":   {ways, []string{shouting, federated}, "005F"},
		"by Federation ID in another case":     {ways, []string{shouting, mailed}, "005S"},
		"by username":                          {ways, []string{mailed, named}, "005N"},
		"by username first":                    {[]string{"username", "federation-id"}, []string{federated, named}, "005N"},
		"by e-mail":                            {ways, []string{mailed}, "005M"},
		"by e-mail in just that case":          {ways, []string{mailed, mailed2}, "005P"},
		"not by an e-mail that two have":       {ways, []string{mailed2, mailed3}, ""},
		"by another way than two who share it": {[]string{"email", "username"}, []string{mailed2, mailed3, named}, "005N"},
		"nobody":                               {ways, nil, ""},
		"only by the ways that are wanted":     {[]string{"email"}, []string{federated, named}, ""},
	} {
		crm, sent := org(t, answer{200, `{"totalSize":0,"done":true,"records":[` + strings.Join(tt.found, ",") + `]}`})
		id, err := crm.User(t.Context(), tt.by, "ann", "ann@example.com")
		if id != tt.want || (tt.want == "") != (fault.KindOf(err) == fault.NotFound) || len(*sent) != 1 {
			t.Errorf("%s: %q, %v after %d calls", name, id, err, len(*sent))
		}
	}
}

func TestAUserIsAskedForInOneQuery(t *testing.T) {
	for name, tt := range map[string]struct {
		by              []string
		username, email string
		want            string // "" if nothing is asked
	}{
		"all ways": {ways, "ann", "ann@example.com", "SELECT Id, FederationIdentifier, Username, Email FROM User WHERE IsActive = true AND " +
			"(FederationIdentifier = 'ann' OR Username = 'ann' OR Email = 'ann@example.com')"},
		"one way":           {[]string{"email"}, "ann", "ann@example.com", "SELECT Id, Email FROM User WHERE IsActive = true AND (Email = 'ann@example.com')"},
		"no e-mail":         {[]string{"email", "username"}, "ann", "", "SELECT Id, Email, Username FROM User WHERE IsActive = true AND (Username = 'ann')"},
		"a mischievous one": {[]string{"username"}, `a\' OR Name != '`, "", `SELECT Id, Username FROM User WHERE IsActive = true AND (Username = 'a\\\' OR Name != \'')`},
		"nothing to go by":  {ways, "", "", ""},
		"no way at all":     {nil, "ann", "ann@example.com", ""},
	} {
		crm, sent := org(t, answer{200, `{"done":true,"records":[]}`})
		if _, err := crm.User(t.Context(), tt.by, tt.username, tt.email); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
		switch {
		case tt.want == "" && len(*sent) > 0:
			t.Errorf("%s: asked %s", name, asked(t, (*sent)[0]))
		case tt.want != "" && asked(t, (*sent)[0]) != tt.want:
			t.Errorf("%s: asked\n%s, want\n%s", name, asked(t, (*sent)[0]), tt.want)
		}
	}
}

func TestAnOrgThatHidesFederationIDsIsAskedWithoutThem(t *testing.T) {
	crm, sent := org(t, answer{400, `[{"errorCode":"INVALID_FIELD","message":"x"}]`}, answer{200, `{"done":true,"records":[{"Id":"005N","Username":"ann"}]}`})
	if id, err := crm.User(t.Context(), ways, "ann", "ann@example.com"); id != "005N" || err != nil {
		t.Errorf("%q, %v", id, err)
	}
	if q := asked(t, (*sent)[1]); strings.Contains(q, "Federation") {
		t.Errorf("asked then %s", q)
	}
}

func TestAUserThatCannotBeAskedForFailsByKind(t *testing.T) {
	for name, tt := range map[string]struct {
		answers []answer
		by      []string
		want    fault.Kind
	}{
		"down":             {[]answer{{503, ""}}, ways, fault.Unavailable},
		"no answer":        {[]answer{{200, page}}, ways, fault.Unavailable},
		"another's JSON":   {[]answer{{200, `{}`}}, ways, fault.Unavailable},
		"no right to ask":  {[]answer{{400, `[{"errorCode":"INVALID_TYPE"}]`}}, ways, fault.Unauthorized},
		"a field lacking":  {[]answer{{400, `[{"errorCode":"INVALID_FIELD"}]`}}, []string{"username"}, fault.Unauthorized},
		"an unknown way":   {nil, []string{"shoe-size"}, fault.Invalid},
		"the limit is met": {[]answer{{403, `[{"errorCode":"REQUEST_LIMIT_EXCEEDED"}]`}}, ways, fault.Throttled},
	} {
		crm, _ := org(t, tt.answers...)
		id, err := crm.User(t.Context(), tt.by, "ann", "ann@example.com")
		if id != "" || fault.KindOf(err) != tt.want || strings.Contains(err.Error(), "ann") {
			t.Errorf("%s: %q, %v, want kind %q", name, id, err, tt.want)
		}
	}
}
