package contact_test

import (
	"cmp"
	"context"
	"errors"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// connect answers the same of every contact.
type connect struct {
	says  contact.Details
	err   error
	odd   map[string]error // of a contact
	asked int
	meets func()
}

func (c *connect) Describe(_ context.Context, id string) (contact.State, error) {
	c.asked++
	if c.meets != nil {
		c.meets()
	}
	if err := cmp.Or(c.odd[id], c.err); err != nil {
		return contact.State{}, err
	}
	return contact.State{Describe: contact.Report{UpdatedAt: newYear, Details: c.says}}, nil
}

const (
	day      = 24 * time.Hour
	halfHour = 30 * time.Minute
)

// ended is a call that ended, and whose record is awaited since.
func ended(id string) contact.Item {
	i := connected(id)
	i.DueAt, i.OpenAt = time.Time{}, newYear
	i.Events.Channel, i.Events.Disconnected = contact.Stamp(newYear, "VOICE"), newYear
	return i
}

func repaired(t *testing.T, s tables, c *connect, now time.Time) contact.Repaired {
	t.Helper()
	done, err := contact.NewRepairer(s, s, c, usual, func() time.Time { return now }).Repair(t.Context(), halfHour, 10)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestAContactWithoutARecordIsLookedUp(t *testing.T) {
	unknown := fault.Errorf(fault.NotFound, "no such contact")
	told := contact.Details{Channel: "VOICE", DisconnectedAt: newYear}
	goesOn := contact.Details{Channel: "CHAT"}
	endless := ended("c1")
	endless.Events.Disconnected = time.Time{}
	for name, tt := range map[string]struct {
		item  contact.Item
		says  connect
		after time.Duration
		want  contact.Repaired
		open  time.Duration // 0: no more
	}{
		"Connect tells its end":                  {ended("c1"), connect{says: told}, time.Hour, contact.Repaired{Ended: 1}, 0},
		"Connect says that it goes on":           {ended("c1"), connect{says: goesOn}, time.Hour, contact.Repaired{Ongoing: 1}, 7 * day},
		"Connect does not know it, but may":      {ended("c1"), connect{err: unknown}, time.Hour, contact.Repaired{Ongoing: 1}, day},
		"nobody knows it, nor will":              {endless, connect{err: unknown}, day + time.Hour, contact.Repaired{Lapsed: 1}, 0},
		"it goes on for longer than it can":      {endless, connect{says: contact.Details{Channel: "VOICE"}}, day + time.Hour, contact.Repaired{Lapsed: 1}, 0},
		"a chat goes on for as long as chats do": {endless, connect{says: goesOn}, day + time.Hour, contact.Repaired{Ongoing: 1}, 7 * day},
	} {
		t.Run(name, func(t *testing.T) {
			s, now := tableOf(tt.item), newYear.Add(tt.after)
			if got := repaired(t, s, &tt.says, now); got != tt.want {
				t.Errorf("counts %+v, want %+v", got, tt.want)
			}
			i := s["c1"]
			if want := newYear.Add(tt.open); tt.open == 0 && !i.OpenAt.IsZero() || tt.open > 0 && !i.OpenAt.Equal(want) {
				t.Errorf("is open since %s, want %s", i.OpenAt, want)
			}
			if i.Lapsed.IsZero() != (tt.want.Lapsed == 0) {
				t.Errorf("lapsed at %s", i.Lapsed)
			}
		})
	}
}

func TestWhatALookUpTellsIsDue(t *testing.T) {
	s, now := tableOf(ended("c1")), newYear.Add(time.Hour)
	repaired(t, s, &connect{says: contact.Details{CustomerEndpoint: "+15550100", DisconnectedAt: newYear}}, now)
	if i := s["c1"]; i.DueAt.IsZero() || i.View().CustomerEndpoint == "" || i.View().Agent != "agent1" {
		t.Errorf("the item is %+v", i)
	}
}

func TestALapsedContactIsClosedAsUnknown(t *testing.T) {
	i := ended("c1")
	i.Events.Disconnected, i.Events.Connected = time.Time{}, contact.Stamped{}
	s, now := tableOf(i), newYear.Add(2*day)
	repaired(t, s, &connect{err: fault.Errorf(fault.NotFound, "")}, now)
	if i := s["c1"]; i.DueAt.IsZero() || i.View().Outcome() != contact.Unknown || !i.View().Closed().Equal(now) {
		t.Errorf("the item is %+v", i)
	}
}

func TestWhatIsNotOverdueIsNotAsked(t *testing.T) {
	recorded := ended("c2")
	recorded.OpenAt = time.Time{}
	s := tableOf(ended("c1"), recorded)
	lagging := agendaOf{"c1", "c2", "c3"}
	c := &connect{}
	now := newYear.Add(10 * time.Minute)
	done, err := contact.NewRepairer(lagging, s, c, usual, func() time.Time { return now }).Repair(t.Context(), halfHour, 10)
	if err != nil || done != (contact.Repaired{Others: 3}) || c.asked != 0 {
		t.Errorf("counts %+v, %v, asked %d times", done, err, c.asked)
	}
}

// agendaOf is an index that lags: it lists what is open no more.
type agendaOf []string

func (a agendaOf) Open(context.Context, time.Time, int) ([]string, error) { return a, nil }
func (a agendaOf) Due(context.Context, time.Time, int) ([]string, time.Time, error) {
	return nil, time.Time{}, nil
}

func TestWhoeverWroteMeanwhileIsRight(t *testing.T) {
	s := tableOf(ended("c1"))
	meets := func() {
		i := s["c1"]
		i.Version++
		s["c1"] = i
	}
	if got := repaired(t, s, &connect{meets: meets}, newYear.Add(time.Hour)); got != (contact.Repaired{Others: 1}) || !s["c1"].DueAt.IsZero() {
		t.Errorf("counts %+v", got)
	}
}

func TestWhenConnectWantsNoMoreCallsTheRestWaits(t *testing.T) {
	for _, kind := range []fault.Kind{fault.Throttled, fault.Unavailable, fault.Unauthorized} {
		s := tableOf(ended("c1"), ended("c2"))
		c := &connect{err: fault.Errorf(kind, "no more")}
		now := newYear.Add(time.Hour)
		done, err := contact.NewRepairer(s, s, c, usual, func() time.Time { return now }).Repair(t.Context(), halfHour, 10)
		if fault.KindOf(err) != kind || done != (contact.Repaired{}) || c.asked != 1 || s["c1"].OpenAt != newYear {
			t.Errorf("%s: counts %+v, %v, asked %d times", kind, done, err, c.asked)
		}
	}
}

func TestOneOverWhichConnectStumblesKeepsNoOtherWaiting(t *testing.T) {
	s, now := tableOf(ended("c1"), ended("c2")), newYear.Add(time.Hour)
	odd := fault.Errorf(fault.Unknown, "what?")
	c := &connect{odd: map[string]error{"c1": odd}, says: contact.Details{DisconnectedAt: newYear}}
	done, err := contact.NewRepairer(agendaOf{"c1", "c2"}, s, c, usual, func() time.Time { return now }).Repair(t.Context(), halfHour, 10)
	if !errors.Is(err, odd) || done != (contact.Repaired{Ended: 1, Others: 1}) {
		t.Errorf("counts %+v, %v", done, err)
	}
	if i := s["c1"]; i.OpenAt != now.Add(time.Hour) || !i.Lapsed.IsZero() || i.State != ended("c1").State {
		t.Errorf("the item is %+v", i)
	}
}
