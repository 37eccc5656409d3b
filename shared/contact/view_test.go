package contact_test

import (
	"testing"
	"time"

	"tieline/shared/contact"
)

func TestARecordSilencesTheEventsAndNotThePop(t *testing.T) {
	at := newYear
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
	first := contact.State{ID: "c1", Events: contact.Draft{Initial: contact.Stamp(newYear, "c1")}}
	second := contact.State{ID: "c2", Events: contact.Draft{Initial: contact.Stamp(newYear, "c1")}}
	if first.View().InitialID != "" || second.View().InitialID != "c1" {
		t.Errorf("%q, %q", first.View().InitialID, second.View().InitialID)
	}
}

func TestEachInitiationMethodHasItsDirectionAndMakesARecordButOne(t *testing.T) {
	for method, want := range map[string]contact.Direction{
		"INBOUND": contact.Inbound, "API": contact.Inbound, "WEBRTC_API": contact.Inbound,
		"OUTBOUND": contact.Outbound, "EXTERNAL_OUTBOUND": contact.Outbound, "CALLBACK": contact.Outbound,
		"AGENT_REPLY": contact.Outbound, "CAMPAIGN_PREVIEW": contact.Outbound,
		"TRANSFER": contact.Internal, "QUEUE_TRANSFER": contact.Internal, "DISCONNECT": contact.Internal,
		"FLOW": contact.Internal, "MONITOR": contact.Internal, "TELEPATHY": contact.Internal, "": "",
	} {
		for _, channel := range []string{"VOICE", "CHAT", "TASK", "EMAIL", "SMOKE"} {
			s := contact.State{Record: contact.Report{UpdatedAt: newYear, Details: contact.Details{Channel: channel, Method: method}}}
			if got := s.View().Direction(); got != want || s.Shown() != (method != "MONITOR") {
				t.Errorf("%s by %q is %q and shown: %t", channel, method, got, s.Shown())
			}
		}
	}
}

