package world

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/salesforce/salesforcetest"
)

const (
	searchCall = "/services/data/v67.0/search/"
	upsertCall = "/services/data/v67.0/composite/sobjects/" + interaction + "/" + contactID
)

func TestEveryTroubleIsOneThatAnOrgCanHave(t *testing.T) {
	schema, err := salesforcetest.LoadProject(os.DirFS("../../salesforce"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Troubles {
		if len(troubles[name]) == 0 {
			t.Errorf("%s is no trouble", name)
		}
		salesforcetest.New(schema, time.Now).Misbehave(1, troubles[name]) // panics at what it does not know
	}
}

func TestAScreenPopMayFailToLookOnlyIfTheOrgFailed(t *testing.T) {
	for name, tt := range map[string]struct {
		during, after string // paths of calls that the org fails
		want          string // the status that is right
	}{
		"a search failed":              {during: searchCall, want: degraded},
		"nothing failed":               {want: "HIT"}, // though there was a search
		"something else failed":        {during: upsertCall, want: "HIT"},
		"a search of another's failed": {after: searchCall, want: "HIT"},
	} {
		t.Run(name, func(t *testing.T) {
			w, calls := judged(t, "")
			call := calls[0]
			call.pop, call.Contacts[0].Answer = Pop{Status: "HIT", Contact: "003"}, map[string]string{"matchStatus": degraded}
			w.follower.watch(call.Contacts[0].ID, connecttest.Initiated)
			w.asks(searchCall)
			w.failing(tt.during)
			w.follower.watch(call.Contacts[0].ID, connecttest.FlowPlayed)
			w.failing(tt.after)
			if right := w.right(call, 0); right.Status != tt.want {
				t.Errorf("%s is right, want %s", right.Status, tt.want)
			}
		})
	}
}

// failing makes a call to the org that it fails.
func (w *World) failing(path string) {
	if path == "" {
		return
	}
	w.Org.Fail(salesforcetest.Unavailable, 1)
	w.asks(path)
}

func (w *World) asks(path string) {
	w.Org.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil))
}

func TestTheVerdictCountsWhatTheOrgFailed(t *testing.T) {
	w, calls := judged(t, "")
	w.failing(searchCall)
	w.failing(upsertCall)
	if v := w.verdict(calls); v.Faults() != 2 || v.Failed[salesforcetest.Unavailable] != 2 || len(v.Differences) > 0 {
		t.Errorf("%+v", v)
	}
}
