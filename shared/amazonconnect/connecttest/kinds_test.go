package connecttest

import (
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"
)

var answeredSteps = []string{"INITIATED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED"}

func TestEachKindOfCallTellsItsEvents(t *testing.T) {
	for kind, want := range map[Kind][][]string{
		Known:       {answeredSteps},
		Unknown:     {answeredSteps},
		Anonymous:   {answeredSteps},
		Abandoned:   {{"INITIATED", "QUEUED", "DISCONNECTED", "COMPLETED"}},
		Transferred: {answeredSteps, answeredSteps},
	} {
		i, p := simulate(t)
		played := call(t, i, kind)
		var got [][]string
		for _, c := range played.Contacts {
			got = append(got, p.told(c.ID))
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s tells %v", kind, got)
		}
		if len(p.records) != len(want) {
			t.Errorf("%s has %d records", kind, len(p.records))
		}
	}
}

func TestACallerWhoHangsUpInTheQueueMeetsNoAgent(t *testing.T) {
	i, p := simulate(t)
	c := call(t, i, Abandoned).Contacts[0]
	if c.AgentARN != "" || c.Recording != "" || !c.ConnectedAt.IsZero() || !c.AcwEndedAt.IsZero() || c.DequeuedAt != c.DisconnectedAt {
		t.Errorf("truth is %+v", c)
	}
	r := p.records[0]
	if r["Agent"] != nil || r["Recording"] != nil || r["Queue"] == nil || r["DisconnectReason"] != "CUSTOMER_DISCONNECT" {
		t.Errorf("record is %v", r)
	}
	// Without after-contact work, COMPLETED says what DISCONNECTED said.
	last, before := maps.Clone(p.details[3]), maps.Clone(p.details[2])
	delete(last, "eventType")
	delete(before, "eventType")
	if !reflect.DeepEqual(last, before) || p.events[3].Time != p.events[2].Time {
		t.Errorf("COMPLETED is %v after %v", last, before)
	}
}

func TestATransferMakesASecondContact(t *testing.T) {
	i, p := simulate(t)
	both := call(t, i, Transferred).Contacts
	one, two := both[0], both[1]
	if one.NextID != two.ID || two.PreviousID != one.ID || two.InitialID != one.ID || two.Method != "TRANSFER" {
		t.Errorf("truth is %+v and %+v", one, two)
	}
	if one.AgentARN == two.AgentARN || one.Hold < two.EnqueuedAt.Sub(two.InitiatedAt) {
		t.Errorf("truth is %+v and %+v", one, two)
	}
	if !two.InitiatedAt.After(one.ConnectedAt) || one.DisconnectedAt != two.EnqueuedAt || !two.ConnectedAt.After(two.EnqueuedAt) {
		t.Errorf("times are %+v and %+v", one, two)
	}
	first, second := p.recordsOf(one.ID)[0], p.recordsOf(two.ID)[0]
	completed := [2]any{first["TransferCompletedTimestamp"], second["TransferCompletedTimestamp"]}
	if completed != [2]any{one.DisconnectedAt.Format(time.RFC3339), nil} {
		t.Errorf("transfers were completed at %v", completed)
	}
	if !reflect.DeepEqual(first["Attributes"], second["Attributes"]) || first["CustomerId"] != "003x" {
		t.Errorf("attributes are %v and %v", first["Attributes"], second["Attributes"])
	}
}

func TestAnAnonymousCallerMayHaveNoEndpoint(t *testing.T) {
	for _, from := range []string{"", "anonymous"} {
		i, p := simulate(t)
		played, err := i.Play(t.Context(), Call{Kind: Anonymous, From: from, To: "+442079460000"})
		if err != nil || played.Contacts[0].Customer != from {
			t.Errorf("%v: %+v", err, played)
		}
		if from == "" && p.records[0]["CustomerEndpoint"] != nil {
			t.Errorf("endpoint is %v", p.records[0]["CustomerEndpoint"])
		}
	}
}

func TestAFullQueueTurnsTheCallerAway(t *testing.T) {
	i, p := simulate(t, func(c *Config) { c.Queue.Full = true })
	played := call(t, i, Transferred)
	c := played.Contacts[0]
	if len(played.Contacts) != 1 || played.End != Disconnected {
		t.Errorf("played %+v", played)
	}
	if c.QueueARN != "" || c.NextID != "" || c.DisconnectReason != "CONTACT_FLOW_DISCONNECT" {
		t.Errorf("truth is %+v", c)
	}
	want := []string{"INITIATED", "DISCONNECTED", "COMPLETED"}
	if got := p.told(c.ID); !slices.Equal(got, want) || p.records[0]["Queue"] != nil {
		t.Errorf("told %v, record %v", got, p.records[0])
	}
	truth := c
	truth.Answer = nil
	if got := truthOf(t, p.records[0]); !reflect.DeepEqual(got, truth) {
		t.Errorf("record says\n%+v, truth is\n%+v", got, truth)
	}
}
