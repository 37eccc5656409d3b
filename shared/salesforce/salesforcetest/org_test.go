package salesforcetest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"tieline/shared/salesforce/salesforcetest"
)

const (
	interaction = "Tieline_Interaction__c"
	data        = "/services/data/v67.0"
	collections = data + "/composite/sobjects/Tieline_Interaction__c/Connect_Contact_Id__c"
	byKey       = data + "/sobjects/Tieline_Interaction__c/Connect_Contact_Id__c/"
)

// clock is set by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

func (c *clock) pass(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.now = c.now.Add(d) }

// world is an org with the shipped schema and a caller who has logged in.
type world struct {
	testing.TB
	org   *salesforcetest.Org
	clock *clock
	token string
	read  int // events that were looked at
}

// shipped is the root of the shipped metadata.
const shipped = "../../../salesforce/force-app/main/default"

func newWorld(t testing.TB) *world {
	t.Helper()
	schema, err := salesforcetest.Load(os.DirFS(shipped))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{TB: t, clock: &clock{now: time.Date(2026, 1, 2, 3, 4, 5, 678e6, time.UTC)}}
	w.org = salesforcetest.New(schema, w.clock.Now)
	w.org.TrustSecret("client", "secret")
	w.login()
	return w
}

func (w *world) login() {
	w.Helper()
	a := w.post("/services/oauth2/token", "grant_type=client_credentials&client_id=client&client_secret=secret")
	w.token, _ = a.object(w.TB)["access_token"].(string)
	if w.token == "" {
		w.Fatalf("no token in %s", a.text)
	}
}

// reply is what the org answered.
type reply struct {
	status int
	header http.Header
	text   string
}

func (a reply) object(t testing.TB) (o map[string]any) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.text), &o); err != nil {
		t.Fatalf("%v in %s", err, a.text)
	}
	return o
}

func (a reply) list(t testing.TB) (l []map[string]any) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.text), &l); err != nil {
		t.Fatalf("%v in %s", err, a.text)
	}
	return l
}

func (w *world) do(r *http.Request) reply {
	rec := httptest.NewRecorder()
	w.org.ServeHTTP(rec, r)
	text, _ := io.ReadAll(rec.Result().Body)
	return reply{rec.Code, rec.Header(), string(text)}
}

// call sends JSON in the world's session.
func (w *world) call(method, path, body string) reply {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+w.token)
	r.Header.Set("Content-Type", "application/json")
	return w.do(r)
}

// post sends a form without a session.
func (w *world) post(path, form string) reply {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return w.do(r)
}

func (w *world) seed(object string, fields map[string]any) string {
	w.Helper()
	id, err := w.org.Seed(object, fields)
	if err != nil {
		w.Fatal(err)
	}
	return id
}

// record is the one interaction of a contact id.
func (w *world) record(contactID string) salesforcetest.Record {
	w.Helper()
	found := w.org.Find(interaction, "Connect_Contact_Id__c", contactID)
	if len(found) != 1 {
		w.Fatalf("%d records of %s", len(found), contactID)
	}
	return found[0]
}

// upsert sends a collections call, each record of which is JSON without its
// braces and attributes, and returns for each "created", "updated" or the error.
func (w *world) upsert(allOrNone bool, records ...string) []string {
	w.Helper()
	for n, r := range records {
		records[n] = `{"attributes":{"type":"Tieline_Interaction__c"},` + r + `}`
	}
	a := w.call("PATCH", collections, fmt.Sprintf(`{"allOrNone":%t,"records":[%s]}`, allOrNone, strings.Join(records, ",")))
	if a.status != http.StatusOK {
		w.Fatalf("answered %d %s", a.status, a.text)
	}
	var outcomes []string
	for _, result := range a.list(w.TB) {
		outcomes = append(outcomes, outcome(result))
	}
	return outcomes
}

func outcome(result map[string]any) string {
	if created, _ := result["created"].(bool); result["success"] == true {
		return map[bool]string{true: "created", false: "updated"}[created]
	}
	e := result["errors"].([]any)[0].(map[string]any)
	return fmt.Sprintf("%v %v", e["statusCode"], e["fields"])
}

