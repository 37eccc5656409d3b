package handler

import (
	"strings"
	"testing"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// refused is a refusal as the client tells it.
type refused struct{}

func (refused) Error() string { return "STRING_TOO_LONG" }

func (refused) Refusal() (code, field string) { return "STRING_TOO_LONG", "Queue_Name__c" }

func TestTheLogFollowsEachContactAndCountsThemAll(t *testing.T) {
	said := logged(func() {
		report(t.Context(), []contact.Settled{
			{ID: "c1", Version: 8, Outcome: contact.Synced},
			{ID: "c2", Outcome: contact.Unlinked, Reason: fault.Errorf(fault.Incomplete, "no parent")},
			{ID: "c3", Outcome: contact.Postponed, Reason: fault.Errorf(fault.Unauthorized, "INVALID_FIELD")},
			{ID: "c4", Outcome: contact.Postponed, Reason: fault.Errorf(fault.Unknown, "NEW_CODE")},
			{ID: "c5", Outcome: contact.Rejected, Reason: fault.Errorf(fault.Invalid, "%w", refused{})},
			{ID: "c6", Outcome: contact.Overtaken},
			{ID: "c7", Outcome: contact.Postponed, Reason: fault.Errorf(fault.Conflict, "UNABLE_TO_LOCK_ROW"), Tries: 11},
			{ID: "c8", Outcome: contact.Postponed, Reason: fault.Errorf(fault.Conflict, "UNABLE_TO_LOCK_ROW"), Tries: 12},
			{ID: "c9", Outcome: contact.Rejected, Reason: fault.Errorf(fault.Invalid, "refused")},
			{ID: "c10", Outcome: contact.Deferred},
			{ID: "c11", Outcome: contact.Held},
			{ID: "c12", Outcome: contact.Held},
			{ID: "c13", Outcome: contact.Held, Reason: fault.Errorf(fault.Unavailable, "down")},
		})
	})
	for _, want := range []string{
		`"level":"INFO","msg":"contact shown","contact_id":"c1","version":8,"outcome":"synced","tries":0}`,
		`"contact_id":"c2","version":0,"outcome":"unlinked","tries":0,"kind":"incomplete","err":"no parent"}`,
		`"outcome":"rejected","tries":0,"kind":"invalid"`,
		`"contact_id":"c6","version":0,"outcome":"overtaken","tries":0}`,
		`"contact_id":"c13","version":0,"outcome":"held","tries":0,"kind":"unavailable","err":"down"}`,
		`"level":"INFO","msg":"contacts held","contacts":2}`,
		`"kinds":{"conflict":1,"incomplete":1,"invalid":2,"unauthorized":1,"unavailable":1,"unknown":2},"refused":{"STRING_TOO_LONG":1,"none":1},`,
		`"Synced":2,"Unlinked":1,"Postponed":4,"Deferred":1,"Held":3,"Rejected":2,"RefusedAccess":1,"UnknownFaults":2,"_aws":`,
	} {
		if !strings.Contains(said, want) {
			t.Errorf("not logged: %s\nin: %s", want, said)
		}
	}
	if strings.Contains(said, "c11") {
		t.Errorf("a line for one of many that wait: %s", said)
	}
}
