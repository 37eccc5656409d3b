package salesforcetest_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestCollectionsUpsert(t *testing.T) {
	const fence, picklist = "FIELD_CUSTOM_VALIDATION_EXCEPTION [Sync_Version__c]", "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST [Outcome__c]"
	umlauts := strings.Repeat("ü", 127)
	for name, tt := range map[string]struct{ id, more, want string }{
		"a new contact is created":              {"new", ``, "created"},
		"a known one is updated":                {"old", `,"Sync_Version__c":8`, "updated"},
		"the same version may come again":       {"old", `,"Sync_Version__c":7`, "updated"},
		"a field left out keeps its version":    {"old", `,"Channel__c":"VOICE"`, "updated"},
		"the fence refuses a lower version":     {"old", `,"Sync_Version__c":6`, fence},
		"the fence refuses to lose the version": {"old", `,"Sync_Version__c":null`, fence},
		"a wrap-up's record takes any version":  {"wrapped", `,"Sync_Version__c":1`, "updated"},
		"keys differ by case":                   {"OLD", `,"Sync_Version__c":1`, "created"},
		"field names do not":                    {"old", `,"SYNC_VERSION__c":8`, "updated"},
		"a text too long":                       {"new", `,"Queue_Name__c":"` + umlauts + `!"`, "STRING_TOO_LONG [Queue_Name__c]"},
		"characters count, not bytes":           {"new", `,"Queue_Name__c":"` + umlauts + `"`, "created"},
		"a number too large":                    {"new", `,"Screen_Pop_Ms__c":1000000`, "NUMBER_OUTSIDE_VALID_RANGE [Screen_Pop_Ms__c]"},
		"a restricted picklist":                 {"new", `,"Outcome__c":"Lost"`, picklist},
		"a restricted picklist may be blank":    {"new", `,"Outcome__c":null`, "created"},
		"an unrestricted picklist":              {"new", `,"Initiation_Method__c":"TELEPATHY"`, "created"},
		"an empty key is none":                  {" ", ``, "MISSING_ARGUMENT []"},
		"a parent that stands":                  {"new", `,"Parent_Interaction__r":{"Connect_Contact_Id__c":"old"}`, "created"},
		"a parent that does not":                {"new", `,"Parent_Interaction__r":{"Connect_Contact_Id__c":"x"}`, "INVALID_FIELD []"},
		"a lookup to nothing":                   {"new", `,"Customer_Contact__c":"003000000000009AAA"`, "INVALID_CROSS_REFERENCE_KEY []"},
		"a lookup to another object":            {"new", `,"Customer_Contact__c":"001000000000001AAA"`, "INVALID_CROSS_REFERENCE_KEY []"},
		"a lookup that is no id":                {"new", `,"Customer_Contact__c":"Ada"`, "MALFORMED_ID [Customer_Contact__c]"},
		"a lookup by the short id":              {"new", `,"Customer_Account__c":"001000000000001"`, "created"},
		"a field that is not writable":          {"new", `,"CreatedDate":"2026-01-01T00:00:00Z"`, "INVALID_FIELD_FOR_INSERT_UPDATE [CreatedDate]"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.seed("Account", map[string]any{"Name": "Analytical Engines"})
			w.seed(interaction, map[string]any{"Connect_Contact_Id__c": "old", "Sync_Version__c": 7})
			w.seed(interaction, map[string]any{"Connect_Contact_Id__c": "wrapped", "Disposition__c": "Resolved"})
			if got := w.upsert(false, `"Connect_Contact_Id__c":"`+tt.id+`"`+tt.more); got[0] != tt.want {
				t.Errorf("answers %q, want %q", got, tt.want)
			}
		})
	}
}

