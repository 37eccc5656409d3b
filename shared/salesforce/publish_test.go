package salesforce_test

import (
	"strings"
	"testing"

	"tieline/shared/fault"
)

// queued is what Salesforce says of an event that it took: an error that is none.
const queued = `{"id":"e01xx0000000001AAA","success":true,"errors":[{"statusCode":"OPERATION_ENQUEUED","message":"f1b2","fields":[]}]}`

func TestAnEventIsPublished(t *testing.T) {
	crm, sent := org(t, answer{201, queued})
	if err := crm.Publish(t.Context(), "Beat__e", map[string]any{"Event_Key__c": "k", "Schema_Version__c": 1}); err != nil {
		t.Error(err)
	}
	if want := "POST /services/data/v67.0/sobjects/Beat__e/\n" + `{"Event_Key__c":"k","Schema_Version__c":1}`; (*sent)[0] != want {
		t.Errorf("sent %s, want %s", (*sent)[0], want)
	}
}

func TestAnEventThatIsNotTakenFailsByKind(t *testing.T) {
	for name, tt := range map[string]struct {
		event   string
		answers []answer
		want    fault.Kind
	}{
		"refused":             {"Beat__e", []answer{{201, `{"success":false,"errors":[{"statusCode":"REQUEST_LIMIT_EXCEEDED","message":"k"}]}`}}, fault.Throttled},
		"no such event":       {"Beat__e", []answer{{404, `[{"errorCode":"NOT_FOUND"}]`}}, fault.Unauthorized},
		"over the limit":      {"Beat__e", []answer{{403, `[{"errorCode":"REQUEST_LIMIT_EXCEEDED"}]`}}, fault.Throttled},
		"another's JSON":      {"Beat__e", []answer{{201, `{"status":"up"}`}}, fault.Unknown},
		"a page for success":  {"Beat__e", []answer{{200, `<html>`}}, fault.Unavailable},
		"no name of an event": {"../limits", nil, fault.Invalid},
	} {
		crm, _ := org(t, tt.answers...)
		err := crm.Publish(t.Context(), tt.event, map[string]any{"Event_Key__c": "k"})
		if fault.KindOf(err) != tt.want || strings.Contains(err.Error(), `"k"`) {
			t.Errorf("%s: %v, want kind %q", name, err, tt.want)
		}
	}
}
