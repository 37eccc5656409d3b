package handler

import (
	"context"
	"strings"
	"testing"
	"time"

	"tieline/shared/amazonconnect"
	"tieline/shared/breaker"
	"tieline/shared/contact"
	"tieline/shared/contact/contacttest"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/tuning"
)

type fakeRepairer struct {
	overdue time.Duration
	limit   int
	done    contact.Repaired
	err     error
}

func (f *fakeRepairer) Repair(_ context.Context, overdue time.Duration, limit int) (contact.Repaired, error) {
	f.overdue, f.limit = overdue, limit
	return f.done, f.err
}

func TestWhoseRecordDoesNotComeIsLookedUpAsTunedAndCounted(t *testing.T) {
	tuned := tuning.Snapshot{"reconciler/overdue": "600", "reconciler/lookups-per-minute": "9"}
	f := &fakeRepairer{done: contact.Repaired{Ended: 3, Ongoing: 2, Lapsed: 1, Others: 4}, err: fault.Errorf(fault.Throttled, "slow down")}
	r := repair{f, func(context.Context) dynamo.Conditions { return dynamo.Conditions{Tuned: tuned} }}
	said := logged(func() {
		if err := r.do(t.Context()); fault.KindOf(err) != fault.Throttled {
			t.Error(err)
		}
	})
	if f.overdue != 10*time.Minute || f.limit != 9 || !strings.Contains(said, `"ongoing":2,"others":4,"Overdue":6,"Repaired":3,"Lapsed":1,"_aws":`) {
		t.Errorf("overdue after %s, at most %d, said %s", f.overdue, f.limit, said)
	}
	f.done = contact.Repaired{}
	if said := logged(func() { _ = r.do(t.Context()) }); said != "" {
		t.Errorf("nothing was looked up, and yet: %s", said)
	}
}

// connect knows one contact that ended.
type connect struct{}

func (connect) Describe(_ context.Context, id string) (contact.State, error) {
	return contact.State{ID: id, Describe: contact.Report{UpdatedAt: start, Details: contact.Details{Channel: "VOICE", DisconnectedAt: start}}}, nil
}

// fakeState is that of the breaker.
type fakeState struct{ is breaker.State }

func (f *fakeState) Read(context.Context) (breaker.State, error) { return f.is, nil }

func (f *fakeState) Write(_ context.Context, next breaker.State, was int64) error {
	f.is, f.is.Version = next, was+1
	return nil
}

type fakeBell struct{ rung []string }

func (f *fakeBell) Ring(_ context.Context, _ time.Duration, ids ...string) error {
	f.rung = append(f.rung, ids...)
	return nil
}

// run is one of everything, beside an org that fails or does not.
type run struct {
	Parts
	org   *fakeOrg
	state *fakeState
	bell  *fakeBell
	clock time.Time
}

func newRun() *run {
	r := &run{org: &fakeOrg{shows: map[string][]string{"Contact": {"Phone"}}}, state: &fakeState{}, bell: &fakeBell{}, clock: start}
	table := contacttest.NewTable(contacttest.Options{})
	r.Parts = Parts{Agenda: table, Contacts: table, Doorbell: r.bell, Connect: connect{}, Salesforce: r.org, Told: &fakeOutbox{}, Breaker: r.state,
		Shared: &fakeOperations{}, Conditions: func(context.Context) dynamo.Conditions { return dynamo.Conditions{} },
		Pace: contact.Pace{Hold: time.Minute, Keep: time.Hour}, Relayed: true, InTurn: true, Now: func() time.Time { return r.clock }}
	return r
}

func (r *run) tick(t *testing.T) string {
	t.Helper()
	return logged(func() {
		if _, err := New(r.Parts)(t.Context(), nil); err != nil {
			t.Error(err)
		}
	})
}

func TestAContactWhoseRecordDoesNotComeIsRepairedAndThenRung(t *testing.T) {
	r := newRun()
	began := contact.State{ID: "c1", Events: contact.Draft{Heard: start, Initiated: start, Disconnected: start}}
	if _, err := contact.NewKeeper(r.Contacts, r.bell, r.Pace, r.Now).Learn(t.Context(), began); err != nil {
		t.Fatal(err)
	}
	r.bell.rung = nil
	r.clock = start.Add(31 * time.Minute)
	if said := r.tick(t); !strings.Contains(said, `"Overdue":1,"Repaired":1,"Lapsed":0`) {
		t.Errorf("said %s", said)
	}
	r.clock = r.clock.Add(2 * time.Minute)
	r.bell.rung = nil
	if said := r.tick(t); strings.Join(r.bell.rung, " ") != "c1" || strings.Contains(said, "Overdue") {
		t.Errorf("rung %v, said %s", r.bell.rung, said)
	}
}

func TestWhileSalesforceIsLeftAloneDutiesThatAskItWait(t *testing.T) {
	r := newRun()
	r.state.is = breaker.State{Version: 1, Failures: 3, Until: start.Add(time.Minute)}
	said := r.tick(t)
	if strings.Count(said, `"msg":"duty waits"`) != 3 || len(r.org.published)+len(r.org.asked)+len(r.org.since) > 0 {
		t.Errorf("asked %v, said %s", r.org, said)
	}
	r.clock = start.Add(time.Minute)
	if said := r.tick(t); strings.Contains(said, "duty waits") || !r.state.is.Until.IsZero() {
		t.Errorf("closed until %s, said %s", r.state.is.Until, said)
	}
}

func TestDutiesTellTheOthersThatSalesforceIsDownAndNotThatARightIsLacking(t *testing.T) {
	for kind, closed := range map[fault.Kind]bool{fault.Unavailable: true, fault.Throttled: true, fault.Unauthorized: false, fault.NotFound: false} {
		r := newRun()
		r.org.err = fault.Errorf(kind, "no")
		r.tick(t)
		if r.state.is.Until.IsZero() == closed {
			t.Errorf("%s: closed until %s", kind, r.state.is.Until)
		}
	}
}

func TestAMinutesLookupsFitIntoARunHoweverTheyAreTuned(t *testing.T) {
	most := diligence.Seconds() * amazonconnect.DefaultLimits.DescribeContact.PerSecond
	if float64(tuning.ReconcilerLookups.Max) > most {
		t.Errorf("a run may be asked for %d lookups, and has time for %v", tuning.ReconcilerLookups.Max, most)
	}
}