func TestRecordsOfOneCall(t *testing.T) {
	const a, b, c = `"Connect_Contact_Id__c":"a"`, `"Connect_Contact_Id__c":"b"`, `"Connect_Contact_Id__c":"c"`
	for name, tt := range map[string]struct{ sent, want []string }{
		"a refused one leaves its neighbours": {[]string{a, b + `,"Channel__c":"` + strings.Repeat("x", 256) + `"`, c},
			[]string{"created", "STRING_TOO_LONG [Channel__c]", "created"}},
		"one has no key": {[]string{a, `"Channel__c":"VOICE"`}, []string{"created", "MISSING_ARGUMENT []"}},
		"two have the same key": {[]string{a, b, a},
			[]string{"DUPLICATE_VALUE [Connect_Contact_Id__c]", "created", "DUPLICATE_VALUE [Connect_Contact_Id__c]"}},
		"one is the parent of another": {[]string{a, b + `,"Parent_Interaction__r":{` + a + `}`}, []string{"created", "INVALID_FIELD []"}},
		"none at all":                  {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := newWorld(t).upsert(false, tt.sent...); !slices.Equal(got, tt.want) {
				t.Errorf("answers %q, want %q", got, tt.want)
			}
		})
	}
}

func TestUpsertStores(t *testing.T) {
	w := newWorld(t)
	contact := w.seed("Contact", map[string]any{"LastName": "Lovelace"})
	w.upsert(false, `"Connect_Contact_Id__c":"root"`)
	w.upsert(false, `"Connect_Contact_Id__c":"c1","Sync_Version__c":"7","Wait_Seconds__c":1.6,"Queue_Name__c":"  Sales ",
		"Customer_Contact__c":"`+contact[:15]+`","Connected_At__c":"2026-01-02T04:04:05.999+01:00","Agent_Username__c":"",
		"Parent_Interaction__r":{"Connect_Contact_Id__c":"root"}`)
	r := w.record("c1")
	for field, want := range map[string]any{
		"Sync_Version__c": 7.0, "Wait_Seconds__c": 2.0, "Queue_Name__c": "Sales", "Customer_Contact__c": contact,
		"Agent_Username__c": nil, "Connected_At__c": "2026-01-02T03:04:05.000+0000",
		"Parent_Interaction__c": w.record("root")["Id"], "Cti_System__c": "tieline",
	} {
		if r[field] != want {
			t.Errorf("%s is %v, want %v", field, r[field], want)
		}
	}
	t.Run("an unknown parent is named as Salesforce names it", func(t *testing.T) {
		a := w.call("PATCH", collections, `{"records":[{"attributes":{"type":"Tieline_Interaction__c"},"Connect_Contact_Id__c":"c2",`+
			`"Parent_Interaction__r":{"Connect_Contact_Id__c":"x"}}]}`)
		want := `[{"success":false,"errors":[{"statusCode":"INVALID_FIELD","message":"Foreign key external ID: x not found for field ` +
			`Connect_Contact_Id__c in entity Tieline_Interaction__c","fields":[]}]}]`
		if a.status != http.StatusOK || a.text != want {
			t.Errorf("answers %d %s", a.status, a.text)
		}
	})
	t.Run("what is not mentioned stays", func(t *testing.T) {
		w.upsert(false, `"Connect_Contact_Id__c":"c1","Sync_Version__c":8`)
		if got := w.record("c1")["Queue_Name__c"]; got != "Sales" {
			t.Errorf("queue %v", got)
		}
	})
}

func TestAllOrNone(t *testing.T) {
	w := newWorld(t)
	w.seed(interaction, map[string]any{"Connect_Contact_Id__c": "old", "Sync_Version__c": 7})
	const created, updated = `"Connect_Contact_Id__c":"new"`, `"Connect_Contact_Id__c":"old","Sync_Version__c":8`
	const undone = "ALL_OR_NONE_OPERATION_ROLLED_BACK []"
	got := w.upsert(true, created, updated, `"Connect_Contact_Id__c":"bad","Sync_Version__c":1e18`)
	if want := []string{undone, undone, "NUMBER_OUTSIDE_VALID_RANGE [Sync_Version__c]"}; !slices.Equal(got, want) {
		t.Errorf("answers %q", got)
	}
	if len(w.org.Find(interaction, "Connect_Contact_Id__c", "new")) != 0 || w.record("old")["Sync_Version__c"] != 7.0 {
		t.Error("something of the call was kept")
	}
	if got := w.upsert(true, created, updated); !slices.Equal(got, []string{"created", "updated"}) {
		t.Errorf("without a bad one: %q", got)
	}
}
