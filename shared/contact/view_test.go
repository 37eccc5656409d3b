package contact_test

import (
	"testing"
	"time"

	"tieline/shared/contact"
)

func TestARecordSilencesTheEventsAndNotThePop(t *testing.T) {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	state := contact.State{ID: "c1",
		Events: contact.Draft{Connected: contact.Stamp(at, "agent"), Channel: contact.Stamp(at, "CHAT")},
		Record: contact.Report{UpdatedAt: at, Details: contact.Details{Channel: "VOICE", DisconnectedAt: at}},
		Pop:    contact.Pop{At: at, Status: "NONE", CustomerEndpoint: "+15550100"},
	}
	v := state.View()
	if v.Channel != "VOICE" || v.Outcome() != contact.AbandonedInFlow || !v.Final {
		t.Errorf("shows %+v", v)
	}
	if v.Pop.Status != "NONE" || v.CustomerEndpoint != "+15550100" {
		t.Errorf("the pop shows as %+v with %q", v.Pop, v.CustomerEndpoint)
	}
}

func TestTheFirstOfAChainHasNoOtherInitialContact(t *testing.T) {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	first := contact.State{ID: "c1", Events: contact.Draft{Initial: contact.Stamp(at, "c1")}}
	second := contact.State{ID: "c2", Events: contact.Draft{Initial: contact.Stamp(at, "c1")}}
	if first.View().InitialID != "" || second.View().InitialID != "c1" {
		t.Errorf("%q, %q", first.View().InitialID, second.View().InitialID)
	}
}

func TestOutcomeAndDirectionDeriveFromFacts(t *testing.T) {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		d         contact.Details
		outcome   contact.Outcome
		direction contact.Direction
	}{
		"still going on":              {contact.Details{Method: "INBOUND", EnqueuedAt: at}, "", contact.Inbound},
		"answered":                    {contact.Details{Method: "CALLBACK", ConnectedAt: at, NextID: "c2"}, contact.Answered, contact.Outbound},
		"abandoned in queue":          {contact.Details{Method: "API", EnqueuedAt: at, DisconnectedAt: at}, contact.AbandonedInQueue, contact.Inbound},
		"abandoned before any":        {contact.Details{DisconnectedAt: at}, contact.AbandonedInFlow, ""},
		"a call that we made in vain": {contact.Details{Method: "OUTBOUND", DisconnectedAt: at}, contact.Unknown, contact.Outbound},
		"gone on as another":          {contact.Details{Method: "QUEUE_TRANSFER", EnqueuedAt: at, DisconnectedAt: at, NextID: "c2"}, contact.Transferred, contact.Internal},
		"by a method of tomorrow's":   {contact.Details{Method: "TELEPATHY"}, "", contact.Internal},
	} {
		if tt.d.Outcome() != tt.outcome || tt.d.Direction() != tt.direction {
			t.Errorf("%s: %q and %q", name, tt.d.Outcome(), tt.d.Direction())
		}
	}
}
