package contact_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// salesforce plays all that stands between a Writer and Salesforce.
type salesforce struct {
	answer contact.Answer
	says   map[string]contact.Answer // to a contact, instead of that
	shuts  bool                      // leave it alone
	tight  bool
	names  contact.Names
	dark   error // the directory's
	deaf   error // the gate's
	shown  []contact.Showing
	heard  []error // what the gate was told
	meets  func()  // happens during a call
}

func (s *salesforce) Upsert(_ context.Context, shown []contact.Showing) []contact.Answer {
	s.shown = shown
	if s.meets != nil {
		s.meets()
	}
	answers := slices.Repeat([]contact.Answer{s.answer}, len(shown))
	for n, i := range shown {
		if a, is := s.says[i.ID]; is {
			answers[n] = a
		}
	}
	return answers
}

func (s *salesforce) Enter(context.Context) (func(context.Context, error) error, bool) {
	return func(_ context.Context, call error) error { s.heard = append(s.heard, call); return s.deaf }, !s.shuts
}

func (s *salesforce) Known(context.Context, contact.IDs) (contact.Names, error) {
	return s.names, s.dark
}

// sync has a Writer sync all that the store is asked for.
func (s *salesforce) sync(t *testing.T, store contact.Store, now time.Time, ids ...string) contact.Round {
	t.Helper()
	w := contact.NewWriter(contact.WriterPorts{Store: store, CRM: s, Gate: s, Directory: s, Tight: func() bool { return s.tight }},
		usual, func() time.Time { return now })
	round, err := w.Sync(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	return round
}

var newYear = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// connected is a draft that is due.
func connected(id string) contact.Item {
	return contact.Item{Version: 1, DueAt: newYear, State: contact.State{ID: id,
		Events: contact.Draft{Initiated: newYear, Connected: contact.Stamp(newYear, "agent1"), Queued: contact.Stamp(newYear, "queue1")}}}
}

func TestWhatBecomesOfSalesforcesAnswer(t *testing.T) {
	linkless, down := fault.Errorf(fault.Incomplete, "no parent yet"), fault.Errorf(fault.Unavailable, "down")
	for name, tt := range map[string]struct {
		answer                 contact.Answer
		unlinked               time.Time // since when, before the answer
		due, rejected, expires bool
		outcome                contact.SyncOutcome
	}{
		"taken":                                        {expires: true, outcome: contact.Synced},
		"a passing fault is tried again":               {answer: contact.Answer{Fault: fault.Errorf(fault.Throttled, "later")}, due: true, outcome: contact.Postponed},
		"faults of rights reject nothing":              {answer: contact.Answer{Fault: fault.Errorf(fault.Unauthorized, "no access")}, due: true, outcome: contact.Postponed},
		"a refusal for good is shown to people":        {answer: contact.Answer{Fault: fault.Errorf(fault.Invalid, "too long")}, rejected: true, outcome: contact.Rejected},
		"a link that is missing yet is tried again":    {answer: contact.Answer{Fault: linkless}, due: true, outcome: contact.Unlinked},
		"a link that is missing after a day is let go": {answer: contact.Answer{Fault: linkless}, unlinked: newYear.Add(-25 * time.Hour), expires: true, outcome: contact.Unlinked},
		"a call that failed as a whole says nothing":   {answer: contact.Answer{Fault: down, Held: true}, due: true, outcome: contact.Held},
	} {
		t.Run(name, func(t *testing.T) {
			s := &table{item: connected("c1")}
			s.item.Unlinked = tt.unlinked
			settled := (&salesforce{answer: tt.answer}).sync(t, s, newYear, "c1", "c1").Settled
			want := contact.Settled{ID: "c1", Version: 1, Outcome: tt.outcome, Reason: tt.answer.Fault, Tries: s.item.Failures}
			if len(settled) != 1 || settled[0] != want {
				t.Errorf("settled %+v, want %+v", settled, want)
			}
			i := s.item
			if i.DueAt.IsZero() == tt.due || (i.Rejected != contact.Refusal{}) != tt.rejected || i.ExpiresAt.IsZero() == tt.expires {
				t.Errorf("the item is %+v", i)
			}
		})
	}
}

func TestWhatSalesforceDidNotHearOfStaysAsItWas(t *testing.T) {
	for name, s := range map[string]*salesforce{
		"Salesforce is left alone":   {shuts: true},
		"the call failed as a whole": {answer: contact.Answer{Fault: fault.Errorf(fault.Throttled, "limit"), Held: true}},
	} {
		t.Run(name, func(t *testing.T) {
			store := &table{item: connected("c1")}
			settled := s.sync(t, store, newYear.Add(time.Hour), "c1").Settled
			if len(settled) != 1 || settled[0].Outcome != contact.Held || store.item != connected("c1") {
				t.Errorf("settled %+v; the item is %+v", settled, store.item)
			}
			if s.shuts != (s.heard == nil) || s.shuts != (s.shown == nil) {
				t.Errorf("Salesforce was shown %d contacts, the gate heard %v", len(s.shown), s.heard)
			}
		})
	}
}

// refusal is a fault with what Salesforce refused, as its client gives it.
type refusal struct{ error }

func (r refusal) Unwrap() error { return r.error }

func (refusal) Refusal() (code, field string) { return "STRING_TOO_LONG", "Queue_Name__c" }

func TestARefusalKeepsItsCodeItsFieldAndItsTime(t *testing.T) {
	store := &table{item: connected("c1")}
	reason := fmt.Errorf("upsert: %w", refusal{fault.Errorf(fault.Invalid, "too long")})
	(&salesforce{answer: contact.Answer{Fault: reason}}).sync(t, store, newYear, "c1")
	if want := (contact.Refusal{Reason: "upsert: too long", Code: "STRING_TOO_LONG", Field: "Queue_Name__c", At: newYear}); store.item.Rejected != want {
		t.Errorf("rejected with %+v, want %+v", store.item.Rejected, want)
	}
}

func TestNearTheLimitDraftsWaitAndFinalsGo(t *testing.T) {
	final, lapsed := connected("c2"), connected("c3")
	final.Record = contact.Report{UpdatedAt: newYear}
	lapsed.Lapsed = newYear
	store := tableOf(connected("c1"), final, lapsed)
	s := &salesforce{tight: true}
	round := s.sync(t, store, newYear, "c1", "c2", "c3")
	for _, got := range round.Settled {
		if (got.ID == "c1") != (got.Outcome == contact.Deferred) {
			t.Errorf("%s is %s", got.ID, got.Outcome)
		}
	}
	if i := store["c1"]; i.DueAt.Sub(newYear) != 10*time.Minute || i.Failures != 0 || len(s.shown) != 2 {
		t.Errorf("%d shown; the draft is %+v", len(s.shown), i)
	}
}

func TestASupervisorsContactIsShownToNobody(t *testing.T) {
	monitored := connected("c1")
	monitored.Events.Method = contact.Stamp(newYear, contact.MethodMonitor)
	store, s := &table{item: monitored}, &salesforce{}
	settled := s.sync(t, store, newYear, "c1").Settled
	if len(settled) != 1 || settled[0].Outcome != contact.Unseen || s.shown != nil || !store.item.DueAt.IsZero() {
		t.Errorf("settled %+v, shown %d; the item is %+v", settled, len(s.shown), store.item)
	}
}

func TestWhatIsNotDueIsNotShown(t *testing.T) {
	later := connected("c1")
	later.DueAt = newYear.Add(time.Minute)
	s := &salesforce{}
	if round := s.sync(t, &table{item: later}, newYear, "c1"); len(round.Settled) != 0 || s.shown != nil {
		t.Errorf("settled %+v", round.Settled)
	}
}

func TestIdsAreNamedAndUnknownOnesReported(t *testing.T) {
	someone, nobody := connected("c1"), connected("c2")
	nobody.Events.Connected.Value, nobody.Events.Queued.Value = "agent2", "Front Desk"
	s := &salesforce{names: contact.Names{Linked: true, Queues: map[string]string{"queue1": "Service"},
		Agents: map[string]contact.Agent{"agent1": {Username: "ann", User: "005A"}}}}
	round := s.sync(t, tableOf(someone, nobody), newYear, "c1", "c2")
	if len(s.shown) != 2 || s.shown[0].Agent.User != "005A" || s.shown[0].QueueName != "Service" || s.shown[1].QueueName != "" {
		t.Errorf("showed %+v", s.shown)
	}
	if want := (contact.IDs{Agents: []string{"agent2"}}); !reflect.DeepEqual(round.Unknown, want) {
		t.Errorf("unknown are %v, want %v", round.Unknown, want)
	}
	for n, want := range []contact.SyncOutcome{contact.Synced, contact.Unlinked} {
		if round.Settled[n].Outcome != want {
			t.Errorf("%s is %s, want %s", round.Settled[n].ID, round.Settled[n].Outcome, want)
		}
	}
}

func TestWhereAgentsAreNotLinkedNobodyWaitsForTheirUsers(t *testing.T) {
	round := (&salesforce{}).sync(t, &table{item: connected("c1")}, newYear, "c1")
	if round.Settled[0].Outcome != contact.Synced || len(round.Unknown.Agents) != 1 {
		t.Errorf("settled %+v, unknown %v", round.Settled, round.Unknown)
	}
}

func TestAnAgentWithoutAUserIsAskedForLessOftenThanOneWhomNobodyKnows(t *testing.T) {
	for agents, want := range map[*map[string]contact.Agent]time.Duration{
		{}:                            time.Minute,
		{"agent1": {Username: "ann"}}: time.Hour,
	} {
		store := &table{item: connected("c1")}
		s := &salesforce{names: contact.Names{Linked: true, Agents: *agents}}
		if round := s.sync(t, store, newYear, "c1"); round.Settled[0].Outcome != contact.Unlinked || !near(store.item.DueAt.Sub(newYear), want) {
			t.Errorf("%v: %s, waits until %s, want about %s", *agents, round.Settled[0].Outcome, store.item.DueAt, want)
		}
	}
}

func TestADirectoryThatFailsCostsNamesOnly(t *testing.T) {
	for linked, want := range map[bool]contact.SyncOutcome{true: contact.Unlinked, false: contact.Synced} {
		store, dark := &table{item: connected("c1")}, fault.Errorf(fault.Throttled, "slow down")
		s := &salesforce{dark: dark, names: contact.Names{Linked: linked}}
		round := s.sync(t, store, newYear, "c1")
		if len(s.shown) != 1 || len(round.Settled) != 1 || round.Settled[0].Outcome != want || store.item.DueAt.IsZero() == linked {
			t.Fatalf("showed %d, settled %+v, due %s", len(s.shown), round.Settled, store.item.DueAt)
		}
		if len(round.Faults) != 1 || !errors.Is(round.Faults[0], dark) || len(round.Unknown.Agents) > 0 {
			t.Errorf("faults %v, unknown %v", round.Faults, round.Unknown)
		}
	}
}

func TestAGateThatDoesNotHearBringsNothingBack(t *testing.T) {
	deaf := fault.Errorf(fault.Throttled, "slow down")
	round := (&salesforce{deaf: deaf}).sync(t, &table{item: connected("c1")}, newYear, "c1")
	if len(round.Settled) != 1 || len(round.Faults) != 1 || !errors.Is(round.Faults[0], deaf) {
		t.Errorf("settled %+v, faults %v", round.Settled, round.Faults)
	}
}

func TestRingsThatAreNewsFillOneCall(t *testing.T) {
	var items []contact.Item
	var ids []string
	for n := range 2 * contact.MaxUpsert {
		i := connected(fmt.Sprintf("c%d", n))
		if n%2 == 1 {
			i.DueAt = newYear.Add(time.Hour)
		}
		items, ids = append(items, i), append(ids, i.ID, i.ID)
	}
	s := &salesforce{}
	if s.sync(t, tableOf(items...), newYear, ids...); len(s.heard) != 1 || len(s.shown) != contact.MaxUpsert {
		t.Errorf("%d calls, the last with %d contacts", len(s.heard), len(s.shown))
	}
}

func TestAContactThatOthersChangedIsLeftToThem(t *testing.T) {
	store := &table{item: connected("c1")}
	s := &salesforce{meets: func() { store.item.Version = 2 }}
	settled := s.sync(t, store, newYear, "c1").Settled
	if len(settled) != 1 || settled[0].Outcome != contact.Overtaken || store.item.DueAt.IsZero() {
		t.Errorf("settled %+v; the item is %+v", settled, store.item)
	}
}

func TestARingForNoContactIsIgnored(t *testing.T) {
	round := (&salesforce{}).sync(t, nobody{}, newYear, "", "two words", strings.Repeat("x", 4000), "{}", "\x00")
	if len(round.Settled) != 0 {
		t.Errorf("settled %+v", round.Settled)
	}
}

// nobody is a table that must not be read.
type nobody struct{ contact.Store }
