package salesforcetest_test

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// The queries that find agents, and the wrap-ups of which nobody has told.

func TestAgentsAreFoundByEachOfTheirNames(t *testing.T) {
	w := newWorld(t)
	for _, u := range []map[string]any{
		{"LastName": "Hopper", "Username": "grace@example.com", "FederationIdentifier": "ghopper", "Email": "g@example.com"},
		{"LastName": "Lovelace", "Username": "ada@example.com", "Email": "shared@example.com"},
		{"LastName": "Byron", "Username": "byron@example.com", "Email": "shared@example.com"},
		{"LastName": "Gone", "Username": "gone@example.com", "FederationIdentifier": "o'gone", "IsActive": false},
	} {
		w.seed("User", u)
	}
	for where, want := range map[string][]string{
		`FederationIdentifier = 'GHopper'`: {"Hopper"},
		`Username = 'ada@example.com'`:     {"Lovelace"},
		`Email = 'shared@example.com'`:     {"Lovelace", "Byron"},
		`(FederationIdentifier = 'ghopper' OR Username = 'ada@example.com' OR Email = 'x@example.com')`: {"Hopper", "Lovelace"},
		`Username IN ('gone@example.com', 'byron@example.com')`:                                         {"Byron"},
		`FederationIdentifier = 'o\'gone'`:                                                              nil,
		`FederationIdentifier = null`:                                                                   {"Lovelace", "Byron"},
	} {
		got := w.names("SELECT Id, LastName, FederationIdentifier, Username, Email FROM User WHERE IsActive = true AND " + where + " ORDER BY Id LIMIT 3")
		if !slices.Equal(got, want) {
			t.Errorf("%s finds %q, want %q", where, got, want)
		}
	}
}

// wrapped queries wrap-ups and returns their contact ids, and where the page ends.
func (w *world) wrapped(where string, limit int) (found []string, at, id string) {
	w.Helper()
	a := w.ask(fmt.Sprintf("SELECT Id, Connect_Contact_Id__c, Disposition__c, Follow_Up_At__c, Wrap_Up_At__c, Wrap_Up_By__c, SystemModstamp "+
		"FROM Tieline_Interaction__c WHERE Wrap_Up_At__c != null AND %s ORDER BY SystemModstamp, Id LIMIT %d", where, limit))
	for _, r := range a.object(w.TB)["records"].([]any) {
		m := r.(map[string]any)
		found = append(found, m["Connect_Contact_Id__c"].(string))
		at, id = m["SystemModstamp"].(string), m["Id"].(string)
	}
	return found, at, id
}

func TestWrapUpsAreFoundInPagesByWhenTheirRecordChanged(t *testing.T) {
	w := newWorld(t)
	const one, other = "2026-01-02T03:00:00Z", "2026-01-01T00:00:00Z"
	for n, fields := range []map[string]any{
		{"Wrap_Up_At__c": one}, {"Wrap_Up_Notes__c": "n"}, {"Wrap_Up_At__c": other}, {"Wrap_Up_At__c": one}, {"Wrap_Up_At__c": one},
	} {
		if n == 3 {
			w.clock.pass(time.Minute)
		}
		fields["Connect_Contact_Id__c"] = fmt.Sprintf("c%d", n)
		w.seed(interaction, fields)
	}
	w.upsert(false, `"Connect_Contact_Id__c":"c0","Sync_Version__c":7`)

	var all []string
	where := "SystemModstamp >= 2026-01-02T03:04:05.000Z"
	for range 3 {
		found, at, id := w.wrapped(where, 2)
		all = append(all, found...)
		where = fmt.Sprintf("(SystemModstamp > %s OR (SystemModstamp = %s AND Id > '%s'))", at, at, id)
	}
	if want := []string{"c2", "c0", "c3", "c4"}; !slices.Equal(all, want) {
		t.Errorf("finds %q, want %q", all, want)
	}
	if late, _, _ := w.wrapped("SystemModstamp >= 2026-01-02T03:05:05Z", 9); len(late) != 3 {
		t.Errorf("of the last minute %q", late)
	}
}
