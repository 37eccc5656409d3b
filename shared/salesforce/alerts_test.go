package salesforce_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tieline/shared/alert"
	"tieline/shared/fault"
)

// missed is a service level that is missed, and met is when it is over.
var (
	missed = alert.Alert{Key: "q1@2026-01-02T03:04:05Z", Source: alert.ServiceLevel, Severity: alert.Critical, Layer: alert.BusinessLogic,
		Queue: "q1", QueueName: "Orders", Figure: "Service level", Target: 80, Worst: 40, Threshold: 20 * time.Second, Hurt: 3,
		OpenedAt: at, Runbook: "https://runbook.example#sla-evaluator-breached"}
	met = func() alert.Alert {
		a := missed
		a.Worst, a.Hurt, a.ClosedAt = 0, 9, at.Add(time.Hour)
		return a
	}()
)

// rang is an alarm, and repeated is what is told once it flaps.
var (
	rang = alert.Alert{Key: "tieline-dev-x-late@2026-01-02T03:04:05.000Z", Source: alert.CloudWatchAlarm, Severity: alert.Warning, Layer: alert.Connector,
		Figure: "x-late", OpenedAt: at, Runbook: "https://runbook.example#x-late"}
	repeated = func(key string, times int) alert.Alert {
		return rang.As(alert.Turn{Key: key, Repeats: times, Suppressed: true, Latest: again(times)})
	}
	repeatIsOver = func(key string, times int) alert.Alert {
		over := rang
		over.ClosedAt = again(times).Add(time.Minute)
		return over.As(alert.Turn{Key: key, Repeats: times, Suppressed: true, Since: again(times), Latest: again(times)})
	}
	// again is when it rang for so many times.
	again = func(times int) time.Time { return at.Add(time.Duration(times) * time.Hour) }
)

func TestWhatIsSentOfAnAlert(t *testing.T) {
	const head = `{"allOrNone":false,"records":[{"attributes":{"type":"Tieline_Alert__c"},"Transition_Key__c":`
	const ofBreach = head + `"q1@2026-01-02T03:04:05Z","Source__c":"Service Level","Severity__c":"Critical","Layer__c":"4 business logic",`
	const queue = `"Queue_Id__c":"q1","Queue_Name__c":"Orders","Figure__c":"Service level","Target__c":80,`
	const ofAlarm = `"Source__c":"CloudWatch Alarm","Severity__c":"Warning","Layer__c":"2 connector",`
	const runbook = `"Runbook__c":"https://runbook.example#sla-evaluator-breached"}]}`
	for name, tt := range map[string]struct {
		alert alert.Alert
		want  string
	}{
		"a breach that lasts": {missed, ofBreach + queue + `"Worst__c":40,"Threshold_Seconds__c":20,"Contacts_Hurt__c":3,` +
			`"Opened_At__c":"2026-01-02T03:04:05.000Z","Closed_At__c":null,` + runbook},
		"a breach that is over": {met, ofBreach + queue + `"Worst__c":0,"Threshold_Seconds__c":20,"Contacts_Hurt__c":9,` +
			`"Opened_At__c":"2026-01-02T03:04:05.000Z","Closed_At__c":"2026-01-02T04:04:05.000Z",` + runbook},
		"an alarm": {rang, head + `"tieline-dev-x-late@2026-01-02T03:04:05.000Z",` + ofAlarm + `"Figure__c":"x-late",` +
			`"Opened_At__c":"2026-01-02T03:04:05.000Z","Closed_At__c":null,"Runbook__c":"https://runbook.example#x-late"}]}`},
		"one that stands for others": {repeated("k", 7), head + `"k",` + ofAlarm + `"Figure__c":"x-late","Repeats__c":7,` +
			`"Last_Opened_At__c":"2026-01-02T10:04:05.000Z","Runbook__c":"https://runbook.example#x-late"}]}`},
		"the last of those is over": {repeatIsOver("k", 7), head + `"k",` + ofAlarm + `"Figure__c":"x-late",` +
			`"Last_Opened_At__c":"2026-01-02T10:04:05.000Z","Last_Closed_At__c":"2026-01-02T10:05:05.000Z","Runbook__c":"https://runbook.example#x-late"}]}`},
	} {
		client, sent := org(t, results(taken))
		if refused, failed := client.UpsertAlert(t.Context(), tt.alert); refused != nil || failed != nil {
			t.Errorf("%s: %v, %v", name, refused, failed)
		}
		if want := "PATCH /services/data/v67.0/composite/sobjects/Tieline_Alert__c/Transition_Key__c\n" + tt.want; (*sent)[0] != want {
			t.Errorf("%s: sent\n%s, want\n%s", name, (*sent)[0], want)
		}
	}
}

