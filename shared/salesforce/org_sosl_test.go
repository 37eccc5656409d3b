package salesforce_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"tieline/shared/fault"
	"tieline/shared/salesforce"
	"tieline/shared/salesforce/salesforcetest"
)

var (
	letter = regexp.MustCompile(`[a-z]`)
	other  = regexp.MustCompile(`[^0-9]`)
)

// asked is all that a search may say outside of its phrases.
var asked = regexp.MustCompile(`^FIND \{.*\} IN PHONE FIELDS RETURNING Contact\(Id, [A-Za-z., ]* LIMIT 5\)$`)

// FuzzAnOrgReadsEverySearch with a grammar that was written apart from ours:
// it takes what is asked, and finds whoever has the number as it is spelled.
func FuzzAnOrgReadsEverySearch(f *testing.F) {
	for _, s := range []string{`+14155550100`, `(415) 555-0100`, `415-555-0100 x12`, `12} RETURNING User(Id)`, `12" OR "34`, `12\`, `12\"`,
		`12\\" AND NOT {`, "12\n}", "12&q=FIND {34}", "12#%zz+;", "AND", "OR 12", "12*?~^&|!:'[]", "é12", "\xff12}", " 1 "} {
		f.Add(s)
	}
	schema, err := salesforcetest.Load(os.DirFS("../../salesforce/force-app/main/default"))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, spelling string) {
		org := salesforcetest.New(schema, time.Now)
		org.TrustSecret("client", "hush")
		digits := other.ReplaceAllString(spelling, "")
		findable := len(digits) > 1 && len(digits) <= 40 && !letter.MatchString(strings.ToLower(spelling))
		if findable {
			seed(t, org, "Contact", map[string]any{"LastName": "Bell", "Phone": digits})
		}
		var query url.Values
		base := parse(t, "https://org.example")
		hc := &http.Client{Transport: roundTrip(func(req *http.Request) (*http.Response, error) {
			query = req.URL.Query()
			if req.Body == nil {
				req.Body = http.NoBody // as a server does
			}
			w := httptest.NewRecorder()
			org.ServeHTTP(w, req)
			return w.Result(), nil
		})}
		client := salesforce.New(base, "", salesforce.Authorized(hc, base, &vault{secrets: []string{shared}}, time.Now))
		found, err := client.Search(t.Context(), []string{"Contact"}, []string{spelling}, 5)
		if fault.KindOf(err) == fault.Invalid {
			return // not asked
		}
		if err != nil || len(query) != 1 || len(query["q"]) != 1 || !asked.MatchString(query.Get("q")) {
			t.Fatalf("%q is asked as %q: %v", spelling, query, err)
		}
		if findable && len(found) != 1 {
			t.Errorf("%q finds %v", spelling, found)
		}
	})
}
