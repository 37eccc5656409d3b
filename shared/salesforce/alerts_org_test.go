package salesforce_test

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"tieline/shared/alert"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
	"tieline/shared/salesforce/salesforcetest"
)

// tell expects one kind of answer, "" if the alert is taken.
func tell(t *testing.T, client *salesforce.Client, a alert.Alert, want fault.Kind) {
	t.Helper()
	refused, failed := client.UpsertAlert(t.Context(), a)
	if failed != nil || fault.KindOf(refused) != want {
		t.Errorf("%s: refused %v, failed %v, want kind %q", a.Key, refused, failed, want)
	}
}

// flowsOwn is what the flows add to an alert.
const flowsOwn = "Escalated_At__c"

// alertOf is the one alert of a key, without what Salesforce adds by itself.
func alertOf(t *testing.T, org *salesforcetest.Org, key string) map[string]any {
	t.Helper()
	found := org.Find("Tieline_Alert__c", "Transition_Key__c", key)
	if len(found) != 1 {
		t.Fatalf("%d alerts %s", len(found), key)
	}
	got := map[string]any{}
	for field, value := range found[0] {
		if strings.HasSuffix(field, "__c") && field != flowsOwn {
			got[field] = value
		}
	}
	return got
}

func TestAnAlertEndsUpTheSameInWhateverOrderItIsTold(t *testing.T) {
	want := map[string]any{"Transition_Key__c": missed.Key, "Source__c": "Service Level", "Severity__c": "Critical", "Layer__c": "4 business logic",
		"Status__c": "Closed", "Queue_Id__c": "q1", "Queue_Name__c": "Orders", "Figure__c": "Service level", "Target__c": 80.0, "Worst__c": 0.0,
		"Threshold_Seconds__c": 20.0, "Contacts_Hurt__c": 9.0, "Repeats__c": 1.0, "Opened_At__c": "2026-01-02T03:04:05.000+0000",
		"Closed_At__c": "2026-01-02T04:04:05.000+0000", "Runbook__c": "https://runbook.example#sla-evaluator-breached"}
	const newer = fault.Superseded
	for name, tt := range map[string]struct {
		told  []alert.Alert
		kinds []fault.Kind
	}{
		"in order":      {[]alert.Alert{missed, met}, []fault.Kind{"", ""}},
		"the end first": {[]alert.Alert{met, missed}, []fault.Kind{"", newer}},
		"the end alone": {[]alert.Alert{met}, []fault.Kind{""}},
		"doubled":       {[]alert.Alert{missed, missed, met, missed, met}, []fault.Kind{"", "", "", newer, ""}},
	} {
		org, client := simulated(t, shared, nil)
		for n, a := range tt.told {
			tell(t, client, a, tt.kinds[n])
		}
		if got := alertOf(t, org, missed.Key); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the org holds\n%v, want\n%v", name, got, want)
		}
	}
}

func TestAnAlertThatLastsSaysHowBadItIsSoFar(t *testing.T) {
	org, client := simulated(t, shared, nil)
	tell(t, client, missed, "")
	if got := alertOf(t, org, missed.Key); got["Status__c"] != "Open" || got["Closed_At__c"] != nil || got["Worst__c"] != 40.0 {
		t.Errorf("the org holds %v", got)
	}
}

func TestRepeatsAreCountedUpAndOpenItAsLongAsTheLastOneLasts(t *testing.T) {
	over := rang
	over.ClosedAt = at.Add(time.Minute)
	second, third := repeated(rang.Key, 2), repeated(rang.Key, 3)
	secondOver, thirdOver := repeatIsOver(rang.Key, 2), repeatIsOver(rang.Key, 3)
	for name, told := range map[string][]alert.Alert{
		"Open while it lasts":                      {rang, second, third},
		"Open after it is over":                    {rang, over, second, secondOver, third},
		"Open before it is told":                   {third, rang, over},
		"Open while an end comes before its start": {rang, over, secondOver, third},
		"Closed after it is over":                  {rang, over, second, secondOver, third, thirdOver},
		"Closed before it is told":                 {third, thirdOver, rang, over},
		"Closed with the end before the start":     {rang, over, thirdOver, third},
	} {
		org, client := simulated(t, shared, nil)
		for _, a := range told {
			tell(t, client, a, "")
		}
		tell(t, client, second, fault.Superseded)
		tell(t, client, secondOver, fault.Superseded)
		tell(t, client, rang.As(alert.Turn{Key: rang.Key, Repeats: 2, Suppressed: true, Latest: again(3)}), fault.Superseded)
		got := alertOf(t, org, rang.Key)
		status, _, _ := strings.Cut(name, " ")
		if got["Repeats__c"] != 3.0 || got["Status__c"] != status || got["Opened_At__c"] != "2026-01-02T03:04:05.000+0000" || got["Figure__c"] != "x-late" {
			t.Errorf("%s: the org holds %v", name, got)
		}
	}
}

func TestWhatPeopleAcknowledgedStays(t *testing.T) {
	org, client := simulated(t, shared, nil)
	tell(t, client, missed, "")
	who := seed(t, org, "User", map[string]any{"Username": "ann@example.com", "LastName": "Bell", "Email": "ann@example.com", "IsActive": true})
	id, _ := org.Find("Tieline_Alert__c", "Transition_Key__c", missed.Key)[0]["Id"].(string)
	if err := org.Edit("Tieline_Alert__c", id, map[string]any{"Acknowledged_By__c": who, "Acknowledged_At__c": "2026-01-02T03:05:00Z"}); err != nil {
		t.Fatal(err)
	}
	tell(t, client, met, "")
	if got := alertOf(t, org, missed.Key); got["Acknowledged_By__c"] != who || got["Status__c"] != "Closed" {
		t.Errorf("the org holds %v", got)
	}
}

func TestWhileSalesforceIsDownNothingIsSaidOfTheAlert(t *testing.T) {
	org, client := simulated(t, shared, nil)
	org.FailUntil(salesforcetest.Unavailable, time.Now().Add(time.Hour))
	if refused, failed := client.UpsertAlert(t.Context(), missed); refused != nil || fault.KindOf(failed) != fault.Unavailable {
		t.Errorf("refused %v, failed %v", refused, failed)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if refused, failed := client.UpsertAlert(ended, missed); refused != nil || fault.KindOf(failed) != fault.Unavailable {
		t.Errorf("cut off: refused %v, failed %v", refused, failed)
	}
}

func TestATextOfAnAlertThatIsTooLongCostsNothingElse(t *testing.T) {
	long := missed
	long.Queue, long.QueueName, long.Figure, long.Runbook = strings.Repeat("q", 65), strings.Repeat("ü", 128), strings.Repeat("f", 81), strings.Repeat("r", 256)
	org, client := simulated(t, shared, nil)
	tell(t, client, long, "")
	got := alertOf(t, org, missed.Key)
	if got["Queue_Id__c"] != nil || got["Queue_Name__c"] != strings.Repeat("ü", 127) || got["Figure__c"] != strings.Repeat("f", 80) || got["Runbook__c"] != nil {
		t.Errorf("the org holds %v", got)
	}
	long.Key = strings.Repeat("k", 256)
	tell(t, client, long, fault.Invalid) // so that it is seen
}
