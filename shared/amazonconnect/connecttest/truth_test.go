package connecttest

import (
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"
)

// truthOf reads a contact's truth out of its record: the test's own reading.
func truthOf(t *testing.T, r map[string]any) Truth {
	t.Helper()
	part := func(k string) map[string]any { m, _ := r[k].(map[string]any); return m }
	text := func(m map[string]any, k string) string { s, _ := m[k].(string); return s }
	clock := func(m map[string]any, k string) time.Time {
		if text(m, k) == "" {
			return time.Time{}
		}
		at, err := time.Parse("2006-01-02T15:04:05Z", text(m, k))
		if err != nil {
			t.Error(err)
		}
		return at
	}
	lasts := func(m map[string]any, k string) time.Duration {
		n, _ := m[k].(float64)
		return time.Duration(n) * time.Second
	}
	q, a := part("Queue"), part("Agent")
	truth := Truth{
		ID: text(r, "ContactId"), InitialID: text(r, "InitialContactId"),
		PreviousID: text(r, "PreviousContactId"), NextID: text(r, "NextContactId"),
		Channel: text(r, "Channel"), Method: text(r, "InitiationMethod"), DisconnectReason: text(r, "DisconnectReason"),
		Recording: text(part("Recording"), "Location"), QueueARN: text(q, "ARN"), QueueName: text(q, "Name"),
		AgentARN: text(a, "ARN"), AgentUsername: text(a, "Username"),
		Customer: text(part("CustomerEndpoint"), "Address"), System: text(part("SystemEndpoint"), "Address"),
		InitiatedAt: clock(r, "InitiationTimestamp"), EnqueuedAt: clock(q, "EnqueueTimestamp"), DequeuedAt: clock(q, "DequeueTimestamp"),
		ConnectedAt: clock(a, "ConnectedToAgentTimestamp"), DisconnectedAt: clock(r, "DisconnectTimestamp"),
		AcwStartedAt: clock(a, "AfterContactWorkStartTimestamp"), AcwEndedAt: clock(a, "AfterContactWorkEndTimestamp"),
		Detection: text(r, "AnsweringMachineDetectionStatus"), Attempts: int(lasts(r, "AgentConnectionAttempts") / time.Second),
		Pause: lasts(a, "AgentPauseDuration"),
		Talk:  lasts(a, "AgentInteractionDuration"), Hold: lasts(a, "CustomerHoldDuration"), Acw: lasts(a, "AfterContactWorkDuration"),
	}
	if truth.InitialID == "" {
		truth.InitialID = truth.ID
	}
	if got, want := lasts(q, "Duration"), truth.DequeuedAt.Sub(truth.EnqueuedAt); got != want {
		t.Errorf("queue duration is %s, not %s", got, want)
	}
	return truth
}

func TestTheTruthIsWhatTheRecordSays(t *testing.T) {
	for _, kind := range Kinds {
		i, p := simulate(t)
		for range 6 {
			for n, truth := range call(t, i, kind).Contacts {
				want := map[string]string(nil)
				if n == 0 && kind != Outbound && kind != Voicemail {
					want = hitAnswer
				}
				if !maps.Equal(truth.Answer, want) {
					t.Errorf("%s: answer is %v", kind, truth.Answer)
				}
				truth.Answer = nil
				if got := truthOf(t, p.recordsOf(truth.ID)[0]); !reflect.DeepEqual(got, truth) {
					t.Errorf("%s: record says\n%+v, truth is\n%+v", kind, got, truth)
				}
			}
		}
	}
}

func TestTheEventsSayTheSameInMilliseconds(t *testing.T) {
	i, p := simulate(t)
	call(t, i, Known)
	truths := map[string]Truth{}
	for _, c := range call(t, i, Transferred).Contacts {
		truths[c.ID] = c
	}
	checked := 0
	for _, d := range p.details {
		truth, ok := truths[d["contactId"].(string)]
		if !ok || d["eventType"] != "COMPLETED" {
			continue
		}
		checked++
		q, a := d["queueInfo"].(map[string]any), d["agentInfo"].(map[string]any)
		for text, want := range map[any]time.Time{
			d["initiationTimestamp"]: truth.InitiatedAt, d["disconnectTimestamp"]: truth.DisconnectedAt,
			q["enqueueTimestamp"]: truth.EnqueuedAt, a["connectedToAgentTimestamp"]: truth.ConnectedAt,
			a["afterContactWorkEndTimestamp"]: truth.AcwEndedAt,
		} {
			got, err := time.Parse("2006-01-02T15:04:05.000Z", text.(string))
			if err != nil || !got.Truncate(time.Second).Equal(want) || got.Nanosecond() == 0 {
				t.Errorf("event says %v, truth is %s", text, want)
			}
		}
	}
	if checked != 2 {
		t.Errorf("%d contacts were completed", checked)
	}
}

func TestPartsOfAnAnsweredCallAddUp(t *testing.T) {
	i, _ := simulate(t)
	for range 50 {
		c := call(t, i, Known).Contacts[0]
		if wait := c.DequeuedAt.Sub(c.EnqueuedAt); wait < 3*time.Second || wait > 90*time.Second {
			t.Errorf("waited %s", wait)
		}
		if c.Talk <= 0 || c.Talk+c.Hold != c.DisconnectedAt.Sub(c.ConnectedAt) || c.Acw != c.AcwEndedAt.Sub(c.AcwStartedAt) {
			t.Errorf("does not add up: %+v", c)
		}
	}
}

func TestNothingLiesInTheFuture(t *testing.T) {
	for _, kind := range []Kind{Known, Abandoned, Transferred} {
		i, p := simulate(t, func(c *Config) { c.Faults.Redeliver = 1 })
		call(t, i, kind)
		// the last to come is an old copy; before it came the latest
		last := p.records[len(p.records)-2]["LastUpdateTimestamp"].(string)
		if at, err := time.Parse(time.RFC3339, last); err != nil || at.After(now) || now.Sub(at) > time.Second {
			t.Errorf("%s was last updated at %s", kind, last)
		}
		for _, e := range p.events {
			if e.Time.After(now) {
				t.Errorf("%s has an event at %s", kind, e.Time)
			}
		}
	}
}

func TestTheRecordComesAMinuteAfterAllWork(t *testing.T) {
	i, p := simulate(t)
	c := call(t, i, Known).Contacts[0]
	updated, err := time.Parse(time.RFC3339, p.records[0]["LastUpdateTimestamp"].(string))
	if gap := updated.Sub(c.AcwEndedAt); err != nil || gap < 64*time.Second || gap > 68*time.Second {
		t.Errorf("updated %s after all work (%v)", gap, err)
	}
	if p.waited != updated.Sub(c.InitiatedAt) || p.keys[0] != c.ID {
		t.Errorf("waited %s for the record of %s", p.waited, p.keys[0])
	}
	want := []string{"INITIATED", "FLOW_PLAYED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED", "RECORDED"}
	for n := range want {
		want[n] = c.ID + " " + want[n]
	}
	if !slices.Equal(p.steps, want) {
		t.Errorf("steps were %v", p.steps)
	}
}
