package salesforce_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

func TestFlowsAreReadInOneCall(t *testing.T) {
	crm, sent := org(t, answer{200, `{"totalSize":3,"done":true,"records":[{"ApiName":"A","ActiveVersionId":"301A","LatestVersionId":"301A"},
		{"ApiName":"B","ActiveVersionId":"301A","LatestVersionId":"301B"},{"ApiName":"C","ActiveVersionId":null,"LatestVersionId":"301C"}]}`})
	flows, err := crm.Flows(t.Context(), []string{"A", "it's"})
	if want := []salesforce.Flow{{Name: "A", Active: true, Newest: true}, {Name: "B", Active: true}, {Name: "C"}}; err != nil || !slices.Equal(flows, want) {
		t.Errorf("%v, %v", flows, err)
	}
	if q, want := asked(t, (*sent)[0]), `SELECT ApiName, ActiveVersionId, LatestVersionId FROM FlowDefinitionView WHERE ApiName IN ('A', 'it\'s')`; q != want {
		t.Errorf("asked\n%s, want\n%s", q, want)
	}
	crm, _ = org(t, answer{400, `[{"errorCode":"INVALID_TYPE"}]`})
	if _, err := crm.Flows(t.Context(), []string{"A"}); !salesforce.LacksObject(err) {
		t.Error(err)
	}
}

func TestAllThatIsWrittenMayBeWrittenAndNothingElse(t *testing.T) {
	key := map[string]string{"Tieline_Interaction__c": "Connect_Contact_Id__c", "Tieline_Alert__c": "Transition_Key__c", "Tieline_Health__c": "Period_Key__c"}
	written := salesforce.Written()
	if len(written) != len(key) {
		t.Errorf("%d objects", len(written))
	}
	for object, required := range key {
		edit := permitted(t, object, required)
		for field, may := range edit {
			if _, name, _ := strings.Cut(field, "."); may != slices.Contains(written[object], name) {
				t.Errorf("%s: permitted %t, written %t", field, may, !may)
			}
		}
		for _, name := range written[object] {
			if !edit[object+"."+name] {
				t.Errorf("%s.%s is written, but not permitted", object, name)
			}
		}
	}
}

func TestWhatMayNotBeWritten(t *testing.T) {
	field := func(name, may string) string { return `{"name":"` + name + `","createable":` + may + `}` }
	const both = `true,"updateable":true`
	for name, tt := range map[string]struct {
		object, says string
		want         salesforce.Unwritable
	}{
		"all may":             {"A__c", `"createable":true,"updateable":true,"fields":[` + field("A__c", both) + "," + field("b__c", both) + `]`, salesforce.Unwritable{}},
		"not changed":         {"A__c", `"createable":true,"updateable":false,"fields":[` + field("A__c", both) + "," + field("B__c", both) + `]`, salesforce.Unwritable{Object: true}},
		"not created":         {"A__c", `"updateable":true,"fields":[` + field("A__c", both) + "," + field("B__c", both) + `]`, salesforce.Unwritable{Object: true}},
		"fields":              {"A__c", `"createable":true,"updateable":true,"fields":[` + field("B__c", "true") + `]`, salesforce.Unwritable{Missing: []string{"A__c"}, ReadOnly: []string{"B__c"}}},
		"an event is created": {"A__e", `"createable":true,"updateable":false,"fields":[` + field("A__c", "true") + "," + field("B__c", "false") + `]`, salesforce.Unwritable{ReadOnly: []string{"B__c"}}},
	} {
		crm, sent := org(t, answer{200, "{" + tt.says + "}"})
		got, err := crm.Unwritable(t.Context(), tt.object, []string{"A__c", "B__c"})
		if err != nil || got.Object != tt.want.Object || !slices.Equal(got.Missing, tt.want.Missing) || !slices.Equal(got.ReadOnly, tt.want.ReadOnly) || len(*sent) != 1 {
			t.Errorf("%s: %+v, %v, after %d calls", name, got, err, len(*sent))
		}
	}
	crm, _ := org(t, answer{404, `[{"errorCode":"NOT_FOUND"}]`})
	if _, err := crm.Unwritable(t.Context(), "A__c", nil); !salesforce.LacksObject(err) {
		t.Error(err)
	}
}

