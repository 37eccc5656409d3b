package salesforce_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

// ill has every field.
func ill() salesforce.Health {
	return salesforce.Health{Stage: "prod", Start: at.Truncate(15 * time.Minute), SyncAge: new(95500 * time.Millisecond), Due: new(7), APIUse: new(62.345), Relay: new(true),
		Counts: &salesforce.Counts{Phone: 1, Connector: 2, Configuration: 3, BusinessLogic: 4, Parked: 5}}
}

func TestARowOfHealthStandsOnceHoweverOftenItIsTold(t *testing.T) {
	org, client := simulated(t, shared, nil)
	for range 2 {
		if err := client.UpsertHealth(t.Context(), ill()); err != nil {
			t.Fatal(err)
		}
	}
	rows := org.Find("Tieline_Health__c", "Stage__c", "prod")
	if len(rows) != 1 {
		t.Fatalf("%d rows", len(rows))
	}
	for field, want := range map[string]any{"Period_Key__c": "prod@2026-01-02T03:00:00Z", "Period_Start__c": "2026-01-02T03:00:00.000+0000",
		"Sync_Age_Seconds__c": 95.0, "Due__c": 7.0, "Api_Use_Percent__c": 62.35, "Relay_Healthy__c": true, "Errors_Phone__c": 1.0, "Errors_Connector__c": 2.0,
		"Errors_Configuration__c": 3.0, "Errors_Business_Logic__c": 4.0, "Parked__c": 5.0} {
		if got := rows[0][field]; got != want {
			t.Errorf("%s is %v, want %v", field, got, want)
		}
	}
}

func TestWhatNobodyKnowsOfAPeriodIsLeftOutAndAZeroIsNot(t *testing.T) {
	crm, sent := org(t, results(taken), results(taken))
	none := salesforce.Health{Stage: "prod", Start: at.Truncate(15 * time.Minute)}
	for _, h := range []salesforce.Health{none, {Stage: none.Stage, Start: none.Start, SyncAge: new(time.Duration(0)), Due: new(0), APIUse: new(123456.0), Relay: new(false), Counts: &salesforce.Counts{}}} {
		if err := crm.UpsertHealth(t.Context(), h); err != nil {
			t.Fatal(err)
		}
	}
	for n, want := range []string{
		`{"attributes":{"type":"Tieline_Health__c"},"Period_Key__c":"prod@2026-01-02T03:00:00Z","Stage__c":"prod","Period_Start__c":"2026-01-02T03:00:00.000Z"}`,
		`"Sync_Age_Seconds__c":0,"Due__c":0,"Api_Use_Percent__c":999.99,"Relay_Healthy__c":false,"Errors_Phone__c":0,"Errors_Connector__c":0,"Errors_Configuration__c":0,"Errors_Business_Logic__c":0,"Parked__c":0}`,
	} {
		if !strings.HasPrefix((*sent)[n], "PATCH /services/data/v67.0/composite/sobjects/Tieline_Health__c/Period_Key__c\n") || !strings.Contains((*sent)[n], want) {
			t.Errorf("sent %s, want %s", (*sent)[n], want)
		}
	}
}

func TestARefusedRowOfHealthSaysItsKind(t *testing.T) {
	for want, answers := range map[fault.Kind][]string{fault.Unauthorized: {refused("INVALID_FIELD")}, fault.Invalid: {refused("STRING_TOO_LONG")}, fault.Unknown: nil} {
		crm, _ := org(t, results(answers...))
		if err := crm.UpsertHealth(t.Context(), ill()); fault.KindOf(err) != want {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestOfHealthWhatIsSentMayBeWrittenAndNothingElse(t *testing.T) {
	edit := permitted(t, "Tieline_Health__c", "Period_Key__c")
	crm, sent := org(t, results(taken))
	if err := crm.UpsertHealth(t.Context(), ill()); err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut((*sent)[0], "\n")
	var call struct{ Records []map[string]any }
	if err := json.Unmarshal([]byte(body), &call); err != nil {
		t.Fatal(err)
	}
	for key := range call.Records[0] {
		if field := "Tieline_Health__c." + key; key != "attributes" && !edit[field] {
			t.Errorf("%s is sent, but the integration user may not edit it", field)
		}
		delete(edit, "Tieline_Health__c."+key)
	}
	for field, may := range edit {
		if may {
			t.Errorf("the integration user may edit %s, which is never sent", field)
		}
	}
}
