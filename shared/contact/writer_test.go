package contact_test

import (
	"context"
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
	}{
		"taken":                                        {expires: true},
		"a passing fault is tried again":               {answer: fault.Errorf(fault.Throttled, "later"), due: true},
		"faults of rights reject nothing":              {answer: fault.Errorf(fault.Unauthorized, "no access"), due: true},
		"a refusal for good is shown to people":        {answer: fault.Errorf(fault.Invalid, "too long"), rejected: true},
		"a link that is missing yet is tried again":    {answer: linkless, due: true},
		"a link that is missing after a day is let go": {answer: linkless, unlinked: began.Add(-25 * time.Hour), expires: true},
	} {
		t.Run(name, func(t *testing.T) {
			now := began
			s := &table{item: contact.Item{Version: 1, DueAt: now, State: contact.State{ID: "c1",
				Events: contact.Draft{Initiated: began}}, Unlinked: tt.unlinked}}
			w := contact.NewWriter(s, answers{tt.answer}, usual, func() time.Time { return now })
			if err := w.Sync(context.Background(), []string{"c1", "c1"}); err != nil {
				t.Fatal(err)
			}
			i := s.item
			if i.DueAt.IsZero() == tt.due || (i.Rejected != contact.Refusal{}) != tt.rejected || i.ExpiresAt.IsZero() == tt.expires {
				t.Errorf("the item is %+v", i)
			}
		})
	}
}