func TestAnAnswerAboutAnAlertMeans(t *testing.T) {
	const rule = "FIELD_CUSTOM_VALIDATION_EXCEPTION"
	for name, tt := range map[string]struct {
		answer          answer
		refused, failed fault.Kind
	}{
		"taken":                              {results(taken), "", ""},
		"it is over already":                 {results(refused(rule, "Closed_At__c")), fault.Superseded, ""},
		"more repeats are counted":           {results(refused(rule, "Repeats__c")), fault.Superseded, ""},
		"a later one is known":               {results(refused(rule, "Last_Opened_At__c")), fault.Superseded, ""},
		"an admin's own rule rejects":        {results(refused(rule, "Queue_Name__c")), fault.Invalid, ""},
		"another fault at the fence's field": {results(refused("SOMETHING_NEW", "Closed_At__c")), fault.Unknown, ""},
		"a locked row is free soon":          {results(refused("UNABLE_TO_LOCK_ROW", "Id")), fault.Conflict, ""},
		"two created it at once":             {results(refused("DUPLICATE_VALUE", "Transition_Key__c")), fault.Conflict, ""},
		"an admin's flow fails":              {results(refused("CANNOT_EXECUTE_FLOW_TRIGGER")), fault.Unknown, ""},
		"a field is missing":                 {results(refused("INVALID_FIELD")), fault.Unauthorized, ""},
		"a picklist is older than we":        {results(refused("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "Layer__c")), fault.Invalid, ""},
		"a call refused for what was in it":  {answer{400, `[{"errorCode":"STRING_TOO_LONG","message":"x"}]`}, fault.Invalid, ""},
		"the object is missing":              {answer{404, `[{"errorCode":"NOT_FOUND","message":"x"}]`}, "", fault.Unauthorized},
		"the day's calls are used up":        {answer{403, `[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"x"}]`}, "", fault.Throttled},
		"a gateway speaks HTML":              {answer{503, `<html>`}, "", fault.Unavailable},
		"a gateway says all is well":         {answer{200, `<html>`}, "", fault.Unavailable},
		"no answer about it":                 {results(), "", fault.Unknown},
		"too many answers":                   {results(taken, taken), "", fault.Unknown},
	} {
		client, _ := org(t, tt.answer)
		refused, failed := client.UpsertAlert(t.Context(), missed)
		if fault.KindOf(refused) != tt.refused || fault.KindOf(failed) != tt.failed {
			t.Errorf("%s: refused %v, failed %v", name, refused, failed)
		}
	}
}

func TestOfAnAlertAllThatIsSentMayBeWrittenAndNothingElse(t *testing.T) {
	edit := permitted(t, "Tieline_Alert__c", "Transition_Key__c")
	full := met
	full.Repeats, full.LastOpenedAt, full.LastClosedAt = 2, at, at
	client, sent := org(t, results(taken))
	if refused, failed := client.UpsertAlert(t.Context(), full); refused != nil || failed != nil {
		t.Fatal(refused, failed)
	}
	_, body, _ := strings.Cut((*sent)[0], "\n")
	var call struct{ Records []map[string]any }
	if err := json.Unmarshal([]byte(body), &call); err != nil {
		t.Fatal(err)
	}
	for key := range call.Records[0] {
		if key != "attributes" && !edit["Tieline_Alert__c."+key] {
			t.Errorf("%s is sent, but the integration user may not edit it", key)
		}
		delete(edit, "Tieline_Alert__c."+key)
	}
	for field, may := range edit {
		if may {
			t.Errorf("the integration user may edit %s, which is never sent", field)
		}
	}
}