func TestOutcomeDerivesFromFacts(t *testing.T) {
	at := newYear
	queued := contact.Details{Method: "INBOUND", EnqueuedAt: at, DisconnectedAt: at}
	with := func(d contact.Details, change func(*contact.Details)) contact.View {
		change(&d)
		return contact.View{Details: d}
	}
	of := func(d contact.Details) contact.View { return contact.View{Details: d} }
	for name, tt := range map[string]struct {
		v    contact.View
		want contact.Outcome
	}{
		"still going on":                     {of(contact.Details{Method: "INBOUND", EnqueuedAt: at}), ""},
		"answered, and then transferred":     {of(contact.Details{Method: "CALLBACK", ConnectedAt: at, NextID: "c2"}), contact.Answered},
		"answered, and nobody knows the end": {contact.View{Lapsed: true, Details: contact.Details{ConnectedAt: at}}, contact.Answered},
		"nobody knows the end":               {contact.View{Lapsed: true, Details: contact.Details{EnqueuedAt: at}}, contact.Unknown},
		"a record without an end":            {contact.View{Final: true}, contact.Unknown},
		"abandoned in queue":                 {of(queued), contact.AbandonedInQueue},
		"a chat abandoned in queue":          {of(contact.Details{Method: "API", EnqueuedAt: at, DisconnectedAt: at}), contact.AbandonedInQueue},
		"abandoned before any":               {of(contact.Details{DisconnectedAt: at}), contact.AbandonedInFlow},
		"offered to agents who missed it":    {with(queued, func(d *contact.Details) { d.Attempts = 2 }), contact.AgentMissed},
		"missed, and then sent on":           {with(queued, func(d *contact.Details) { d.Attempts, d.NextID = 2, "c2" }), contact.Transferred},
		"sent on out of Connect":             {with(queued, func(d *contact.Details) { d.TransferredAt = at }), contact.Transferred},
		"sent to another queue":              {of(contact.Details{Method: "QUEUE_TRANSFER", EnqueuedAt: at, DisconnectedAt: at, NextID: "c2"}), contact.Transferred},
		"to be called back":                  {contact.View{CalledBack: true, Details: with(queued, func(d *contact.Details) { d.NextID = "c2" }).Details}, contact.Callback},
		"a call that we made in vain":        {of(contact.Details{Method: "OUTBOUND", DisconnectedAt: at}), contact.Unknown},
		"a callback that nobody answered":    {of(contact.Details{Method: "CALLBACK", EnqueuedAt: at, Attempts: 1, DisconnectedAt: at}), contact.Unknown},
		"a campaign's call met a voicemail":  {of(contact.Details{Method: "API", Answering: "VOICEMAIL_BEEP", DisconnectedAt: at}), contact.Voicemail},
		"what a disconnect flow did":         {of(contact.Details{Method: "DISCONNECT", DisconnectedAt: at}), contact.Unknown},
		"by a method of tomorrow's":          {of(contact.Details{Method: "TELEPATHY", DisconnectedAt: at}), contact.Unknown},
		"a transfer that nobody took":        {of(contact.Details{Method: "TRANSFER", EnqueuedAt: at, DisconnectedAt: at}), contact.AbandonedInQueue},
	} {
		if got := tt.v.Outcome(); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestDurationsMeanSomethingOrNothing(t *testing.T) {
	at := func(s int) time.Time { return newYear.Add(time.Duration(s) * time.Second) }
	for name, tt := range map[string]struct {
		d       contact.Details
		waited  bool
		queue   time.Duration
		handled bool
	}{
		"answered":                        {contact.Details{EnqueuedAt: at(1), ConnectedAt: at(5), DisconnectedAt: at(9)}, true, 4 * time.Second, true},
		"abandoned":                       {contact.Details{EnqueuedAt: at(1), DisconnectedAt: at(9)}, true, 8 * time.Second, false},
		"the record's own figure is best": {contact.Details{EnqueuedAt: at(1), DequeuedAt: at(5), QueueDuration: contact.Span{Duration: time.Minute, Known: true}}, true, time.Minute, false},
		"never in a queue":                {contact.Details{DisconnectedAt: at(9)}, false, 0, false},
		"in one still":                    {contact.Details{EnqueuedAt: at(1)}, false, 0, false},
		"left before it came":             {contact.Details{EnqueuedAt: at(5), DisconnectedAt: at(1)}, false, 0, false},
		"ended before it was answered":    {contact.Details{ConnectedAt: at(5), DisconnectedAt: at(1)}, false, 0, false},
	} {
		if tt.d.Waited() != tt.waited || tt.d.QueueTime() != tt.queue || tt.d.Handled() != tt.handled {
			t.Errorf("%s: waited %t, %s, handled %t", name, tt.d.Waited(), tt.d.QueueTime(), tt.d.Handled())
		}
	}
}

func TestHandleTimeAddsWhatIsKnown(t *testing.T) {
	some := contact.Span{Duration: time.Second, Known: true}
	all := contact.Details{Interaction: some, Hold: some, AfterWork: some, Pause: some}
	if got := all.HandleTime(); got != (contact.Span{Duration: 4 * time.Second, Known: true}) {
		t.Errorf("all together are %+v", got)
	}
	if got := (contact.Details{}).HandleTime(); got.Known {
		t.Errorf("nothing is %+v", got)
	}
}

func TestADraftsInteractionIsWhatHoldAndPauseLeave(t *testing.T) {
	some := contact.Span{Duration: time.Minute, Known: true}
	d := contact.Details{ConnectedAt: newYear, DisconnectedAt: newYear.Add(5 * time.Minute), Hold: some, Pause: some}
	s := contact.State{Describe: contact.Report{UpdatedAt: newYear, Details: d}}
	if got := s.View().Interaction; got.Duration != 3*time.Minute || !got.Known {
		t.Errorf("interaction is %+v", got)
	}
	d.DisconnectedAt = newYear.Add(-time.Minute)
	s.Describe.Details = d
	if got := s.View().Interaction; got.Known {
		t.Errorf("that of one which ended before it began is %+v", got)
	}
}

func TestALapseRanksBelowAnyEnd(t *testing.T) {
	lapsed := contact.State{ID: "c1", Lapsed: newYear, Events: contact.Draft{Heard: newYear}}
	if v := lapsed.View(); !v.Lapsed || !v.Closed().Equal(newYear) || v.Outcome() != contact.Unknown {
		t.Errorf("shows %+v", v)
	}
	if both := merged(lapsed, contact.State{ID: "c1", Lapsed: newYear.Add(time.Hour)}); both.Lapsed != newYear {
		t.Errorf("lapsed at %s, and not when it did first", both.Lapsed)
	}
	lapsed.Events.Disconnected = newYear
	if v := lapsed.View(); v.Lapsed || !v.Closed().IsZero() {
		t.Errorf("with its end known it shows %+v", v)
	}
}
