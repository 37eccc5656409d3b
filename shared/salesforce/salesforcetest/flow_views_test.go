package salesforcetest_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tieline/shared/salesforce/salesforcetest"
)

// view is what a query says of a flow.
func (w *world) view(flow string) string {
	w.Helper()
	soql := "SELECT ApiName, IsActive, ActiveVersionId, LatestVersionId FROM FlowDefinitionView WHERE ApiName IN ('" + flow + "')"
	return w.call("GET", data+"/query?q="+url.QueryEscape(soql), "").text
}

func TestFlowsAreShownAsTheyAre(t *testing.T) {
	w := worldWith(t, func(*salesforcetest.Schema) {})
	const flow = "Tieline_Account_Created"
	holds := func(texts ...string) {
		t.Helper()
		for _, text := range texts {
			if got := w.view(flow); !strings.Contains(got, text) {
				t.Errorf("no %s in %s", text, got)
			}
		}
	}
	holds(`"totalSize":1`, `"IsActive":true`, `"ActiveVersionId":"301`, `"LatestVersionId":"301`)
	publishes := func() int {
		before := len(w.org.Published())
		if _, err := w.org.Seed("Account", map[string]any{"Name": "Acme", "Phone": "(415) 555-0132"}); err != nil {
			t.Fatal(err)
		}
		return len(w.org.Published()) - before
	}
	if publishes() != 1 {
		t.Error("the flow does not run")
	}
	w.org.Revise(flow)
	holds(`"IsActive":false`, `"ActiveVersionId":"301`)
	if publishes() != 1 {
		t.Error("the older version does not run")
	}
	w.org.Deactivate(flow)
	holds(`"IsActive":false`, `"ActiveVersionId":null`)
	if publishes() != 0 {
		t.Error("the flow runs on")
	}
	if a := w.call("POST", data+"/sobjects/FlowDefinitionView", `{"ApiName":"X"}`); a.status < http.StatusBadRequest {
		t.Errorf("somebody wrote a flow: %s", a.text)
	}
}

func TestFlowsThatAreHiddenRunOn(t *testing.T) {
	w := worldWith(t, func(s *salesforcetest.Schema) { s.Hide("FlowDefinitionView") })
	if got := w.view("Tieline_Account_Created"); !strings.Contains(got, "INVALID_TYPE") {
		t.Error(got)
	}
	if _, err := w.org.Seed("Account", map[string]any{"Name": "Acme", "Phone": "(415) 555-0132"}); err != nil || len(w.org.Published()) != 1 {
		t.Errorf("%v, published %v", err, w.org.Published())
	}
}

func TestWhatIsForbiddenCannotBeWritten(t *testing.T) {
	w := worldWith(t, func(s *salesforcetest.Schema) {
		s.Forbid("Tieline_Alert__c")
		s.Forbid("Tieline_Interaction__c.Queue_Name__c")
	})
	if a := w.call("GET", data+"/sobjects/Tieline_Alert__c/describe", ""); !strings.Contains(a.text, `"createable":false,"updateable":false`) {
		t.Error(a.text)
	}
	if a := w.call("PATCH", data+"/sobjects/Tieline_Interaction__c/Connect_Contact_Id__c/c1", `{"Queue_Name__c":"Sales"}`); !strings.Contains(a.text, "INVALID_FIELD_FOR_INSERT_UPDATE") {
		t.Error(a.text)
	}
	if a := w.call("PATCH", data+"/sobjects/Tieline_Alert__c/Transition_Key__c/k1", `{"Severity__c":"Warning"}`); a.status < http.StatusBadRequest {
		t.Errorf("%d %s", a.status, a.text)
	}
	for _, path := range []string{"Nothing__c", "Contact.Nothing__c"} {
		func() {
			defer func() { _ = recover() }()
			worldWith(t, func(s *salesforcetest.Schema) { s.Forbid(path) })
			t.Errorf("%s is not there to forbid", path)
		}()
	}
}

func TestDeliveriesAreToldOnceTheyAreSaid(t *testing.T) {
	w := worldWith(t, func(*salesforcetest.Schema) {})
	w.org.Delivers(20000, 25000)
	if a := w.call("GET", data+"/limits", ""); !strings.Contains(a.text, `"DailyDeliveredPlatformEvents":{"Max":25000,"Remaining":5000}`) {
		t.Error(a.text)
	}
}
