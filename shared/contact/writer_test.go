package contact_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// answers is a CRM that says the same of every item.
type answers struct{ err error }

func (a answers) Upsert(_ context.Context, items []contact.Item) []error {
	return []error{a.err}[:len(items)]
}

func TestWhatBecomesOfSalesforcesAnswer(t *testing.T) {
	began := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	linkless := fault.Errorf(fault.Incomplete, "no parent yet")
	for name, tt := range map[string]struct {
		answer                 error
		unlinked               time.Time // since when, before the answer
		due, rejected, expires bool
		outcome                contact.SyncOutcome
	}{
		"taken":                                        {expires: true, outcome: contact.Synced},
		"a passing fault is tried again":               {answer: fault.Errorf(fault.Throttled, "later"), due: true, outcome: contact.Postponed},
		"faults of rights reject nothing":              {answer: fault.Errorf(fault.Unauthorized, "no access"), due: true, outcome: contact.Postponed},
		"a refusal for good is shown to people":        {answer: fault.Errorf(fault.Invalid, "too long"), rejected: true, outcome: contact.Rejected},
		"a link that is missing yet is tried again":    {answer: linkless, due: true, outcome: contact.Unlinked},
		"a link that is missing after a day is let go": {answer: linkless, unlinked: began.Add(-25 * time.Hour), expires: true, outcome: contact.Unlinked},
	} {
		t.Run(name, func(t *testing.T) {
			now := began
			s := &table{item: contact.Item{Version: 1, DueAt: now, State: contact.State{ID: "c1",
				Events: contact.Draft{Initiated: began}}, Unlinked: tt.unlinked}}
			w := contact.NewWriter(s, answers{tt.answer}, usual, func() time.Time { return now })
			settled, err := w.Sync(context.Background(), []string{"c1", "c1"})
			if err != nil {
				t.Fatal(err)
			}
			if want := (contact.Settled{ID: "c1", Version: 1, Outcome: tt.outcome, Reason: tt.answer, Tries: s.item.Failures}); len(settled) != 1 || settled[0] != want {
				t.Errorf("settled %+v, want %+v", settled, want)
			}
			i := s.item
			if i.DueAt.IsZero() == tt.due || (i.Rejected != contact.Refusal{}) != tt.rejected || i.ExpiresAt.IsZero() == tt.expires {
				t.Errorf("the item is %+v", i)
			}
		})
	}
}

func TestTheWaitDoublesUpToAnHour(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	pace := contact.Pace{Backoff: 10 * time.Second, Keep: time.Hour}
	s := &table{item: contact.Item{Version: 1, DueAt: now, State: contact.State{ID: "c1", Events: contact.Draft{Initiated: now}}}}
	w := contact.NewWriter(s, answers{fault.Errorf(fault.Throttled, "later")}, pace, func() time.Time { return now })
	for try, want := range []time.Duration{10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600} {
		if _, err := w.Sync(t.Context(), []string{"c1"}); err != nil {
			t.Fatal(err)
		}
		if got := s.item.DueAt.Sub(now); got != want*time.Second {
			t.Errorf("after try %d it waits %s, want %s", try+1, got, want*time.Second)
		}
		now = s.item.DueAt
	}
}

func TestAContactThatOthersChangedIsLeftToThem(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	s := &table{item: contact.Item{Version: 1, DueAt: now, State: contact.State{ID: "c1", Events: contact.Draft{Initiated: now}}}}
	moves := upserts(func() { s.item.Version = 2 })
	settled, err := contact.NewWriter(s, moves, usual, func() time.Time { return now }).Sync(t.Context(), []string{"c1"})
	if err != nil || len(settled) != 1 || settled[0].Outcome != contact.Overtaken || s.item.DueAt.IsZero() {
		t.Errorf("settled %+v, %v; the item is %+v", settled, err, s.item)
	}
}

// upserts is a CRM during whose answer something happens.
type upserts func()

func (u upserts) Upsert(_ context.Context, items []contact.Item) []error {
	u()
	return make([]error, len(items))
}

func TestARingForNoContactIsIgnored(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	settled, err := contact.NewWriter(nobody{}, answers{}, usual, func() time.Time { return now }).
		Sync(t.Context(), []string{"", "two words", strings.Repeat("x", 4000), "{}", "\x00"})
	if err != nil || len(settled) != 0 {
		t.Errorf("settled %+v, %v", settled, err)
	}
}

// nobody is a table that must not be read.
type nobody struct{ contact.Store }