func TestInProcess(t *testing.T) {
	w := newWorld(t)
	id := w.seed(interaction, map[string]any{"Connect_Contact_Id__c": "c1", "Sync_Version__c": int64(1767323045000),
		"Connected_At__c": w.clock.Now(), "Queue_Name__c": "Sales"})

	t.Run("a seeded record holds what an answer would show", func(t *testing.T) {
		r := w.record("c1")
		for name, want := range map[string]any{"Id": id, "Name": "INT-00000001", "Sync_Version__c": 1767323045000.0,
			"Connected_At__c": "2026-01-02T03:04:05.000+0000", "Cti_System__c": "tieline", "CreatedDate": "2026-01-02T03:04:05.000+0000"} {
			if r[name] != want {
				t.Errorf("%s is %v, want %v", name, r[name], want)
			}
		}
	})
	t.Run("a seed obeys the schema", func(t *testing.T) {
		if _, err := w.org.Seed("Contact", map[string]any{"FirstName": "Ada"}); err == nil || !strings.Contains(err.Error(), "LastName") {
			t.Errorf("a contact without a last name: %v", err)
		}
		if _, err := w.org.Seed("Opportunity", nil); err == nil {
			t.Error("took an object that the schema lacks")
		}
	})
	t.Run("found records are copies", func(t *testing.T) {
		w.record("c1")["Queue_Name__c"] = "changed"
		if got := w.record("c1")["Queue_Name__c"]; got != "Sales" {
			t.Errorf("queue %v", got)
		}
	})
	t.Run("records are found by time, number and blank", func(t *testing.T) {
		for field, value := range map[string]any{
			"Connected_At__c": w.clock.Now(), "Sync_Version__c": 1767323045000, "Agent__c": nil, "Id": id,
		} {
			if n := len(w.org.Find(interaction, field, value)); n != 1 {
				t.Errorf("%d records by %s", n, field)
			}
		}
	})
	t.Run("a change is announced", func(t *testing.T) {
		announced := func(changed <-chan struct{}) bool {
			select {
			case <-changed:
				return true
			default:
				return false
			}
		}
		changed := w.org.Changed()
		before := announced(changed)
		w.upsert(false, `"Connect_Contact_Id__c":"c1","Sync_Version__c":1767323045001`)
		if before || !announced(changed) || announced(w.org.Changed()) {
			t.Errorf("announced before %t, after %t", before, announced(changed))
		}
	})
	t.Run("overwriting ignores rules and limits, but not types", func(t *testing.T) {
		long := strings.Repeat("x", 200)
		if err := w.org.Overwrite(id, map[string]any{"Sync_Version__c": 1, "Queue_Name__c": long, "Cti_System__c": nil}); err != nil {
			t.Fatal(err)
		}
		if r := w.record("c1"); r["Sync_Version__c"] != 1.0 || r["Queue_Name__c"] != long || r["Cti_System__c"] != nil {
			t.Errorf("holds %v", r)
		}
		for field, value := range map[string]any{"Nothing__c": 1, "Connected_At__c": "soon"} {
			if w.org.Overwrite(id, map[string]any{field: value}) == nil {
				t.Errorf("took %v for %s", value, field)
			}
		}
		if w.org.Overwrite("a00000000000099AAA", nil) == nil {
			t.Error("overwrote what is not there")
		}
	})
	t.Run("a duplicate stands beside its original", func(t *testing.T) {
		second, err := w.org.Duplicate(id)
		found := w.org.Find(interaction, "Connect_Contact_Id__c", "c1")
		if err != nil || len(found) != 2 || found[1]["Id"] != second || second == id {
			t.Errorf("%v, %d records", err, len(found))
		}
		if got := w.upsert(false, `"Connect_Contact_Id__c":"c1"`); got[0] != "DUPLICATE_EXTERNAL_ID []" {
			t.Errorf("an upsert on both: %v", got)
		}
	})
}

func TestRequestsKeepNoPersonalData(t *testing.T) {
	w := newWorld(t)
	w.call("GET", data+"/search/?q=FIND+%7B4155550100%7D+IN+PHONE+FIELDS+RETURNING+Contact", "")
	w.upsert(false, `"Connect_Contact_Id__c":"c1","Customer_Endpoint__c":"+442071838750"`)
	all := w.org.Requests()
	if len(all) != 3 {
		t.Fatalf("%d requests", len(all))
	}
	search, upsert := all[1], all[2]
	if search.Path != data+"/search/" || search.Status != 200 || strings.Contains(fmt.Sprint(all), "4155550100") {
		t.Errorf("search: %+v", search)
	}
	if upsert.Method != "PATCH" || upsert.Records != 1 || !upsert.Time.Equal(w.clock.Now()) || strings.Contains(upsert.Path, "+44") {
		t.Errorf("upsert: %+v", upsert)
	}
	for range 1100 {
		w.call("GET", data+"/query", "")
	}
	if n := len(w.org.Requests()); n != 1000 {
		t.Errorf("remembers %d requests", n)
	}
}

func TestWritersAtOnceLeaveTheNewest(t *testing.T) {
	w := newWorld(t)
	var all sync.WaitGroup
	for version := range 50 {
		all.Go(func() {
			w.call("PATCH", collections, fmt.Sprintf(`{"records":[{"attributes":{"type":"Tieline_Interaction__c"},`+
				`"Connect_Contact_Id__c":"c1","Sync_Version__c":%d}]}`, version+1))
			w.org.Find(interaction, "Connect_Contact_Id__c", "c1")
		})
	}
	all.Wait()
	if got := w.record("c1")["Sync_Version__c"]; got != 50.0 {
		t.Errorf("version %v stands", got)
	}
}
