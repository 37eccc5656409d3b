package contact_test

import (
	"testing"
	"time"

	"tieline/shared/contact"
)

func TestASuccessorTellsOfTheContactThatWasSentOn(t *testing.T) {
	s := tableOf()
	k := contact.NewKeeper(s, bells{}, usual, func() time.Time { return newYear })
	heard := contact.Draft{Heard: newYear, Queued: contact.Stamp(newYear, "q1"), Disconnected: newYear}
	answered := heard
	answered.Connected = contact.Stamp(newYear, "a1")
	sent := func(method string) contact.State {
		return contact.State{ID: "c2", Events: contact.Draft{Initiated: newYear,
			Method: contact.Stamp(newYear, method), Previous: contact.Stamp(newYear, "c1")}}
	}
	for name, tt := range map[string]struct {
		first  contact.Draft
		method string
		want   contact.Outcome
		next   string
	}{
		"to another queue":               {heard, "QUEUE_TRANSFER", contact.Transferred, "c2"},
		"by the agent who had it":        {answered, "QUEUE_TRANSFER", contact.Answered, "c2"},
		"to a flow that says how it was": {heard, "DISCONNECT", contact.AbandonedInQueue, ""},
	} {
		first, second := contact.State{ID: "c1", Events: tt.first}, sent(tt.method)
		for _, order := range [][]contact.State{{first, second}, {second, first}, {second, first, second}} {
			clear(s)
			for _, fact := range order {
				if _, err := k.Learn(t.Context(), fact); err != nil {
					t.Fatal(err)
				}
			}
			if v := s["c1"].View(); v.Outcome() != tt.want || v.NextID != tt.next || s["c2"].WentOn != (contact.Stamped{}) {
				t.Errorf("%s: %s, goes on as %q; the second is %+v", name, v.Outcome(), v.NextID, s["c2"])
			}
		}
	}
}

func TestTheFirstSuccessorCounts(t *testing.T) {
	early, late := contact.State{ID: "c1", WentOn: contact.Stamp(newYear, "c3")}, contact.State{ID: "c1", WentOn: contact.Stamp(newYear.Add(time.Second), "c2")}
	for _, order := range [][]contact.State{{early, late}, {late, early}} {
		if v := merged(order...).View(); v.NextID != "c3" {
			t.Errorf("it goes on as %s", v.NextID)
		}
	}
}

func TestARecordKnowsBestAsWhatItGoesOn(t *testing.T) {
	s := contact.State{ID: "c1", WentOn: contact.Stamp(newYear, "c2"), Record: contact.Report{UpdatedAt: newYear, Details: contact.Details{DisconnectedAt: newYear}}}
	if v := s.View(); v.NextID != "c2" || v.Outcome() != contact.Transferred {
		t.Errorf("of a record that does not say: %q, %s", v.NextID, v.Outcome())
	}
	s.Record.NextID = "c3"
	if v := s.View(); v.NextID != "c3" {
		t.Errorf("of one that does: %q", v.NextID)
	}
	s.WentOn, s.Record.NextID, s.Callback = contact.Stamp(newYear, "c2"), "", contact.Stamp(newYear, "c3")
	if got := s.View().Outcome(); got != contact.Callback {
		t.Errorf("of one that is called back, too: %s", got)
	}
}
