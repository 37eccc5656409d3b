package connecttest

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestEachFurtherKindTellsItsEvents(t *testing.T) {
	through := func(steps string) []string { return strings.Fields("INITIATED " + steps + " DISCONNECTED COMPLETED") }
	queued, called, both := through("QUEUED CONNECTED_TO_AGENT"), through("CONNECTED_TO_SYSTEM CONNECTED_TO_AGENT"),
		through("CONNECTED_TO_SYSTEM QUEUED CONNECTED_TO_AGENT")
	for kind, want := range map[Kind][][]string{
		Callback:    {through("QUEUED"), through("QUEUED CONNECTED_TO_SYSTEM CONNECTED_TO_AGENT")},
		Missed:      {queued},
		Unanswered:  {through("QUEUED")},
		Outbound:    {called},
		Voicemail:   {through("CONNECTED_TO_SYSTEM")},
		Consulted:   {queued, queued},
		Conferenced: {queued, through("CONNECTED_TO_SYSTEM")},
		Monitored:   {queued, through("CONNECTED_TO_AGENT")},
		Chat:        {both},
		Email:       {both},
	} {
		i, p := simulate(t)
		var got [][]string
		for _, c := range call(t, i, kind).Contacts {
			got = append(got, slices.DeleteFunc(p.told(c.ID), func(s string) bool { return s == string(Updated) }))
			if len(p.recordsOf(c.ID)) != 1 {
				t.Errorf("%s: %d records of %s", kind, len(p.recordsOf(c.ID)), c.Method)
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s tells %v, want %v", kind, got, want)
		}
	}
}

// TestEveryContactAddsUp holds what is true of each contact against itself and
// the contacts of its call.
func TestEveryContactAddsUp(t *testing.T) {
	for _, kind := range Kinds {
		i, _ := simulate(t)
		for range 10 {
			all := call(t, i, kind).Contacts
			for n, c := range all {
				if !c.ConnectedAt.IsZero() && (c.Talk < 0 || c.Talk+c.Hold+c.Pause != c.DisconnectedAt.Sub(c.ConnectedAt) || c.Acw != c.AcwEndedAt.Sub(c.AcwStartedAt)) {
					t.Errorf("%s: does not add up: %+v", kind, c)
				}
				inOrder := func(times ...time.Time) bool {
					times = slices.DeleteFunc(times, time.Time.IsZero)
					return slices.IsSortedFunc(times, time.Time.Compare)
				}
				if !inOrder(c.InitiatedAt, c.EnqueuedAt, c.DequeuedAt, c.ConnectedAt, c.DisconnectedAt, c.AcwEndedAt) {
					t.Errorf("%s: times are not in order: %+v", kind, c)
				}
				if (c.AgentARN == "") != c.ConnectedAt.IsZero() || (c.QueueARN == "") != c.EnqueuedAt.IsZero() || c.AgentARN != "" && c.Attempts < 1 {
					t.Errorf("%s: parts are missing: %+v", kind, c)
				}
				if n > 0 && (c.PreviousID != all[0].ID || c.InitialID != all[0].ID || c.InitiatedAt.Before(all[0].InitiatedAt)) {
					t.Errorf("%s: is not linked to its first contact: %+v", kind, c)
				}
				if next := all[0].NextID; n > 0 && next != c.ID && kind != Monitored || kind == Monitored && next != "" {
					t.Errorf("%s: the first contact's next is %q", kind, next)
				}
			}
		}
	}
}

func TestACallbackIsCalledOnlyOnceAnAgentHasAccepted(t *testing.T) {
	i, p := simulate(t)
	both := call(t, i, Callback).Contacts
	first, second := both[0], both[1]
	if first.DisconnectedAt != first.DequeuedAt || first.DequeuedAt != second.InitiatedAt || first.AgentARN != "" || first.DisconnectReason != "CONTACT_FLOW_DISCONNECT" {
		t.Errorf("the first contact is %+v", first)
	}
	if second.Method != "CALLBACK" || !second.ConnectedAt.After(second.DequeuedAt) || second.Customer != first.Customer || second.System != "Softphone" {
		t.Errorf("the second contact is %+v", second)
	}
	r := p.recordsOf(second.ID)[0]
	reached, err := time.Parse(time.RFC3339, r["ConnectedToSystemTimestamp"].(string))
	if err != nil || !reached.After(second.DequeuedAt) || reached.After(second.ConnectedAt) {
		t.Errorf("the customer answered at %s", reached)
	}
	if r["TransferCompletedTimestamp"] != nil || p.recordsOf(first.ID)[0]["TransferCompletedTimestamp"] != nil {
		t.Error("a callback was taken for a transfer")
	}
}

func TestAMissedOfferNamesAnAgentWhoNeverConnected(t *testing.T) {
	for kind, answered := range map[Kind]bool{Missed: true, Unanswered: false} {
		i, p := simulate(t)
		c := call(t, i, kind).Contacts[0]
		offers := 0
		for _, d := range p.details {
			if a, _ := d["agentInfo"].(map[string]any); a != nil && a["connectedToAgentTimestamp"] == notSet {
				offers++
				if a["agentArn"] == c.AgentARN {
					t.Errorf("%s: the agent who answered missed the call", kind)
				}
			}
		}
		want := c.Attempts
		if answered {
			want--
		}
		if offers != want || offers == 0 || (c.AgentARN != "") != answered {
			t.Errorf("%s: %d offers, truth is %+v", kind, offers, c)
		}
		if got := p.records[0]["AgentConnectionAttempts"]; got != float64(c.Attempts) {
			t.Errorf("%s: the record counts %v attempts, not %d", kind, got, c.Attempts)
		}
	}
}

func TestACampaignsCallIsAnsweredByAMachine(t *testing.T) {
	i, p := simulate(t)
	c := call(t, i, Voicemail).Contacts[0]
	r, last := p.records[0], p.details[len(p.details)-1]
	if c.Detection != "VOICEMAIL_BEEP" || r["AnsweringMachineDetectionStatus"] != c.Detection || last["answeringMachineDetectionStatus"] != c.Detection {
		t.Errorf("truth is %+v, the record %v, the event %v", c, r, last)
	}
	if c.QueueARN != "" || c.AgentARN != "" || r["Queue"] != nil || r["Agent"] != nil {
		t.Errorf("truth is %+v", c)
	}
}

func TestAnOutboundCallsEventsKnowNoQueue(t *testing.T) {
	i, p := simulate(t)
	call(t, i, Outbound)
	for _, d := range p.details {
		if d["queueInfo"] != nil || d["initiationMethod"] != "OUTBOUND" {
			t.Errorf("told %v", d)
		}
	}
}

func TestWhoeverIsAskedIsAContactWithinTheTalk(t *testing.T) {
	for _, kind := range []Kind{Consulted, Conferenced, Monitored} {
		i, _ := simulate(t)
		for range 20 {
			both := call(t, i, kind).Contacts
			first, second := both[0], both[1]
			if !second.InitiatedAt.After(first.ConnectedAt) || second.DisconnectedAt.After(first.DisconnectedAt) {
				t.Errorf("%s: contacts are %+v", kind, both)
			}
			if second.AgentARN == first.AgentARN {
				t.Errorf("%s: an agent talks to herself", kind)
			}
			if kind == Consulted && (first.Hold < second.DisconnectedAt.Sub(second.InitiatedAt) || !strings.Contains(second.QueueARN, "/queue/agent/")) {
				t.Errorf("the customer was on hold for %s: %+v", first.Hold, second)
			}
			if kind == Monitored && (second.Method != "MONITOR" || second.Recording != "" || second.Customer+second.System != "") {
				t.Errorf("the supervisor's contact is %+v", second)
			}
		}
	}
}

func TestTheWordsOfEachChannel(t *testing.T) {
	for kind, want := range map[Kind][3]string{
		Chat: {"CHAT", "API", ".json"}, Task: {"TASK", "API", ""}, Email: {"EMAIL", "INBOUND", ""},
	} {
		i, p := simulate(t)
		played, err := i.Play(t.Context(), Call{Kind: kind, From: "ann@example.com", To: "desk@example.com"})
		if err != nil {
			t.Fatal(err)
		}
		c, r := played.Contacts[0], p.records[0]
		if c.Channel != want[0] || c.Method != want[1] || c.Hold != 0 || !strings.HasSuffix(c.Recording, want[2]) || (c.Recording == "") != (want[2] == "") {
			t.Errorf("%s: truth is %+v", kind, c)
		}
		if kind != Email && (c.Customer != "" || r["CustomerEndpoint"] != nil) {
			t.Errorf("%s has the endpoint %v", kind, r["CustomerEndpoint"])
		}
		if kind == Email && !reflect.DeepEqual(r["CustomerEndpoint"], map[string]any{"Address": "ann@example.com", "Type": "EMAIL_ADDRESS"}) {
			t.Errorf("the endpoint is %v", r["CustomerEndpoint"])
		}
	}
}

func TestATaskMayBePaused(t *testing.T) {
	i, p := simulate(t)
	paused := 0
	for range 20 {
		c := call(t, i, Task).Contacts[0]
		told, r := p.told(c.ID), p.recordsOf(c.ID)[0]
		if slices.Contains(told, "PAUSED") != (c.Pause > 0) || slices.Contains(told, "RESUMED") != (c.Pause > 0) {
			t.Errorf("after a pause of %s, told %v", c.Pause, told)
		}
		if c.Pause > 0 {
			paused++
			if r["TotalPauseDurationInSeconds"] != c.Pause.Seconds() || r["TotalPauseCount"] != 1.0 {
				t.Errorf("after a pause of %s, the record is %v", c.Pause, r)
			}
		}
	}
	if paused == 0 || paused == 20 {
		t.Errorf("%d of 20 tasks were paused", paused)
	}
}
