package directory_test

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
	"tieline/shared/salesforce/directory"
	"tieline/shared/salesforce/salesforcetest"
)

// roundTrip is a function as an http.RoundTripper.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

var (
	letter = regexp.MustCompile(`[a-z]`)
	other  = regexp.MustCompile(`[^0-9]`)
)

// form is all that a search may say outside of its phrases.
var form = regexp.MustCompile(`^FIND \{.*\} IN PHONE FIELDS RETURNING Contact\(Id, [A-Za-z., ]* LIMIT 5\)$`)

// FuzzAnOrgReadsEverySearch with a grammar that was written apart from ours:
// it takes what is asked, and finds whoever has the number as it is spelled.
func FuzzAnOrgReadsEverySearch(f *testing.F) {
	for _, s := range []string{`+14155550100`, `(415) 555-0100`, `415-555-0100 x12`, `12} RETURNING User(Id)`, `12" OR "34`, `12\`, `12\"`,
		`12\\" AND NOT {`, "12\n}", "12&q=FIND {34}", "12#%zz+;", "AND", "OR 12", "12*?~^&|!:'[]", "é12", "\xff12}", " 1 "} {
		f.Add(s)
	}
	schema, err := salesforcetest.Load(os.DirFS("../../../salesforce/force-app/main/default"))
	if err != nil {
		f.Fatal(err)
	}
	in := defaults()
	in.Objects = []string{"Contact"}
	f.Fuzz(func(t *testing.T, spelling string) {
		org := salesforcetest.New(schema, time.Now)
		org.TrustSecret("client", "hush")
		digits := other.ReplaceAllString(spelling, "")
		findable := len(digits) > 1 && len(digits) <= 40 && !letter.MatchString(strings.ToLower(spelling))
		if findable {
			if _, err := org.Seed("Contact", map[string]any{"LastName": "Bell", "Phone": digits}); err != nil {
				t.Fatal(err)
			}
		}
		var query url.Values
		base := &url.URL{Scheme: "https", Host: "org.example"}
		hc := &http.Client{Transport: roundTrip(func(req *http.Request) (*http.Response, error) {
			query = req.URL.Query()
			if req.Body == nil {
				req.Body = http.NoBody // as a server does
			}
			w := httptest.NewRecorder()
			org.ServeHTTP(w, req)
			return w.Result(), nil
		})}
		d := directory.New(salesforce.New(base, "", salesforce.Authorized(hc, base, vault{}, time.Now)), nil)
		found, err := d.Search(t.Context(), byNumber(in, spelling))
		if fault.KindOf(err) == fault.Invalid {
			return // not asked
		}
		if err != nil || len(query) != 1 || len(query["q"]) != 1 || !form.MatchString(query.Get("q")) {
			t.Fatalf("%q is asked as %q: %v", spelling, query, err)
		}
		if findable && len(found.Records) != 1 {
			t.Errorf("%q finds %v", spelling, found)
		}
	})
}
