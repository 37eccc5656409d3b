package contact_test

import (
	"testing"
	"time"

	"tieline/shared/contact"
)

// BenchmarkMerge joins what is known of an answered call with one fact more.
func BenchmarkMerge(b *testing.B) {
	at := func(second int) time.Time { return time.Date(2026, 1, 2, 3, 4, second, 0, time.UTC) }
	heard := func(second int) contact.Draft {
		return contact.Draft{Heard: at(second), Channel: contact.Stamp(at(second), "VOICE"), Method: contact.Stamp(at(second), "INBOUND"),
			Initiated: at(1), Queued: contact.Stamp(at(2), "q1"), Connected: contact.Stamp(at(3), "a1")}
	}
	finished := contact.Report{UpdatedAt: at(9), Details: contact.Details{Channel: "VOICE", Method: "INBOUND", Queue: "q1", QueueName: "Service",
		Agent: "a1", AgentUsername: "ann", InitiatedAt: at(1), EnqueuedAt: at(2), ConnectedAt: at(3), DisconnectedAt: at(8)}}
	known := contact.State{ID: "c1", Events: heard(4), Record: finished}
	corrected := finished
	corrected.UpdatedAt, corrected.Recording = at(10), "s3://recordings/c1.wav"
	for _, bench := range []struct {
		name string
		fact contact.State
		news bool
	}{
		{"new-event", contact.State{ID: "c1", Events: heard(3)}, true},
		{"known-event", contact.State{ID: "c1", Events: heard(4)}, false},
		{"new-record", contact.State{ID: "c1", Record: corrected}, true},
	} {
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				if _, changed := contact.Merge(known, bench.fact); changed != bench.news {
					b.Fatalf("changed: %t", changed)
				}
			}
		})
	}
}
