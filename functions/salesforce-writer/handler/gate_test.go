package handler

import (
	"strings"
	"testing"
	"time"

	"tieline/shared/fault"
	"tieline/shared/tuning"
)

func TestWhileSalesforceIsLeftAloneContactsAreHeldAndOneCallAsksFirst(t *testing.T) {
	o := newOffice()
	o.due(t, true, "", "c1", "c2", "c3")
	o.tuned = tuning.Snapshot{"salesforce/failures": "1", "salesforce/rest": "60"}
	o.answer, o.held = fault.Errorf(fault.Unavailable, "down"), true
	said := o.sync(t, "c1") + o.sync(t, "c2", "c3")
	if len(o.upserts) != 1 || strings.Count(said, `"outcome":"held"`) != 1 || !strings.Contains(said, `"msg":"contacts held","contacts":2}`) || !strings.Contains(said, `"Held":2`) {
		t.Errorf("%d calls, said %s", len(o.upserts), said)
	}
	o.answer, o.held, o.clock = nil, false, o.clock.Add(time.Minute)
	said = o.sync(t, "c1", "c2")
	if len(o.upserts) != 2 || !strings.Contains(said, `"Synced":2`) || !o.state.Until.IsZero() {
		t.Errorf("%d calls, closed until %s, said %s", len(o.upserts), o.state.Until, said)
	}
}

func TestOnceOurShareOfTheCallsIsUsedUpContactsAreHeldAndNobodyElseIs(t *testing.T) {
	for percent, held := range map[float64]bool{0: false, 69.9: false, 70: true, 120: true} {
		o := newOffice()
		o.due(t, true, "", "c1")
		o.tuned, o.percent = tuning.Snapshot{"salesforce/api-share": "70"}, percent
		said := o.sync(t, "c1")
		if strings.Contains(said, `"msg":"contacts held","contacts":1}`) != held || (len(o.upserts) == 0) != held {
			t.Errorf("%g percent: %d calls, said %s", percent, len(o.upserts), said)
		}
		if !o.state.Until.IsZero() {
			t.Errorf("%g percent: everybody leaves Salesforce alone until %s", percent, o.state.Until)
		}
		o.percent = 0 // which is: nobody knows any more
		if said = o.sync(t, "c1"); held && !strings.Contains(said, `"Synced":1`) {
			t.Errorf("%g percent: later said %s", percent, said)
		}
	}
}

func TestNearThatShareDraftsWaitAndWhatIsFinalGoes(t *testing.T) {
	for percent, drafts := range map[float64]string{0: `"Synced":2`, 59.9: `"Synced":2`, 60: `"Synced":1`} {
		o := newOffice()
		o.due(t, true, "", "final1")
		o.due(t, false, "", "draft1")
		o.tuned, o.percent = tuning.Snapshot{"salesforce/api-share": "70"}, percent
		said := o.sync(t, "final1", "draft1")
		if !strings.Contains(said, drafts) || strings.Contains(said, `"Deferred":1`) != (percent >= 60) || !o.state.Until.IsZero() {
			t.Errorf("%g percent: said %s", percent, said)
		}
	}
}

func TestWhatIsLeftUntilDraftsWaitIsToldWithEachBatch(t *testing.T) {
	for _, tt := range []struct {
		share   string // "" is the default
		percent float64
		want    string
	}{
		{"", 0, ""}, // nobody knows
		{"", 18, `"SalesforceApiHeadroom":62,`},
		{"", 80, `"SalesforceApiHeadroom":0,`},
		{"", 95, `"SalesforceApiHeadroom":-15,`}, // contacts are held, and it is told all the same
		{"70", 59.5, `"SalesforceApiHeadroom":0.5,`},
		{"100", 91, `"SalesforceApiHeadroom":-1,`},
	} {
		o := newOffice()
		o.due(t, true, "", "c1")
		o.percent = tt.percent
		if tt.share != "" {
			o.tuned = tuning.Snapshot{"salesforce/api-share": tt.share}
		}
		said := o.sync(t, "c1")
		if !strings.Contains(said, tt.want) || strings.Contains(said, "SalesforceApiHeadroom") != (tt.want != "") {
			t.Errorf("share %q, %g percent: said %s", tt.share, tt.percent, said)
		}
		if described := strings.Count(said, `{"Name":"SalesforceApiHeadroom","Unit":"Percent"}`); (described == 1) != (tt.want != "") {
			t.Errorf("share %q, %g percent: %d metrics are described in %s", tt.share, tt.percent, described, said)
		}
	}
}

func TestAShareThatIsMovedMovesWhatIsLeftWithoutACall(t *testing.T) {
	o := newOffice()
	o.due(t, true, "", "c1")
	o.percent = 85
	for share, want := range map[string]string{"60": `"SalesforceApiHeadroom":-35,`, "80": `"SalesforceApiHeadroom":-15,`} {
		o.tuned = tuning.Snapshot{"salesforce/api-share": share}
		if said := o.sync(t, "c1"); !strings.Contains(said, want) || len(o.upserts) > 0 {
			t.Errorf("share %s: %d calls, said %s", share, len(o.upserts), said)
		}
	}
}
