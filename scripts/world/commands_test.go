package world

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/salesforce/salesforcetest"
)

// testCommands uses the commands of people on the stage as it is deployed.
func testCommands(t *testing.T, w *World) {
	t.Run("what Salesforce refused goes again", func(t *testing.T) { testRedrive(t, w) })
	t.Run("who is erased stays so", func(t *testing.T) { testForget(t, w) })
	t.Run("the doctor finds what is wrong, and nothing else", func(t *testing.T) { testDoctor(t, w) })
}

func testRedrive(t *testing.T, w *World) {
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	const id, code = "0bad0bad-0000-4000-8000-000000000001", "DUPLICATES_DETECTED"
	w.Org.FailOn(salesforcetest.Duplicate, id)
	w.record(ctx, t, id, "+442079460971", "")
	w.keeps(ctx, t, id, func(i contact.Item) bool { return i.Rejected.Code == code })
	w.Org.FailOn("", id)
	if said := w.command(t, "redrive", "--rejected", "--dry-run"); !strings.Contains(said, code) {
		t.Errorf("said %s", said)
	}
	w.keeps(ctx, t, id, func(i contact.Item) bool { return i.Rejected.Code == code })
	for range 2 { // the second time there is nothing to do
		w.command(t, "redrive", "--rejected", "--yes")
		if err := w.holds(ctx, id, map[string]any{"Record_State__c": "Final"}); err != nil {
			t.Error(err)
		}
	}
}

func testForget(t *testing.T, w *World) {
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	const id, other, number = "0bad0bad-0000-4000-8000-000000000002", "0bad0bad-0000-4000-8000-000000000003", "+442079460972"
	w.record(ctx, t, id, number, "")
	if err := w.holds(ctx, id, map[string]any{"Record_State__c": "Final"}); err != nil {
		t.Fatal(err)
	}
	if said := w.command(t, "forget", "--phone", "+44 20 7946 0972", "--yes"); strings.Contains(said, number) {
		t.Error("the command quotes the number")
	}
	erased := func(i contact.Item) bool {
		return !i.Erased.IsZero() && i.View().CustomerEndpoint == "" && i.DueAt.IsZero()
	}
	w.keeps(ctx, t, id, erased)
	w.record(ctx, t, id, number, "late.wav")
	w.record(ctx, t, other, "+442079460973", "") // which comes after it
	if err := w.holds(ctx, other, map[string]any{"Record_State__c": "Final"}); err != nil {
		t.Fatal(err)
	}
	w.keeps(ctx, t, id, erased)
	for _, r := range w.org.interactions(id) {
		if r["Recording_Location__c"] != nil {
			t.Error("a late fact came to Salesforce")
		}
	}
}

// testDoctor leaves a flow inactive, which no test after it looks for.
func testDoctor(t *testing.T, w *World) {
	const flow = "Tieline_Interaction_Wrapped_Up"
	args := []string{"doctor", "--stage", stage, "--salesforce-url", w.OrgURL()}
	if said, err := w.tieline(t.Context(), args[0], args[1:]...); err != nil || !strings.Contains(said, " 0 wrong") {
		t.Errorf("of a stage that is well: %v: %s", err, said)
	}
	w.Org.Deactivate(flow)
	if said, err := w.tieline(t.Context(), args[0], args[1:]...); err == nil || !strings.Contains(said, " 1 wrong") || !strings.Contains(said, flow) {
		t.Errorf("of a flow that is not active: %v: %s", err, said)
	}
}

// record sends the contact record of an abandoned call.
func (w *World) record(ctx context.Context, t *testing.T, id, from, recording string) {
	t.Helper()
	now := time.Now().UTC()
	at := func(ago time.Duration) string { return now.Add(-ago).Format(time.RFC3339) }
	err := w.putRecords(ctx, []string{fmt.Sprintf(`{"ContactId":%q,"InstanceARN":%q,"Channel":"VOICE","InitiationMethod":"INBOUND","InitiationTimestamp":%q,
		"DisconnectTimestamp":%q,"LastUpdateTimestamp":%q,"CustomerEndpoint":{"Address":%q,"Type":"TELEPHONE_NUMBER"},"Recording":{"Location":%q}}`,
		id, w.Settings.Instance(), at(3*time.Minute), at(2*time.Minute), at(0), from, recording)})
	if err != nil {
		t.Fatal(err)
	}
}

// keeps waits until the table keeps an item as it is wanted.
func (w *World) keeps(ctx context.Context, t *testing.T, id string, wanted func(contact.Item) bool) {
	t.Helper()
	table := dynamo.NewContacts(w.AWS, w.Outputs.ContactsTable, w.Settings.IndexShards)
	err := poll(ctx, 200*time.Millisecond, func() (bool, error) {
		items, err := table.Read(ctx, id)
		return len(items) == 1 && wanted(items[0]), err
	})
	if err != nil {
		t.Fatalf("contact %s: %v", id, err)
	}
}

// command runs a command of bin/tieline on the stage, and returns what it says.
func (w *World) command(t *testing.T, name string, args ...string) string {
	t.Helper()
	said, err := w.tieline(t.Context(), name, append([]string{"--stage", stage}, args...)...)
	if err != nil {
		t.Fatal(err)
	}
	return said
}
