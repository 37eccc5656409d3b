package salesforcetest_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"tieline/shared/salesforce/salesforcetest"
)

// saves has an agent save a wrap-up of contact c1.
func (w *world) saves(fields map[string]any) {
	w.Helper()
	if _, err := w.org.Upsert(interaction, "Connect_Contact_Id__c", "c1", fields); err != nil {
		w.Fatal(err)
	}
}

func TestAWrapUpAndAnUpsertDoNotTouchEachOther(t *testing.T) {
	const ours = `"Connect_Contact_Id__c":"c1","Sync_Version__c":%d,"Queue_Name__c":"Sales"`
	saved := map[string]any{"Disposition__c": "Resolved", "Wrap_Up_Notes__c": "n", "Wrap_Up_At__c": "2026-01-02T03:00:00Z"}
	for name, steps := range map[string][]func(*world){
		"saved before the record": {func(w *world) { w.saves(saved) }, func(w *world) { w.upsert(false, fmt.Sprintf(ours, 7)) }},
		"saved after the record":  {func(w *world) { w.upsert(false, fmt.Sprintf(ours, 7)) }, func(w *world) { w.saves(saved) }},
		"upserted once more": {func(w *world) { w.upsert(false, fmt.Sprintf(ours, 6)) }, func(w *world) { w.saves(saved) },
			func(w *world) { w.upsert(false, fmt.Sprintf(ours, 7)) }},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			for _, step := range steps {
				step(w)
			}
			r := w.record("c1")
			if r["Disposition__c"] != "Resolved" || r["Wrap_Up_Notes__c"] != "n" || r["Queue_Name__c"] != "Sales" || r["Sync_Version__c"] != 7.0 {
				t.Errorf("holds %v", r)
			}
			if told := w.news(); len(told) != 1 || told[0].Object != "Tieline_Wrap_Up__e" {
				t.Errorf("published %+v", told)
			}
		})
	}
}

func TestAWrapUpIsToldWithAllThatIsKnownOfIt(t *testing.T) {
	w := newWorld(t)
	by := w.seed("User", map[string]any{"LastName": "Hopper", "Username": "grace@example.com"})
	w.saves(map[string]any{"Disposition__c": "Resolved", "Wrap_Up_At__c": "2026-01-02T03:00:00Z", "Wrap_Up_By__c": by})
	p := w.news()[0].Payload()
	key, _ := p["Event_Key__c"].(string)
	for field, want := range map[string]any{"Contact_Id__c": "c1", "Disposition__c": "Resolved", "Follow_Up_At__c": nil,
		"Wrap_Up_At__c": "2026-01-02T03:00:00.000Z", "Wrap_Up_By__c": by} {
		if p[field] != want {
			t.Errorf("%s is %v, want %v", field, p[field], want)
		}
	}
	if key == "" || fmt.Sprint(p["Schema_Version__c"]) != "1.0" {
		t.Errorf("tells %v", p)
	}
}

// TestAWrapUpIsStampedUnlessItSaysWhenItWasSaved has one save say something of
// contact c1, and a minute later another.
func TestAWrapUpIsStampedUnlessItSaysWhenItWasSaved(t *testing.T) {
	const given, other, first, second = "2026-01-02T03:00:00.000+0000", "2026-01-02T03:01:00.000+0000", "2026-01-02T03:04:05.000+0000", "2026-01-02T03:05:05.000+0000"
	type fields = map[string]any
	resolved := fields{"Disposition__c": "Resolved"}
	for name, tt := range map[string]struct {
		one, two          fields
		wantOne, wantThen any
	}{
		"a correction that does not say when":   {fields{"Disposition__c": "Resolved", "Wrap_Up_At__c": given}, fields{"Disposition__c": "Escalated"}, given, second},
		"a correction that repeats the time":    {fields{"Disposition__c": "Resolved", "Wrap_Up_At__c": given}, fields{"Disposition__c": "Escalated", "Wrap_Up_At__c": given}, given, second},
		"a correction that says when":           {resolved, fields{"Disposition__c": "Escalated", "Wrap_Up_At__c": other}, first, other},
		"a correction of the follow-up":         {resolved, fields{"Follow_Up_At__c": other}, first, second},
		"a follow-up alone":                     {fields{"Follow_Up__c": true}, fields{"Follow_Up__c": true}, first, first},
		"a follow-up taken back":                {fields{"Disposition__c": "Resolved", "Follow_Up__c": true}, fields{"Follow_Up__c": false}, first, second},
		"a result taken back":                   {resolved, fields{"Disposition__c": nil}, first, second},
		"a time taken back with the result":     {resolved, fields{"Disposition__c": nil, "Wrap_Up_At__c": nil}, first, nil},
		"the same once more":                    {resolved, resolved, first, first},
		"notes alone":                           {fields{"Wrap_Up_Notes__c": "n"}, fields{"Wrap_Up_Notes__c": "m"}, nil, nil},
		"notes beside a wrap-up":                {resolved, fields{"Wrap_Up_Notes__c": "m"}, first, first},
		"what Tieline writes, and then nothing": {fields{"Queue_Name__c": "Sales"}, fields{"Queue_Name__c": "Service"}, nil, nil},
		"what Tieline writes beside a wrap-up":  {resolved, fields{"Queue_Name__c": "Sales", "Sync_Version__c": 7}, first, first},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			if w.saves(tt.one); w.record("c1")["Wrap_Up_At__c"] != tt.wantOne {
				t.Errorf("first holds %v, want %v", w.record("c1")["Wrap_Up_At__c"], tt.wantOne)
			}
			w.clock.pass(time.Minute)
			if w.saves(tt.two); w.record("c1")["Wrap_Up_At__c"] != tt.wantThen {
				t.Errorf("then holds %v, want %v", w.record("c1")["Wrap_Up_At__c"], tt.wantThen)
			}
		})
	}
}

