package salesforce_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/salesforce/salesforcetest"
)

func TestAnOrgKnowsAgentsAsItsUsers(t *testing.T) {
	org, client := simulated(t, shared, nil)
	user := func(username, federation, email string, active bool) string {
		return seed(t, org, "User", map[string]any{"LastName": "Bell", "Username": username, "FederationIdentifier": federation, "Email": email, "IsActive": active})
	}
	ann := user("ann@acme.example", "ann", "ann@example.com", true)
	bob := user("bob", "o'bob", "both@example.com", true)
	user("carl", "other", "both@example.com", true)
	user("gone", "gone", "gone@example.com", false)
	for _, tt := range []struct{ username, email, want string }{
		{"ann", "", ann}, {"x", "ANN@example.com", ann}, {"ann@acme.example", "", ann}, {"bob", "", bob}, {"o'bob", "", bob}, {"BOB", "ann@example.com", bob},
		{"x", "both@example.com", ""}, {"gone", "gone@example.com", ""}, {"", "", ""}, {`\`, "", ""},
	} {
		id, err := client.User(t.Context(), ways, tt.username, tt.email)
		if id != tt.want || (id == "") != (fault.KindOf(err) == fault.NotFound) {
			t.Errorf("%s, %s: %q, %v, want %q", tt.username, tt.email, id, err, tt.want)
		}
	}
	shown := contact.Showing{Item: begun, Agent: contact.Agent{User: ann}}
	if a := client.Upsert(t.Context(), []contact.Showing{shown})[0]; a != (contact.Answer{}) || held(t, org, "c1")["Agent__c"] != ann {
		t.Errorf("%+v, and the org holds %v", a, held(t, org, "c1")["Agent__c"])
	}
}

func TestARecordIsWrittenWithoutAUserWhoIsGone(t *testing.T) {
	org, client := simulated(t, shared, nil)
	shown := contact.Showing{Item: begun, Agent: contact.Agent{User: "005000000000099AAA"}}
	if a := client.Upsert(t.Context(), []contact.Showing{shown})[0]; fault.KindOf(a.Fault) != fault.Incomplete || held(t, org, "c1")["Agent__c"] != nil {
		t.Errorf("%+v", a)
	}
}

func TestWrapUpsOfAnOrgAreFoundSinceATime(t *testing.T) {
	org, client := simulated(t, shared, nil)
	for n := range 2100 {
		id := "c" + strconv.Itoa(n)
		fields := map[string]any{"Connect_Contact_Id__c": id, "Sync_Version__c": 1}
		if n%2 == 0 || n > 50 {
			fields["Wrap_Up_At__c"], fields["Disposition__c"] = at.Format(time.RFC3339), "It's "+id
		}
		seed(t, org, "Tieline_Interaction__c", fields)
	}
	got := map[string]contact.WrapUp{}
	take := func(id string, w contact.WrapUp) error {
		if _, twice := got[id]; twice {
			t.Errorf("%s comes twice", id)
		}
		got[id] = w
		return nil
	}
	until, err := client.WrapUps(t.Context(), time.Now().Add(-time.Hour), take)
	if err != nil || len(got) != 2075 || got["c60"].Disposition != "It's c60" || !got["c60"].At.Equal(at) {
		t.Errorf("%d wrap-ups, %v: %+v", len(got), err, got["c60"])
	}
	clear(got)
	if _, err := client.WrapUps(t.Context(), until.Add(time.Second), take); err != nil || len(got) > 0 {
		t.Errorf("%d wrap-ups since, %v", len(got), err)
	}
}

// TestAnOrgTakesTheOthers whether one record or too many of them make calls fail.
func TestAnOrgTakesTheOthers(t *testing.T) {
	for _, f := range []salesforcetest.Fault{salesforcetest.TooLarge, salesforcetest.Unexpected, salesforcetest.Unreadable, salesforcetest.TooLong,
		salesforcetest.HTMLSuccess, salesforcetest.CPULimit, salesforcetest.RowLimit} {
		org, client := simulated(t, shared, nil)
		shown := batch(40)
		org.FailOn(f, `"Connect_Contact_Id__c":"13"`)
		answers := client.Upsert(t.Context(), shown)
		if bad := answers[13]; bad.Fault == nil || bad.Held {
			t.Errorf("%s: %+v", f, bad)
		}
		if others := told(slices.Delete(answers, 13, 14)); others != "[taken:39]" || len(org.All("Tieline_Interaction__c")) != 39 {
			t.Errorf("%s: of the others %s, the org holds %d", f, others, len(org.All("Tieline_Interaction__c")))
		}
		org, client = simulated(t, shared, nil)
		org.FailAbove(f, 10)
		if got := told(client.Upsert(t.Context(), shown)); got != "[taken:40]" || len(org.All("Tieline_Interaction__c")) != 40 {
			t.Errorf("%s: %s of a call made smaller, the org holds %d", f, got, len(org.All("Tieline_Interaction__c")))
		}
	}
}

func TestAnOrgWhoseSessionIsOverByEitherStatusIsEnteredAgain(t *testing.T) {
	org, client := simulated(t, shared, nil)
	for _, f := range []salesforcetest.Fault{salesforcetest.ExpiredSession, salesforcetest.ForbiddenSession} {
		org.Fail(f, 1)
		upsert(t, client, begun, "")
	}
	org.Fail(salesforcetest.ForbiddenSession, 2)
	upsert(t, client, begun, fault.Unauthorized)
}