func TestDeliveriesAreAsTheOrgTells(t *testing.T) {
	for says, want := range map[string]salesforce.Usage{
		`{"DailyDeliveredPlatformEvents":{"Max":25000,"Remaining":24000},"DailyApiRequests":{"Max":9,"Remaining":8,"App":{"Max":0,"Remaining":0}}}`: {Used: 1000, Limit: 25000},
		`{"DailyApiRequests":{"Max":9,"Remaining":8}}`: {},
	} {
		crm, sent := org(t, answer{200, says})
		if u, told, err := crm.Deliveries(t.Context()); err != nil || u != want || told != (want.Limit > 0) || (*sent)[0] != "GET /services/data/v67.0/limits\n" {
			t.Errorf("%+v %t %v of %s, sent %q", u, told, err, says, *sent)
		}
	}
	crm, _ := org(t, answer{http.StatusForbidden, `[{"errorCode":"INSUFFICIENT_ACCESS"}]`})
	if _, _, err := crm.Deliveries(t.Context()); fault.KindOf(err) != fault.Unauthorized {
		t.Error(err)
	}
}

func TestTheLastHealthIsFound(t *testing.T) {
	crm, sent := org(t, answer{200, `{"done":true,"records":[{"Period_Start__c":"2026-01-02T03:00:00.000+0000"}]}`}, answer{200, `{"done":true,"records":[]}`})
	if start, err := crm.LastHealth(t.Context(), "de'v"); err != nil || !start.Equal(time.Date(2026, 1, 2, 3, 0, 0, 0, time.UTC)) {
		t.Errorf("%v, %v", start, err)
	}
	if q, want := asked(t, (*sent)[0]), `SELECT Period_Start__c FROM Tieline_Health__c WHERE Stage__c = 'de\'v' ORDER BY Period_Start__c DESC NULLS LAST LIMIT 1`; q != want {
		t.Errorf("asked %s", q)
	}
	if start, err := crm.LastHealth(t.Context(), "dev"); err != nil || !start.IsZero() {
		t.Errorf("%v, %v", start, err)
	}
}

func TestAGroupIsPeopledByWhoIsInIt(t *testing.T) {
	crm, sent := org(t, answer{200, `{"done":true,"records":[{"Id":"011"}]}`}, answer{200, `{"done":true,"records":[]}`}, answer{400, `[{"errorCode":"INVALID_TYPE"}]`})
	if peopled, err := crm.Peopled(t.Context(), "it's"); err != nil || !peopled {
		t.Errorf("%t, %v", peopled, err)
	}
	if q, want := asked(t, (*sent)[0]), `SELECT Id FROM GroupMember WHERE Group.DeveloperName = 'it\'s' AND Group.Type = 'Regular' LIMIT 1`; q != want {
		t.Errorf("asked %s", q)
	}
	if peopled, err := crm.Peopled(t.Context(), "A"); err != nil || peopled {
		t.Errorf("of an empty one %t, %v", peopled, err)
	}
	if _, err := crm.Peopled(t.Context(), "A"); !salesforce.LacksObject(err) {
		t.Error(err)
	}
}

func TestOneEntersOnlyLoggedIn(t *testing.T) {
	jwt, key := jwtSecret(t, "")
	sim, client := simulated(t, jwt, key)
	if err := client.Enter(t.Context()); err != nil || len(sim.Requests()) == 0 {
		t.Error(err)
	}
	_, stranger := jwtSecret(t, "")
	_, client = simulated(t, jwt, stranger)
	if err := client.Enter(t.Context()); fault.KindOf(err) != fault.Unauthorized {
		t.Error(err)
	}
}
