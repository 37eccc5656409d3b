package contact_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"tieline/shared/contact"
)

// nine is when the contacts here are enqueued.
var nine = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func after(seconds int) time.Time { return nine.Add(time.Duration(seconds) * time.Second) }

func took(seconds int) contact.Span {
	return contact.Span{Duration: time.Duration(seconds) * time.Second, Known: true}
}

// final is a contact whose record is there, and which is due.
func final(d contact.Details) contact.Item {
	return contact.Item{Version: 1, DueAt: newYear, State: contact.State{ID: "c1", Record: contact.Report{UpdatedAt: after(900), Details: d}}}
}

// showing is the item as a Writer on these terms shows it.
func showing(t *testing.T, terms contact.Terms, item contact.Item) contact.Showing {
	t.Helper()
	s := &salesforce{}
	w := contact.NewWriter(contact.WriterPorts{Store: tableOf(item), CRM: s, Gate: s, Directory: s, Terms: terms, Tight: func() bool { return false }},
		usual, func() time.Time { return after(1000) })
	if _, err := w.Sync(t.Context(), []string{item.ID}); err != nil || len(s.shown) != 1 {
		t.Fatalf("shown %d, %v", len(s.shown), err)
	}
	return s.shown[0]
}

// The threshold is 20 s. The records are as Amazon Connect tells of them, and what
// is wanted was worked out by hand from its guide ("Metrics definitions").
func TestTheServiceLevelOfOneContact(t *testing.T) {
	const met, missed, none = "met", "missed", "does not count"
	for name, tt := range map[string]struct {
		d    contact.Details
		want string
	}{
		"answered after 19 s":          {contact.Details{Queue: "q1", EnqueuedAt: nine, QueueDuration: took(19), DequeuedAt: after(19), ConnectedAt: after(19), DisconnectedAt: after(99)}, met},
		"answered after 20 s":          {contact.Details{Queue: "q1", EnqueuedAt: nine, QueueDuration: took(20), DequeuedAt: after(20), ConnectedAt: after(20), DisconnectedAt: after(99)}, missed},
		"answered at once":             {contact.Details{Queue: "q1", EnqueuedAt: nine, QueueDuration: took(0), DequeuedAt: nine, ConnectedAt: nine, DisconnectedAt: after(99)}, met},
		"gave up after 5 s":            {contact.Details{Queue: "q1", EnqueuedAt: nine, QueueDuration: took(5), DequeuedAt: after(5), DisconnectedAt: after(5)}, met},
		"gave up after 40 s":           {contact.Details{Queue: "q1", EnqueuedAt: nine, QueueDuration: took(40), DequeuedAt: after(40), DisconnectedAt: after(40)}, missed},
		"asked for a callback":         {contact.Details{Queue: "q1", EnqueuedAt: nine, QueueDuration: took(12), DequeuedAt: after(12), DisconnectedAt: after(12), NextID: "c2"}, met},
		"sent on to another queue":     {contact.Details{Queue: "q1", EnqueuedAt: nine, QueueDuration: took(60), DequeuedAt: after(60), DisconnectedAt: after(60), NextID: "c2"}, missed},
		"a callback, with its delay":   {contact.Details{Queue: "q1", EnqueuedAt: nine, QueueDuration: took(300), DequeuedAt: after(3), ConnectedAt: after(3), DisconnectedAt: after(99)}, missed},
		"the record has no queue time": {contact.Details{Queue: "q1", EnqueuedAt: nine, DequeuedAt: after(7), ConnectedAt: after(8), DisconnectedAt: after(99)}, met},
		"nor when it left the queue":   {contact.Details{Queue: "q1", EnqueuedAt: nine, ConnectedAt: after(30), DisconnectedAt: after(99)}, missed},
		"clocks are 2 s apart":         {contact.Details{Queue: "q1", EnqueuedAt: nine, ConnectedAt: after(-2), DisconnectedAt: after(99)}, met},
		"it left 6 s before it came":   {contact.Details{Queue: "q1", EnqueuedAt: nine, DequeuedAt: after(-6), DisconnectedAt: after(99)}, none},
		"it ended before it came":      {contact.Details{Queue: "q1", EnqueuedAt: nine, QueueDuration: took(3), DisconnectedAt: after(-6)}, none},
		"never in a queue":             {contact.Details{ConnectedAt: after(1), DisconnectedAt: after(99)}, none},
		"in an agent's own queue":      {contact.Details{Queue: "arn:aws:connect:eu-west-2:1:instance/i/queue/agent/a1", EnqueuedAt: nine, QueueDuration: took(3), ConnectedAt: after(3), DisconnectedAt: after(99)}, none},
		"its end is not known":         {contact.Details{Queue: "q1", EnqueuedAt: nine, QueueDuration: took(3), ConnectedAt: after(3)}, none},
	} {
		terms := contact.Terms{Threshold: func(string) time.Duration { return 20 * time.Second }}
		got, level := none, showing(t, terms, final(tt.d)).Level
		switch {
		case level.Met:
			got = met
		case level.Counts:
			got = missed
		}
		if got != tt.want || level.Counts != (level.Threshold == 20*time.Second) {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

func TestTheThresholdIsThatOfTheContactsQueue(t *testing.T) {
	terms := contact.Terms{Threshold: func(queue string) time.Duration {
		return map[string]time.Duration{"q1": 5 * time.Second, "q2": 50 * time.Second}[queue]
	}}
	waited := contact.Details{EnqueuedAt: nine, QueueDuration: took(10), DisconnectedAt: after(99)}
	for queue, want := range map[string]contact.Level{"q1": {Counts: true, Threshold: 5 * time.Second}, "q2": {true, true, 50 * time.Second}} {
		if waited.Queue = queue; showing(t, terms, final(waited)).Level != want {
			t.Errorf("%s: %+v", queue, showing(t, terms, final(waited)).Level)
		}
	}
	if got := showing(t, contact.Terms{}, final(waited)).Level; got != (contact.Level{}) {
		t.Errorf("nobody knows a threshold: %+v", got)
	}
}

func TestADraftHasNoServiceLevelYet(t *testing.T) {
	terms := contact.Terms{Threshold: func(string) time.Duration { return time.Minute }, Tasks: true}
	draft := connected("c1")
	draft.Events.Disconnected = after(99)
	draft.Pop = contact.Pop{At: nine, Status: "HIT", Contact: "003000000000001AAA"}
	if got := showing(t, terms, draft); got.Level != (contact.Level{}) || got.Task {
		t.Errorf("a draft is shown with %+v, a Task %t", got.Level, got.Task)
	}
}

func TestTheContactCentresDayAndHour(t *testing.T) {
	for _, tt := range []struct{ zone, at, want string }{
		{"", "2026-03-02T09:00:00Z", "2026-03-02 09"},
		{"UTC", "2026-03-02T09:00:00Z", "2026-03-02 09"},
		{"America/New_York", "2026-03-02T03:30:00Z", "2026-03-01 22"},
		{"Asia/Kolkata", "2026-12-31T18:30:00Z", "2027-01-01 00"},
		{"Europe/Berlin", "2026-03-29T00:59:59Z", "2026-03-29 01"}, // then clocks skip an hour
		{"Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29 03"},
		{"Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25 02"}, // and show one twice
		{"Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25 02"},
		{"Europe/Berlin", "2026-10-25T22:59:00Z", "2026-10-25 23"},
	} {
		began, err := time.Parse(time.RFC3339, tt.at)
		if err != nil {
			t.Fatal(err)
		}
		var terms contact.Terms
		if tt.zone != "" {
			if terms.Zone, err = time.LoadLocation(tt.zone); err != nil {
				t.Fatal(err)
			}
		}
		if got := showing(t, terms, final(contact.Details{InitiatedAt: began})).Local.Format("2006-01-02 15"); got != tt.want {
			t.Errorf("%s in %q: %s, want %s", tt.at, tt.zone, got, tt.want)
		}
	}
	if got := showing(t, contact.Terms{Zone: time.FixedZone("here", 3600)}, final(contact.Details{Method: "INBOUND"})); !got.Local.IsZero() {
		t.Errorf("nobody knows when it began, and it is shown as %s", got.Local)
	}
}

func TestATaskIsWantedOfAKnownCustomersContact(t *testing.T) {
	for _, tt := range []struct {
		on   bool
		pop  contact.Pop
		want bool
	}{
		{true, contact.Pop{At: nine, Status: "HIT", Contact: "003000000000001AAA"}, true},
		{true, contact.Pop{At: nine, Status: "HIT", Lead: "00Q000000000001AAA"}, true},
		{true, contact.Pop{At: nine, Status: "HIT", Account: "001000000000001AAA"}, true},
		{true, contact.Pop{At: nine, Status: "MULTI"}, false},
		{true, contact.Pop{}, false},
		{false, contact.Pop{At: nine, Status: "HIT", Contact: "003000000000001AAA"}, false},
	} {
		item := final(contact.Details{InitiatedAt: nine})
		item.Pop = tt.pop
		if got := showing(t, contact.Terms{Tasks: tt.on}, item).Task; got != tt.want {
			t.Errorf("tasks %t, pop %+v: %t", tt.on, tt.pop, got)
		}
	}
}