func TestALoadedWrapUpIsStampedAndNotTold(t *testing.T) {
	w := newWorld(t)
	by := w.seed("User", map[string]any{"LastName": "Hopper", "Username": "grace@example.com"})
	w.org.Bypass("integration@example.com")
	w.upsert(false, `"Connect_Contact_Id__c":"c1","Wrap_Up_By__c":"`+by+`"`)
	if w.record("c1")["Wrap_Up_At__c"] != "2026-01-02T03:04:05.000+0000" || len(w.news()) != 0 {
		t.Errorf("holds %v", w.record("c1"))
	}
}

func TestACorrectionIsToldAsTheLaterOne(t *testing.T) {
	w := newWorld(t)
	w.saves(map[string]any{"Disposition__c": "Resolved", "Wrap_Up_At__c": "2026-01-02T03:00:00Z"})
	w.news()
	w.saves(map[string]any{"Disposition__c": "Escalated"})
	if told := w.news(); len(told) != 1 || told[0].Payload()["Wrap_Up_At__c"] != "2026-01-02T03:04:05.000Z" || told[0].Payload()["Disposition__c"] != "Escalated" {
		t.Errorf("published %+v", told)
	}
}

func TestOnlyAnExternalIDNamesWhatIsUpserted(t *testing.T) {
	w := newWorld(t)
	for name, by := range map[string][3]string{
		"an unknown object": {"Nothing__c", "Connect_Contact_Id__c", "c1"}, "an unknown field": {interaction, "Nothing__c", "c1"},
		"a field that is no key": {interaction, "Queue_Name__c", "c1"}, "no key at all": {interaction, "Connect_Contact_Id__c", " "},
	} {
		if _, err := w.org.Upsert(by[0], by[1], by[2], nil); err == nil {
			t.Errorf("%s names a record", name)
		}
	}
}

// agentLink upserts contact c1 with a link to its agent.
func (w *world) agentLink(id string) string {
	return w.upsert(false, `"Connect_Contact_Id__c":"c1","Agent__c":"`+id+`"`)[0]
}

func TestALookupTakesAnyUserThatThereIs(t *testing.T) {
	w := newWorld(t)
	gone := w.seed("User", map[string]any{"LastName": "Hopper", "Username": "grace@example.com", "IsActive": false})
	for id, want := range map[string]string{gone: "created", "005000000000009AAA": "INVALID_CROSS_REFERENCE_KEY []", "grace": "MALFORMED_ID [Agent__c]"} {
		if got := w.agentLink(id); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}

func TestALookupFilterTakesActiveUsersOnly(t *testing.T) {
	w := worldWith(t, func(s *salesforcetest.Schema) { s.OnlyActive(interaction + ".Agent__c") })
	gone := w.seed("User", map[string]any{"LastName": "Hopper", "Username": "grace@example.com", "IsActive": false})
	here := w.seed("User", map[string]any{"LastName": "Lovelace", "Username": "ada@example.com"})
	if got := w.agentLink(gone); got != "FIELD_FILTER_VALIDATION_EXCEPTION [Agent__c]" {
		t.Errorf("one who has left: %s", got)
	}
	if got := w.agentLink(here); got != "created" {
		t.Errorf("one who is there: %s", got)
	}
}

func TestAFilterIsPutOnLookupsToUsersOnly(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it was put on another")
		}
	}()
	worldWith(t, func(s *salesforcetest.Schema) { s.OnlyActive(interaction + ".Customer_Contact__c") })
}

func TestUsersAreToldApartByFederationID(t *testing.T) {
	w := newWorld(t)
	w.seed("User", map[string]any{"LastName": "Hopper", "Username": "grace@example.com", "FederationIdentifier": "ghopper"})
	for federationID, want := range map[string]int{"ghopper": http.StatusBadRequest, "GHopper": http.StatusCreated} {
		a := w.call("POST", data+"/sobjects/User", `{"LastName":"Other","Username":"other@example.com","FederationIdentifier":"`+federationID+`"}`)
		if a.status != want || want == http.StatusBadRequest && !strings.Contains(a.text, "DUPLICATE_VALUE") {
			t.Errorf("%s answers %d %s", federationID, a.status, a.text)
		}
	}
	if got := w.names("SELECT LastName FROM User WHERE FederationIdentifier = 'GHOPPER'"); len(got) != 2 {
		t.Errorf("a query finds %q", got)
	}
}
