package contact_test

import (
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// waits has Salesforce answer the same n times, and returns for how long the
// item waits after each.
func waits(t *testing.T, n int, s *table, answer error) (waits []time.Duration) {
	t.Helper()
	now := s.item.DueAt
	for range n {
		(&salesforce{answer: contact.Answer{Fault: answer}}).sync(t, s, now, s.item.ID)
		if s.item.DueAt.IsZero() {
			return waits
		}
		waits = append(waits, s.item.DueAt.Sub(now))
		now = s.item.DueAt
	}
	return waits
}

// near reports whether a wait is within a quarter of what it is meant to be.
func near(got, want time.Duration) bool { return got >= want*3/4 && got < want*5/4 }

func TestTheWaitDoublesUpToAnHour(t *testing.T) {
	s := &table{item: connected("c1")}
	got := waits(t, 9, s, fault.Errorf(fault.Throttled, "later"))
	for n, want := range []time.Duration{1, 2, 4, 8, 16, 32, 60, 60, 60} {
		if !near(got[n], want*time.Minute) {
			t.Errorf("after try %d it waits %s, want about %d min", n+1, got[n], want)
		}
	}
	if s.item.Failures != 9 {
		t.Errorf("counts %d failures", s.item.Failures)
	}
}

func TestRecordsThatMetOnceDoNotMeetAgain(t *testing.T) {
	locked := fault.Errorf(fault.Conflict, "row locked")
	one, other := &table{item: connected("c1")}, &table{item: connected("c2")}
	if a, b := waits(t, 4, one, locked), waits(t, 4, other, locked); a[0] == b[0] || a[0]*2 == a[1] {
		t.Errorf("wait %v and %v", a, b)
	}
}

func TestALinkIsTriedForADay(t *testing.T) {
	s := &table{item: connected("c1")}
	got := waits(t, 30, s, fault.Errorf(fault.Incomplete, "no parent yet"))
	var all time.Duration
	for _, wait := range got {
		all += wait
	}
	if !near(got[0], time.Minute) || all < 24*time.Hour || all > 60*time.Hour || len(got) > 13 {
		t.Errorf("waits %v, %s together", got, all)
	}
	if s.item.Failures != 0 || s.item.ExpiresAt.IsZero() || !s.item.Unlinked.Equal(newYear) {
		t.Errorf("the item is %+v", s.item)
	}
}

func TestALinkToALaterAgentHasADayOfItsOwn(t *testing.T) {
	s := &table{item: connected("c1")}
	agent := s.item.Events.Connected
	s.item.Events.Connected, s.item.Unlinked = contact.Stamped{}, newYear.Add(-48*time.Hour)
	k := contact.NewKeeper(s, s, usual, func() time.Time { return newYear })
	if _, err := k.Learn(t.Context(), contact.State{ID: "c1", Events: contact.Draft{Connected: agent}}); err != nil {
		t.Fatal(err)
	}
	if got := waits(t, 1, s, fault.Errorf(fault.Incomplete, "nobody knows the agent's user")); len(got) != 1 || !near(got[0], time.Minute) {
		t.Errorf("waits %v", got)
	}
}

func TestALinkThatComesEndsTheTries(t *testing.T) {
	s := &table{item: connected("c1")}
	waits(t, 3, s, fault.Errorf(fault.Incomplete, "no parent yet"))
	waits(t, 1, s, nil)
	if !s.item.DueAt.IsZero() || !s.item.Unlinked.IsZero() {
		t.Errorf("the item is %+v", s.item)
	}
}
