package contact_test

import (
	"testing"
	"time"

	"tieline/shared/contact"
)

func TestSinceWhenARecordIsAwaited(t *testing.T) {
	begun := contact.Draft{Heard: newYear, Initiated: newYear}
	of := func(channel string) contact.State {
		d := begun
		d.Channel = contact.Stamp(newYear, channel)
		return contact.State{Events: d}
	}
	ended, monitored := of("VOICE"), of("VOICE")
	ended.Events.Disconnected = newYear.Add(time.Minute)
	monitored.Events.Method = contact.Stamp(newYear, contact.MethodMonitor)
	over := contact.Details{DisconnectedAt: newYear}
	for name, tt := range map[string]struct {
		fact contact.State
		want time.Duration // after it began; -1: none is awaited
	}{
		"it ended":                        {ended, time.Minute},
		"a call can go on for a day":      {of("VOICE"), day},
		"a chat for a week":               {of("CHAT"), 7 * day},
		"a task for 90 days":              {of("TASK"), 90 * day},
		"an e-mail too":                   {of("EMAIL"), 90 * day},
		"so may what is not invented yet": {of("SMOKE"), 90 * day},
		"of what nobody told it is asked": {contact.State{Events: begun}, day},
		"of a pop alone too":              {contact.State{Pop: contact.Pop{At: newYear}}, day},
		"the record is there":             {contact.State{Record: contact.Report{UpdatedAt: newYear}}, -1},
		"Connect has told the end":        {contact.State{Describe: contact.Report{UpdatedAt: newYear, Details: over}}, -1},
		"nobody waits any more":           {contact.State{Lapsed: newYear, Events: begun}, -1},
		"nobody's contact makes none":     {monitored, -1},
		"a wrap-up alone is no contact":   {contact.State{WrapUp: contact.WrapUp{At: newYear}}, -1},
	} {
		t.Run(name, func(t *testing.T) {
			tt.fact.ID = "c1"
			s := &table{}
			item, err := contact.NewKeeper(s, s, usual, func() time.Time { return newYear }).Learn(t.Context(), tt.fact)
			if err != nil {
				t.Fatal(err)
			}
			if want := newYear.Add(tt.want); tt.want < 0 && !item.OpenAt.IsZero() || tt.want >= 0 && !item.OpenAt.Equal(want) {
				t.Errorf("awaited since %s, want %s", item.OpenAt, want)
			}
		})
	}
}

func TestTheReconcilersPostponementOutlastsFurtherFacts(t *testing.T) {
	i := connected("c1")
	i.OpenAt = newYear.Add(3 * day) // it has asked, and was told that the contact goes on
	s := &table{item: i}
	k := contact.NewKeeper(s, s, usual, func() time.Time { return newYear })
	item, err := k.Learn(t.Context(), contact.State{ID: "c1", Events: contact.Draft{Queued: contact.Stamp(newYear.Add(1), "queue2")}})
	if err != nil || !item.OpenAt.Equal(i.OpenAt) {
		t.Errorf("%v: awaited since %s", err, item.OpenAt)
	}
	item, err = k.Learn(t.Context(), contact.State{ID: "c1", Events: contact.Draft{Disconnected: newYear}})
	if err != nil || !item.OpenAt.Equal(newYear) {
		t.Errorf("%v: after its end awaited since %s", err, item.OpenAt)
	}
}

func TestWhatIsOpenIsNotForgotten(t *testing.T) {
	task := connected("c1")
	task.Events.Channel = contact.Stamp(newYear, "TASK")
	s := &table{item: task}
	(&salesforce{}).sync(t, s, newYear, "c1")
	if want := newYear.Add(90*day + usual.Keep); !s.item.ExpiresAt.Equal(want) {
		t.Errorf("expires %s, want %s", s.item.ExpiresAt, want)
	}
}
