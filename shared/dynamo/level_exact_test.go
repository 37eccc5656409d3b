package dynamo

import (
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/sla"
)

// after is so many milliseconds after learnedAt.
func after(n int) time.Time { return learnedAt.Add(time.Duration(n) * time.Millisecond) }

// A record cuts times to the second: of a wait of 19.6 s its stamps make 20 s.
func TestARecordDoesNotMoveWhatEventsToldToTheMillisecond(t *testing.T) {
	on := func(queue string, enqueued int, more contact.Draft) contact.Draft {
		more.Heard, more.Queued = second(0), contact.Stamp(after(enqueued), queue)
		return more
	}
	hungUp := contact.Details{Queue: "q1", EnqueuedAt: second(10), DequeuedAt: second(30), DisconnectedAt: second(30), QueueDuration: seconds(19)}
	answered := hungUp
	answered.ConnectedAt, answered.DisconnectedAt = second(30), second(90)
	movedOut := hungUp
	movedOut.DequeuedAt, movedOut.TransferredAt, movedOut.DisconnectedAt = second(29), second(29), second(90)
	for name, tt := range map[string]struct {
		events         contact.Draft
		record         contact.Details
		enqueued, left time.Time
	}{
		"who hung up":                     {on("q1", 10_400, contact.Draft{Disconnected: after(30_000)}), hungUp, after(10_400), after(30_000)},
		"who was answered":                {on("q1", 10_400, contact.Draft{Connected: contact.Stamp(after(30_000), "a1"), Disconnected: after(90_700)}), answered, after(10_400), after(30_000)},
		"whose enqueue was never told":    {contact.Draft{Heard: second(0), Disconnected: after(30_900)}, hungUp, second(10), second(30)},
		"whose end was never told":        {on("q1", 10_400, contact.Draft{}), hungUp, second(10), second(30)},
		"who was answered, but not told":  {on("q1", 10_400, contact.Draft{Disconnected: after(30_900)}), answered, second(10), second(30)},
		"who was heard in another queue":  {on("q2", 10_400, contact.Draft{Disconnected: after(30_900)}), hungUp, second(10), second(30)},
		"who was heard there once before": {on("q1", 2_400, contact.Draft{Disconnected: after(30_900)}), hungUp, second(10), second(30)},
		"who spoke on outside of Connect": {on("q1", 10_400, contact.Draft{Disconnected: after(90_700)}), movedOut, second(10), second(29)},
		"of whom no event was heard":      {contact.Draft{}, hungUp, second(10), second(30)},
	} {
		s := contact.State{ID: "c1", Events: tt.events, Record: contact.Report{UpdatedAt: second(1000), Details: tt.record}}
		r := levelRowOf(contact.Item{State: s, Version: 1}, 1)
		got, _ := decodeLevel(r.Level)
		if !got.EnqueuedAt.Equal(tt.enqueued) || !got.LeftAt.Equal(tt.left) || r.LiveAt != tt.left.UnixMilli() {
			t.Errorf("%s: from %s to %s, listed at %d", name, got.EnqueuedAt.Sub(learnedAt), got.LeftAt.Sub(learnedAt), r.LiveAt)
		}
		if got.QueueTime != sla.Span(seconds(19)) || !got.DisconnectedAt.Equal(tt.record.DisconnectedAt) || !got.Final {
			t.Errorf("%s: the record's are %+v", name, got)
		}
	}
}

// DescribeContact tells of one that still waits, and may cut its times, too.
func TestWhoWaitsIsListedToTheMillisecond(t *testing.T) {
	s := contact.State{ID: "c1", Events: contact.Draft{Heard: second(0), Queued: contact.Stamp(after(10_400), "q1")},
		Describe: contact.Report{UpdatedAt: second(1000), Details: contact.Details{Queue: "q1", EnqueuedAt: second(10)}}}
	if r := levelRowOf(contact.Item{State: s, Version: 1}, 1); r.LiveAt != after(10_400).UnixMilli() || r.LiveList != "q1#0#waiting" {
		t.Errorf("listed at %d on %s", r.LiveAt, r.LiveList)
	}
}
