package handler

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// behind is a table that tells of what was written a while ago.
type behind struct{ fakeOperations }

func (*behind) PutParameters(context.Context, tuning.Snapshot) error { return nil }

// hanging is a Parameter Store that does not answer.
type hanging struct{}

func (hanging) List(ctx context.Context) ([]tuning.Override, error) {
	<-ctx.Done()
	return nil, fault.Errorf(fault.Unavailable, "list parameters: %w", ctx.Err())
}

// overdueRun is of a contact whose record is missing for eleven minutes, which by
// default is not long.
func overdueRun(t *testing.T) *run {
	t.Helper()
	r := newRun()
	r.Shared = &behind{}
	began := contact.State{ID: "c1", Events: contact.Draft{Heard: start, Initiated: start, Disconnected: start}}
	if _, err := contact.NewKeeper(r.Contacts, r.bell, r.Pace, r.Now).Learn(t.Context(), began); err != nil {
		t.Fatal(err)
	}
	r.clock = start.Add(11 * time.Minute)
	return r
}

func TestARunGoesByTheParametersThatItCompiled(t *testing.T) {
	r := overdueRun(t)
	r.Overrides = &admins{set: map[string]string{"reconciler/overdue": "600", "screen-pop/phone-fields": "Direct__c"}}
	if said := r.tick(t); !strings.Contains(said, `"Overdue":1,`) {
		t.Errorf("nobody was looked up: %s", said)
	}
	if len(r.org.asked) != 1 || !slices.Contains(r.org.asked[0], "Direct__c") {
		t.Errorf("asked for %q", r.org.asked)
	}
}

func TestARunThatCannotCompileGoesByWhatIsInForce(t *testing.T) {
	r, a := overdueRun(t), &admins{err: fault.Errorf(fault.Throttled, "slow down")}
	shared := &behind{}
	shared.in.Tuned = tuning.Snapshot{"screen-pop/phone-fields": "Direct__c"}
	r.Shared, r.Overrides = shared, a
	said := r.tick(t)
	if strings.Contains(said, `"Overdue"`) || !strings.Contains(said, `"duty failed","duty":"parameters","kind":"throttled"`) {
		t.Errorf("said %s", said)
	}
	if len(r.org.asked) != 1 || !slices.Contains(r.org.asked[0], "Direct__c") {
		t.Errorf("asked for %q", r.org.asked)
	}
}

func TestWhatWasCompiledHoldsForOneRun(t *testing.T) {
	r, a := overdueRun(t), &admins{set: map[string]string{"screen-pop/phone-fields": "Direct__c"}}
	r.Overrides = a
	tick := New(r.Parts)
	for minute, want := range []bool{true, false} {
		r.org.asked = nil
		_ = logged(func() { _, _ = tick(t.Context(), nil) })
		if len(r.org.asked) != 1 || slices.Contains(r.org.asked[0], "Direct__c") != want {
			t.Errorf("minute %d: asked for %q", minute, r.org.asked)
		}
		a.err = fault.Errorf(fault.Unavailable, "down")
	}
}

func TestParametersKeepNobodyWaitingForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := overdueRun(t)
		r.Overrides = hanging{}
		r.clock = start.Add(31 * time.Minute)
		began := time.Now()
		if said := r.tick(t); time.Since(began) != compiling || !strings.Contains(said, `"Overdue":1,`) {
			t.Errorf("took %s, said %s", time.Since(began), said)
		}
	})
}
