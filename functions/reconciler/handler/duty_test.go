package handler

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/events"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/relay"
	"tieline/shared/tuning"
)

// fakeOrg is Salesforce, with these wrap-ups.
type fakeOrg struct {
	published []map[string]any
	asked     [][]string
	shows     map[string][]string
	saved     []contact.State
	since     []time.Time // of which wrap-ups were asked for
	until     time.Time
	err       error
}

func (f *fakeOrg) Publish(_ context.Context, event string, fields map[string]any) error {
	if event != events.DetailTypeHeartbeat {
		return errors.New("no heartbeat")
	}
	f.published = append(f.published, fields)
	return f.err
}

func (f *fakeOrg) Fields(_ context.Context, objects, also []string) (map[string][]string, error) {
	f.asked = append(f.asked, slices.Concat(objects, also))
	return f.shows, f.err
}

func (f *fakeOrg) WrapUps(_ context.Context, since time.Time, each func(string, contact.WrapUp) error) (time.Time, error) {
	f.since = append(f.since, since)
	for _, s := range f.saved {
		if err := each(s.ID, s.WrapUp); err != nil {
			return f.until, err
		}
	}
	return f.until, f.err
}

type fakeOperations struct {
	in        dynamo.Conditions
	look      time.Time // until when wrap-ups are known
	err       error
	tuned     int   // how often parameters were written
	unwritten error // why they cannot be
}

func (f *fakeOperations) PutParameters(_ context.Context, now tuning.Snapshot) error {
	if f.unwritten != nil {
		return f.unwritten
	}
	f.in.Tuned = now
	f.tuned++
	return nil
}

func (f *fakeOperations) WrapUpsSince(context.Context) (time.Time, error) { return f.look, f.err }

func (f *fakeOperations) KeepWrapUpsSince(_ context.Context, until time.Time) error {
	f.look = until
	return nil
}

func (f *fakeOperations) Conditions(context.Context) (dynamo.Conditions, error) { return f.in, f.err }

func (f *fakeOperations) KeepSchema(_ context.Context, fields map[string][]string, at time.Time) error {
	f.in.Schema, f.in.DescribedAt = fields, at
	return nil
}

// minutes runs a duty each minute, n times.
func minutes(t *testing.T, clock *time.Time, n int, do func(context.Context) error) (failed int) {
	t.Helper()
	for range n {
		if do(t.Context()) != nil {
			failed++
		}
		*clock = clock.Add(time.Minute)
	}
	return failed
}

var start = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

func TestAHeartbeatGoesOutEachFiveMinutes(t *testing.T) {
	clock, o := start, &fakeOrg{}
	h := &heart{org: o, now: func() time.Time { return clock }}
	if failed := minutes(t, &clock, 11, h.beat); failed != 0 || len(o.published) != 3 {
		t.Fatalf("%d heartbeats in eleven minutes, %d failed", len(o.published), failed)
	}
	keys := map[any]bool{}
	for n, beat := range o.published {
		sent := start.Add(time.Duration(n) * relay.Beat)
		if want := events.NewHeartbeat(beat["Event_Key__c"].(string), sent); !maps.Equal(beat, want) {
			t.Errorf("published %v, want %v", beat, want)
		}
		keys[beat["Event_Key__c"]] = true
	}
	if len(keys) != 3 {
		t.Errorf("the same key twice: %v", keys)
	}
}

func TestATickThatIsEarlyDoesNotCostAHeartbeat(t *testing.T) {
	clock, o := start, &fakeOrg{}
	h := &heart{org: o, now: func() time.Time { return clock }}
	for _, after := range []time.Duration{0, relay.Beat - time.Second} {
		clock = start.Add(after)
		if err := h.beat(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(o.published) != 2 {
		t.Errorf("%d heartbeats", len(o.published))
	}
}

func TestAFailedHeartbeatIsDueInTheNextMinute(t *testing.T) {
	clock, o := start, &fakeOrg{err: fault.Errorf(fault.Unavailable, "down")}
	h := &heart{org: o, now: func() time.Time { return clock }}
	if failed := minutes(t, &clock, 3, h.beat); failed != 3 || len(o.published) != 3 {
		t.Errorf("%d tries, %d failed", len(o.published), failed)
	}
}

func TestWithoutARelayNobodyBeats(t *testing.T) {
	for relayed, want := range map[bool]string{false: "schema repair wrap-ups", true: "schema repair wrap-ups heartbeat relay"} {
		var names []string
		for _, d := range newDuties(Parts{Salesforce: &fakeOrg{}, Shared: &fakeOperations{}, Relayed: relayed, Now: time.Now}) {
			names = append(names, d.name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("duties %s, want %s", got, want)
		}
	}
}

func TestTheRelaysHealthIsCounted(t *testing.T) {
	for until, want := range map[time.Time]string{
		start.Add(time.Second): `"RelayHealthy":1,"_aws":`, start: `"RelayHealthy":0,"_aws":`, {}: `"RelayHealthy":0,"_aws":`,
	} {
		o := &fakeOperations{}
		o.in.Relay.Until = until
		log := logged(func() {
			if err := (relayHealth{o, func() time.Time { return start }}).report(t.Context()); err != nil {
				t.Error(err)
			}
		})
		if !strings.Contains(log, want) {
			t.Errorf("until %s: logged %s", until, log)
		}
	}
	down := relayHealth{&fakeOperations{err: fault.Errorf(fault.Unavailable, "down")}, time.Now}
	if log := logged(func() { _ = down.report(t.Context()) }); log != "" {
		t.Errorf("nobody knows, and yet: %s", log)
	}
}
