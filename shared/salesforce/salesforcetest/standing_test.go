package salesforcetest_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/salesforce/salesforcetest"
)

// keyed is the body of a collections call of contacts c0, c1, and so on.
func keyed(n int) string {
	all := make([]string, n)
	for k := range all {
		all[k] = sobject(interaction, fmt.Sprintf(`"Connect_Contact_Id__c":"c%d"`, k))
	}
	return body(false, all...)
}

func (w *world) status(n int) int { return w.call("PATCH", collections, keyed(n)).status }

func TestAFaultStandsUntilItsTime(t *testing.T) {
	w := newWorld(t)
	w.org.FailUntil(salesforcetest.Unavailable, w.clock.Now().Add(time.Hour))
	w.org.FailUntil(salesforcetest.LoginPage, w.clock.Now().Add(time.Minute))
	const form = "grant_type=client_credentials&client_id=client&client_secret=secret"
	if down, login := w.status(1), w.post("/services/oauth2/token", form).status; down != 503 || login != 503 {
		t.Errorf("it answers %d, and logins %d", down, login)
	}
	w.clock.pass(time.Hour - time.Second)
	if down, login := w.status(1), w.post("/services/oauth2/token", form).status; down != 503 || login != 200 {
		t.Errorf("a second before its end it answers %d, and logins %d", down, login)
	}
	w.clock.pass(time.Second)
	w.login()
	if up := w.status(1); up != 200 {
		t.Errorf("afterwards it answers %d", up)
	}
}

func TestALimitThatIsReachedIsTold(t *testing.T) {
	w := newWorld(t)
	limits := func() string { return w.call("PATCH", collections, keyed(1)).header.Get("Sforce-Limit-Info") }
	w.org.Fail(salesforcetest.LimitExceeded, 1)
	if got := limits(); got != "api-usage=1/100000" {
		t.Errorf("of a single call it says %s", got)
	}
	w.org.Use(79_998)
	if got := limits(); got != "api-usage=80000/100000" {
		t.Errorf("says %s", got)
	}
	w.org.FailUntil(salesforcetest.LimitExceeded, w.clock.Now().Add(time.Minute))
	if got := limits(); got != "api-usage=100000/100000" {
		t.Errorf("in a time without calls it says %s", got)
	}
	w.clock.pass(time.Minute)
	if got := limits(); got != "api-usage=80001/100000" {
		t.Errorf("after it %s", got)
	}
	w.org.Use(20_000)
	if a := w.call("PATCH", collections, keyed(1)); a.status != http.StatusForbidden || a.header.Get("Sforce-Limit-Info") != "api-usage=100000/100000" {
		t.Errorf("used up, it answers %d %v", a.status, a.header)
	}
	w.clock.pass(24 * time.Hour)
	w.login()
	if got := limits(); got != "api-usage=1/100000" {
		t.Errorf("a day later %s", got)
	}
}

func TestLargeCallsFailAndTheirHalvesDoNot(t *testing.T) {
	for f, want := range map[salesforcetest.Fault]int{salesforcetest.CPULimit: 200, salesforcetest.TooLarge: 413, salesforcetest.TooLong: 400} {
		t.Run(string(f), func(t *testing.T) {
			w := newWorld(t)
			w.org.FailAbove(f, 100)
			if a := w.call("PATCH", collections, keyed(101)); a.status != want || strings.Contains(a.text, `"success":true`) {
				t.Errorf("101 records: %d", a.status)
			}
			if a := w.call("PATCH", collections, keyed(100)); a.status != 200 || strings.Contains(a.text, `"success":false`) {
				t.Errorf("100 records: %d", a.status)
			}
			w.org.FailAbove(f, 0)
			if a := w.call("PATCH", collections, keyed(101)); a.status != 200 || strings.Contains(a.text, `"success":false`) {
				t.Errorf("taken back, it answers %d", a.status)
			}
		})
	}
}

func TestOneRecordFailsTheWholeCall(t *testing.T) {
	w := newWorld(t)
	w.org.FailOn(salesforcetest.Unexpected, `"c2"`)
	w.org.FailOn(salesforcetest.Unreadable, "path-c3")
	if with, without := w.status(3), w.status(2); with != 500 || without != 200 {
		t.Errorf("with it %d, without it %d", with, without)
	}
	if alone := w.call("PATCH", byKey+"path-c3", `{}`).status; alone != 400 {
		t.Errorf("named by its path it answers %d", alone)
	}
	w.org.FailOn("", `"c2"`)
	if mended := w.status(3); mended != 200 {
		t.Errorf("mended, it answers %d", mended)
	}
}

func TestAShareOfRowsIsLockedBySeed(t *testing.T) {
	drawn := func(seed uint64) []string {
		w := newWorld(t)
		w.org.LockRows(seed, 0.25)
		w.seed("Account", map[string]any{"Name": "people meet no locks, and none is drawn for them"})
		var all []string
		for range 2 {
			all = append(all, w.collect("PATCH", collections, keyed(200))...)
		}
		return all
	}
	first := drawn(1)
	if again, other := drawn(1), drawn(2); !slices.Equal(first, again) || slices.Equal(first, other) {
		t.Errorf("the same seed draws the same: %t; another one, too: %t", slices.Equal(first, again), slices.Equal(first, other))
	}
	locked := 0
	for _, outcome := range first {
		if strings.HasPrefix(outcome, "UNABLE_TO_LOCK_ROW") {
			locked++
		} else if outcome != "ok" {
			t.Fatalf("a record answers %s", outcome)
		}
	}
	if locked < 80 || locked > 120 {
		t.Errorf("%d of 400 were locked, and not about 100", locked)
	}
}
