package world

import (
	"context"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
)

// testPops lets a screen pop write to an item in each of its states, in a real
// table: the rule stands in an update expression, which no unit test runs.
func testPops(t *testing.T, w *World) {
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	// Held for an hour, so that no writer comes between.
	const hold = time.Hour
	now := time.Now().UTC().Truncate(time.Millisecond)
	store := dynamo.NewContacts(w.AWS, w.Outputs.ContactsTable, 1)
	pops := dynamo.NewPops(w.AWS, w.Outputs.ContactsTable, 1, hold, func() time.Time { return now })
	found := contact.Pop{At: now, Status: "HIT", Contact: "003000000000001AAA"}
	soon, later := now.Add(hold/2), now.Add(hold)
	for name, tt := range map[string]struct {
		id     string
		before contact.Item // Version 0: none
		due    time.Time    // after the pop
	}{
		"a new contact":                {"pop-new", contact.Item{}, later},
		"one in step is due again":     {"pop-in-step", contact.Item{Version: 5, ExpiresAt: now.Add(24 * time.Hour)}, later},
		"one that is due stays so":     {"pop-due", contact.Item{Version: 5, DueAt: soon, Failures: 3}, soon},
		"a rejected one is due again":  {"pop-rejected", contact.Item{Version: 5, Rejected: contact.Refusal{Reason: "X", At: soon}}, soon},
		"a later pop than ours stays":  {"pop-overtaken", popped(5, found, time.Second, soon), soon},
		"an earlier pop than ours not": {"pop-overtakes", popped(5, found, -time.Second, soon), soon},
	} {
		t.Run(name, func(t *testing.T) {
			was := tt.before
			if was.ID = tt.id; was.Version > 0 {
				if err := store.Write(ctx, was, 0); err != nil {
					t.Fatal(err)
				}
			}
			if err := pops.Pop(ctx, tt.id, found); err != nil {
				t.Fatal(err)
			}
			items, err := store.Read(ctx, tt.id)
			if err != nil || len(items) != 1 {
				t.Fatalf("%d items, %v", len(items), err)
			}
			is := items[0]
			if !is.DueAt.Equal(tt.due) || !is.ExpiresAt.IsZero() || is.Rejected != (contact.Refusal{}) || is.Failures != was.Failures {
				t.Errorf("%+v became %+v", was, is)
			}
			if overtaken := was.Pop.At.After(now); overtaken && is != was || !overtaken && (is.Pop != found || is.Version <= was.Version) {
				t.Errorf("%+v became %+v", was, is)
			}
			if err := store.Write(ctx, is, is.Version+1); fault.KindOf(err) != fault.Conflict {
				t.Errorf("a write at a version that never was: %v", err)
			}
		})
	}
}

func popped(version int64, p contact.Pop, after time.Duration, due time.Time) contact.Item {
	p.At = p.At.Add(after)
	return contact.Item{State: contact.State{Pop: p}, Version: version, DueAt: due}
}
