package salesforce_test

import (
	"context"
	"strings"
	"time"

	"tieline/shared/contact"
	"tieline/shared/salesforce"
)

// show has nothing to add to the items.
func show(items ...contact.Item) []contact.Showing {
	shown := make([]contact.Showing, len(items))
	for n, i := range items {
		shown[n].Item = i
	}
	return shown
}

// offer upserts items, and returns the fault of each.
func offer(ctx context.Context, client *salesforce.Client, items ...contact.Item) []error {
	var faults []error
	for _, a := range client.Upsert(ctx, show(items...)) {
		faults = append(faults, a.Fault)
	}
	return faults
}

func recorded(id string, d contact.Details) contact.Item {
	return contact.Item{Version: 1767323045000, State: contact.State{ID: id, Record: contact.Report{UpdatedAt: at.Add(time.Hour), Details: d}}}
}

func known(d time.Duration) contact.Span { return contact.Span{Duration: d, Known: true} }

// left is a contact whose agent is still at after-contact work: of its durations
// only the talk is known.
func left() contact.Item {
	return contact.Item{Version: 9, State: contact.State{ID: "c1", Events: contact.Draft{Method: contact.Stamp(at, "INBOUND"), Initiated: at,
		Connected: contact.Stamp(at.Add(time.Minute), "agent"), Disconnected: at.Add(2 * time.Minute)}}}
}

// answered has a value in every field that Tieline owns.
func answered() contact.Item {
	i := recorded("c2", contact.Details{
		Channel: "VOICE", Method: "TRANSFER", InitialID: "c1", PreviousID: "c1", NextID: "c3",
		Queue: "q1", QueueName: "Orders", Agent: "agent", AgentUsername: "ann",
		CustomerEndpoint: "+14155550100", SystemEndpoint: "+14155550199",
		InitiatedAt: at, EnqueuedAt: at.Add(2 * time.Second), DequeuedAt: at.Add(9 * time.Second), ConnectedAt: at.Add(9 * time.Second),
		DisconnectedAt: at.Add(69 * time.Second), AcwStartedAt: at.Add(69 * time.Second), AcwEndedAt: at.Add(101 * time.Second),
		DisconnectReason: "CUSTOMER_DISCONNECT", Recording: "recordings/c2.wav",
		Interaction: known(33 * time.Second), Hold: known(27 * time.Second), AfterWork: known(32 * time.Second),
	})
	i.Pop = contact.Pop{At: at, Status: "HIT", Source: "salesforce", Took: 43 * time.Millisecond,
		Contact: "003000000000001AAA", Account: "001000000000001AAA", Lead: "00Q000000000001AAA"}
	return i
}

// handled is answered by an agent who is a user of Salesforce, and shown with all
// that may be told of it: where it was answered, the day before had not ended.
func handled() contact.Showing {
	return contact.Showing{Item: answered(), Agent: contact.Agent{Username: "another", User: "005000000000001AAA"}, QueueName: "another",
		Level: contact.Level{Counts: true, Met: true, Threshold: 20 * time.Second}, Local: at.In(time.FixedZone("", -8*3600)), Task: true}
}

// named is a draft, whose names only the directory knows.
func named() contact.Showing {
	i := begun
	i.Events.Queued = contact.Stamp(at.Add(time.Second), "q1")
	return contact.Showing{Item: i, Agent: contact.Agent{Username: "ann"}, QueueName: "Orders"}
}

// abandoned waited 0 s, which is known, and was never handled.
func abandoned() contact.Item {
	return recorded("c1", contact.Details{Channel: "VOICE", Method: "INBOUND", Queue: "q1",
		InitiatedAt: at, EnqueuedAt: at, DequeuedAt: at, DisconnectedAt: at})
}

// overdue waited too long, and began in the night's first hour: both are a 0.
func overdue() contact.Showing {
	return contact.Showing{Item: abandoned(), Level: contact.Level{Counts: true, Threshold: time.Minute}, Local: at.Truncate(24 * time.Hour)}
}

// popAlone is all there is when the flow asked before any event came.
func popAlone() contact.Item {
	return contact.Item{Version: 5, State: contact.State{ID: "c1",
		Pop: contact.Pop{At: at, Status: "ANON", SystemEndpoint: "+14155550199"}}}
}

// long exceeds every field that has a length, in characters of several bytes,
// and names other contacts by ids that cannot be.
func long() contact.Item {
	text, id := strings.Repeat("é", 300), strings.Repeat("i", 65)
	return recorded("c1", contact.Details{Channel: text, Method: text, InitialID: id, PreviousID: id, NextID: id,
		Queue: id, QueueName: text, AgentUsername: text, CustomerEndpoint: text, SystemEndpoint: text,
		DisconnectReason: text, Recording: text, InitiatedAt: at.Add(1234567 * time.Nanosecond)})
}
