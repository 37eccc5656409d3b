package connecttest

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
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
		Talk: lasts(a, "AgentInteractionDuration"), Hold: lasts(a, "CustomerHoldDuration"), Acw: lasts(a, "AfterContactWorkDuration"),
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
	for _, kind := range []Kind{Known, Abandoned, Transferred} {
		i, p := simulate(t)
		for range 20 {
			for n, truth := range call(t, i, kind).Contacts {
				want := map[string]string(nil)
				if n == 0 {
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

func TestASeedDecidesEverything(t *testing.T) {
	kinds := []Kind{Known, Transferred, Abandoned}
	twice := [2][]Played{}
	for n := range twice {
		i, _ := simulate(t)
		for _, k := range kinds {
			twice[n] = append(twice[n], call(t, i, k))
		}
	}
	if !reflect.DeepEqual(twice[0], twice[1]) {
		t.Errorf("one seed played\n%+v and\n%+v", twice[0], twice[1])
	}
	i, _ := simulate(t, func(c *Config) { c.Seed = 8 })
	if other := call(t, i, Known); other.Contacts[0].ID == twice[0][0].Contacts[0].ID {
		t.Error("another seed made the same contact")
	}
}

func TestCallsMayBePlayedAtOnce(t *testing.T) {
	i, p := simulate(t)
	var calls sync.WaitGroup
	for range 40 {
		calls.Go(func() { call(t, i, Transferred) })
	}
	calls.Wait()
	ids := map[any]bool{}
	for _, r := range p.records {
		ids[r["ContactId"]] = true
	}
	if len(ids) != 80 || len(p.records) != 80 {
		t.Errorf("%d contacts have %d records", len(ids), len(p.records))
	}
}

func TestACallEndsWithItsContextOrAPort(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	i, p := simulate(t, func(c *Config) {
		c.Pace = func(ctx context.Context, _ time.Duration) error { cancel(); return ctx.Err() }
	})
	if _, err := i.Play(ctx, Call{Kind: Known}); !errors.Is(err, context.Canceled) || len(p.events) != 1 {
		t.Errorf("got %v after %d events", err, len(p.events))
	}
	broken := errors.New("broken")
	for after := range 6 { // five events and a record
		i, p := simulate(t)
		p.failAt, p.err = after, broken
		if _, err := i.Play(t.Context(), Call{Kind: Known}); !errors.Is(err, broken) || len(p.events)+len(p.records) != after {
			t.Errorf("got %v after %d items", err, after)
		}
	}
	if _, err := i.Play(t.Context(), Call{Kind: "odd"}); err == nil {
		t.Error("an odd kind was played")
	}
}

func TestNewSaysAllThatIsLacking(t *testing.T) {
	_, err := New(Config{})
	for _, part := range []string{"instance ARN", "queue", "two agents", "flow", "clock", "pace", "bus", "stream", "lambda"} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%v does not name the %s", err, part)
		}
	}
}
