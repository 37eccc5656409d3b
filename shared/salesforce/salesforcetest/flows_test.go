package salesforcetest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"tieline/shared/salesforce/salesforcetest"
)

const callerChanged = "Tieline_Caller_Changed__e"

// news are the events since it was last called.
func (w *world) news() []salesforcetest.Event {
	all := w.org.Published()
	defer func() { w.read = len(all) }()
	return all[w.read:]
}

// told says of the events since it was last asked what became of which object.
func (w *world) told() []string {
	var all []string
	for _, e := range w.news() {
		all = append(all, fmt.Sprintf("%v %v", e.Fields["Object__c"], e.Fields["Change__c"]))
	}
	return all
}

func (w *world) edit(object, id string, fields map[string]any) {
	w.Helper()
	if err := w.org.Edit(object, id, fields); err != nil {
		w.Fatal(err)
	}
}

func TestClientsStartFlows(t *testing.T) {
	w := newWorld(t)
	id := w.seed("Contact", map[string]any{"LastName": "Lovelace"})
	other := w.seed("Account", map[string]any{"Name": "Engines"})
	ada := sobject("Contact", `"LastName":"Ada","HomePhone":"1"`)
	w.news()
	for _, tt := range []struct {
		name, method, path, body string
		want                     []string
	}{
		{"a record with a number", "POST", "/sobjects/Lead", `{"LastName":"L","Company":"C","Phone":"1"}`, []string{"Lead Created"}},
		{"a record without one", "POST", "/sobjects/Lead", `{"LastName":"L","Company":"C"}`, nil},
		{"a number", "PATCH", "/sobjects/Contact/" + id, `{"Phone":"1"}`, []string{"Contact Updated"}},
		{"the same number", "PATCH", "/sobjects/Contact/" + id, `{"Phone":"1","LastName":"L"}`, nil},
		{"no number any more", "PATCH", "/sobjects/Contact/" + id, `{"Phone":null}`, []string{"Contact Updated"}},
		{"a refused change", "PATCH", "/sobjects/Contact/" + id, `{"Phone":"2","LastName":""}`, nil},
		{"several", "POST", "/composite/sobjects", body(false, ada, sobject("Contact", `"Phone":"1"`), sobject("Account", `"Name":"B","Phone":"2"`)),
			[]string{"Contact Created", "Account Created"}},
		{"all or none of which are kept", "POST", "/composite/sobjects", body(true, ada, sobject("Contact", `"Phone":"1"`)), nil},
		{"several changes", "PATCH", "/composite/sobjects", body(true, sobject("Account", `"Id":"`+other+`","Phone":"9"`)), []string{"Account Updated"}},
		{"a record of ours", "PATCH", "/sobjects/Tieline_Interaction__c/Connect_Contact_Id__c/c1", `{}`, nil},
		{"a deletion", "DELETE", "/sobjects/Contact/" + id, "", []string{"Contact Deleted"}},
		{"several deletions", "DELETE", "/composite/sobjects?ids=" + other, "", []string{"Account Deleted"}},
	} {
		w.call(tt.method, data+tt.path, tt.body)
		if got := w.told(); !slices.Equal(got, tt.want) {
			t.Errorf("%s: published %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestWhatStartsNoFlow(t *testing.T) {
	w := newWorld(t)
	account := w.seed("Account", map[string]any{"Name": "Engines"})
	w.seed("Contact", map[string]any{"LastName": "Ada", "Phone": "1", "AccountId": account})
	w.news()
	t.Run("what an account takes with it", func(t *testing.T) {
		if err := w.org.Delete("Account", account); err != nil || len(w.org.All("Contact")) != 0 {
			t.Fatal(err)
		}
		if got := w.told(); !slices.Equal(got, []string{"Account Deleted"}) {
			t.Errorf("published %q", got)
		}
	})
	t.Run("a user who bypasses them, until another calls", func(t *testing.T) {
		w.org.Bypass("integration@example.com")
		w.call("POST", data+"/composite/sobjects", body(false, sobject("Contact", `"LastName":"B","Phone":"1"`)))
		w.call("POST", data+"/sobjects/Lead", `{"LastName":"L","Company":"C","Phone":"1"}`)
		if got := w.told(); len(w.org.All("Contact")) != 1 || got != nil {
			t.Errorf("published %q", got)
		}
		w.seed("Contact", map[string]any{"LastName": "C", "Phone": "1"})
		if got := w.told(); len(got) != 1 {
			t.Errorf("published %q of somebody else", got)
		}
	})
	t.Run("an org without the event", func(t *testing.T) {
		w := worldOf(t, source(nil))
		if w.seed("Contact", map[string]any{"LastName": "C", "Phone": "1"}); len(w.org.Published()) != 0 {
			t.Error("published")
		}
	})
}

func TestPeopleKeepToTheSchema(t *testing.T) {
	w := newWorld(t)
	id := w.seed("Contact", map[string]any{"LastName": "Ada"})
	w.clock.pass(time.Minute)
	w.edit("Contact", id[:15], map[string]any{"Phone": "1"})
	r := w.org.Find("Contact", "Id", id)[0]
	if r["Phone"] != "1" || r["LastModifiedDate"] != "2026-01-02T03:05:05.000+0000" || r["SystemModstamp"] != r["LastModifiedDate"] || r["CreatedDate"] == r["LastModifiedDate"] {
		t.Errorf("holds %v", r)
	}
	for name, err := range map[string]error{
		"no last name":        w.org.Edit("Contact", id, map[string]any{"LastName": nil}),
		"an unknown field":    w.org.Edit("Contact", id, map[string]any{"Nothing": 1}),
		"another object's id": w.org.Edit("Lead", id, map[string]any{"Phone": "1"}),
		"nothing to delete":   w.org.Delete("Contact", "003000000000009AAA"),
		"an unknown object":   w.org.Delete("Opportunity", id),
	} {
		if err == nil {
			t.Errorf("took %s", name)
		}
	}
}

func TestSubscribersHearEachEventOnceAndInOrder(t *testing.T) {
	w := newWorld(t)
	var heard []string
	w.org.Subscribe(func(e salesforcetest.Event) { heard = append(heard, e.UUID) })
	w.compose(true, sub{"POST", data + "/sobjects/Contact", "one", map[string]any{"LastName": "A", "Phone": "1"}},
		sub{"POST", data + "/sobjects/Account", "two", map[string]any{"Name": "B", "Phone": "2"}})
	w.compose(true, sub{"POST", data + "/sobjects/Contact", "undone", map[string]any{"LastName": "A", "Phone": "1"}},
		sub{"POST", data + "/sobjects/Contact", "bad", map[string]any{}})
	w.seed("Lead", with("Lead", "Phone"))
	var published []string
	for _, e := range w.org.Published() {
		published = append(published, e.UUID)
	}
	if len(published) != 3 || !slices.Equal(heard, published) {
		t.Errorf("heard %v of %v", heard, published)
	}
}

func TestThePayloadOfAnEvent(t *testing.T) {
	w := newWorld(t)
	id := w.seed("Account", map[string]any{"Name": "Engines", "Phone": "(415) 555-0132"})
	a := w.call("POST", data+"/sobjects/Tieline_Heartbeat__e", `{"Event_Key__c":"h1","Schema_Version__c":1,"Sent_At__c":"2026-01-02T03:04:05Z"}`)
	all := w.org.Published()
	if a.status != http.StatusCreated || len(all) != 2 {
		t.Fatalf("answers %d %s, and published %+v", a.status, a.text, all)
	}
	const published = `"CreatedById":"005000000000001AAA","CreatedDate":"2026-01-02T03:04:05.678Z"`
	for n, want := range []string{
		`{"Change__c":"Created",` + published + `,"Event_Key__c":"` + fmt.Sprint(all[0].Fields["Event_Key__c"]) +
			`","New_Numbers__c":"(415) 555-0132","Object__c":"Account","Old_Numbers__c":null,"Record_Id__c":"` + id + `","Schema_Version__c":1.0}`,
		`{` + published + `,"Event_Key__c":"h1","Schema_Version__c":1.0,"Sent_At__c":"2026-01-02T03:04:05.000Z"}`,
	} {
		if got, err := json.Marshal(all[n].Payload()); err != nil || string(got) != want {
			t.Errorf("%v: %s\n  want %s", err, got, want)
		}
	}
	if all[0].Object != callerChanged || all[1].Object != "Tieline_Heartbeat__e" {
		t.Errorf("published %s and %s", all[0].Object, all[1].Object)
	}
}
