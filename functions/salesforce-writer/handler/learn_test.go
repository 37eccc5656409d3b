package handler

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// questions are those that were asked.
func (o *office) questions() string { return strings.Join(o.asked, ", ") }

func TestWhoIsNotKnownIsLearnedOnceTheRecordsAreWritten(t *testing.T) {
	o := newOffice()
	o.due(t, true, "a1", "c1")
	said := o.sync(t, "c1")
	if len(o.upserts) != 1 || o.upserts[0][0].Agent != (contact.Agent{}) || !strings.Contains(said, `"Unlinked":1`) {
		t.Errorf("upserted %+v, said %s", o.upserts, said)
	}
	if want := "agent a1, user [federation-id username email]zebedeezebedee@example.com, queue q1"; o.questions() != want {
		t.Errorf("asked %s, want %s", o.questions(), want)
	}
	if o.agents["a1"] != (contact.Agent{Username: "zebedee", User: "005000000000002AAA"}) || o.queues["q1"] != "Service" {
		t.Errorf("kept %v and %v", o.agents, o.queues)
	}
	if !strings.Contains(said, `"msg":"names learned","learned":2,"left":0}`) || strings.Contains(said, "zebedee") {
		t.Errorf("said %s", said)
	}
	o.clock = o.clock.Add(time.Hour) // the link is due again
	o.sync(t, "c1")
	if again := o.upserts[1][0]; again.Agent.User != "005000000000002AAA" || again.QueueName != "Service" || len(o.asked) != 3 {
		t.Errorf("upserted %+v, asked %s", again, o.questions())
	}
}

func TestWhoIsKnownIsRememberedForFiveMinutes(t *testing.T) {
	o := newOffice()
	o.agents["a1"], o.queues["q1"] = contact.Agent{Username: "zebedee", User: "005000000000002AAA"}, "Service"
	for n, id := range []string{"c1", "c2", "c3", "c4"} {
		o.due(t, true, "a1", id)
		if n == 3 {
			o.clock = o.clock.Add(remembered)
		}
		o.sync(t, id)
	}
	if o.looked != 2 || len(o.asked) > 0 {
		t.Errorf("looked %d times, asked %s", o.looked, o.questions())
	}
}

func TestWhoIsKnownForTooLongServesAndIsLearnedAnew(t *testing.T) {
	o := newOffice()
	o.agents["a1"], o.queues["q1"] = contact.Agent{Username: "zebedee", User: "005000000000009AAA"}, "Service"
	o.old = contact.IDs{Agents: []string{"a1"}}
	o.due(t, true, "a1", "c1", "c2")
	o.sync(t, "c1")
	o.sync(t, "c2")
	if first, second := o.upserts[0][0].Agent.User, o.upserts[1][0].Agent.User; first != "005000000000009AAA" || second != "005000000000002AAA" {
		t.Errorf("linked %s, then %s", first, second)
	}
	if o.questions() != "agent a1, user [federation-id username email]zebedeezebedee@example.com" {
		t.Errorf("asked %s", o.questions())
	}
}

func TestWhomNobodyKnowsIsNotAskedForAgain(t *testing.T) {
	o := newOffice()
	o.due(t, true, "a2", "c1") // nobody in Salesforce
	o.due(t, true, "a9", "c2") // nobody in Connect either
	o.sync(t, "c1", "c2")
	o.clock = o.clock.Add(3 * time.Minute)
	o.sync(t, "c1", "c2")
	if o.agents["a2"] != (contact.Agent{Username: "quill"}) || o.agents["a9"] != (contact.Agent{}) || strings.Count(o.questions(), "agent") != 2 {
		t.Errorf("kept %v, asked %s", o.agents, o.questions())
	}
}

func TestWhereAgentsAreNotLinkedSalesforceIsNotAskedForThem(t *testing.T) {
	o := newOffice()
	o.tuned = tuning.Snapshot{"agents/match": "off"}
	o.due(t, true, "a1", "c1")
	said := o.sync(t, "c1")
	if o.questions() != "agent a1, queue q1" || !strings.Contains(said, `"Synced":1,"Unlinked":0`) || o.agents["a1"].Username != "zebedee" {
		t.Errorf("asked %s, kept %v, said %s", o.questions(), o.agents, said)
	}
}

func TestAFaultCostsNoRecordAndNoOtherName(t *testing.T) {
	for kind, want := range map[fault.Kind]struct{ level, asked string }{
		fault.Throttled:    {"INFO", "agent a8, queue q1"},
		fault.Unauthorized: {"WARN", "agent a8, agent a9, queue q1"},
		fault.Unknown:      {"WARN", "agent a8, agent a9, queue q1"},
	} {
		o := newOffice()
		o.due(t, true, "a8", "c1")
		o.due(t, true, "a9", "c2")
		o.connectFails, o.names = fault.Errorf(kind, "no"), map[string]string{}
		said := o.sync(t, "c1", "c2")
		if o.questions() != want.asked || len(o.agents) > 0 || !strings.Contains(said, `"Synced":2`) || !o.state.Until.IsZero() {
			t.Errorf("%s: asked %s, kept %v, said %s", kind, o.questions(), o.agents, said)
		}
		if !strings.Contains(said, `"level":"`+want.level+`","msg":"names learned","learned":0,"left":3`) {
			t.Errorf("%s: said %s", kind, said)
		}
	}
}

func TestLearningEndsAfterTwoSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, begun := newOffice(), time.Now()
		h := handler{Parts{Connect: slow{desk{o}}}, &memory{directory: o}}
		said := logged(func() { h.learn(t.Context(), nil, contact.IDs{Agents: []string{"a1", "a2"}}) })
		if took := time.Since(begun); took != 2*time.Second || !strings.Contains(said, `"level":"INFO","msg":"names learned","learned":0,"left":2}`) {
			t.Errorf("took %s, said %s", took, said)
		}
	})
}

// slow is an Amazon Connect that answers too late.
type slow struct{ desk }

func (slow) User(ctx context.Context, _ string) (string, string, error) {
	<-ctx.Done()
	return "", "", fault.Errorf(fault.Unavailable, "no answer: %w", ctx.Err())
}

// Our user may lack the right to look at users: contacts go on without them, and
// who the agents are is kept.
func TestARightThatIsLackingClosesNothing(t *testing.T) {
	o := newOffice()
	o.due(t, true, "a1", "c1")
	o.usersFail = fault.Errorf(fault.Unauthorized, "no access")
	said := o.sync(t, "c1")
	if !o.state.Until.IsZero() || !strings.Contains(said, `"kind":"unauthorized","err":"no access","RefusedAccess":1`) {
		t.Errorf("closed until %s, said %s", o.state.Until, said)
	}
	if o.agents["a1"] != (contact.Agent{Username: "zebedee"}) || o.queues["q1"] != "Service" {
		t.Errorf("kept %v and %v", o.agents, o.queues)
	}
}

func TestWhileSalesforceIsLeftAloneNobodyIsLookedForThere(t *testing.T) {
	o := newOffice()
	o.state = breaker.State{Version: 1, Until: start.Add(time.Hour)}
	h := handler{Parts{Connect: desk{o}, Salesforce: o, Breaker: o, Now: func() time.Time { return o.clock }}, &memory{directory: o}}
	said := logged(func() { h.learn(context.Background(), nil, contact.IDs{Agents: []string{"a1"}}) })
	if o.questions() != "agent a1" || len(o.agents) > 0 || !strings.Contains(said, `"level":"INFO","msg":"names learned","learned":0,"left":1`) {
		t.Errorf("asked %s, kept %v, said %s", o.questions(), o.agents, said)
	}
}
