package connecttest

import (
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"
)

func with(f Faults) func(*Config) { return func(c *Config) { c.Faults = f } }

func TestEventsAreLost(t *testing.T) {
	i, p := simulate(t, with(Faults{Lose: 1}))
	call(t, i, Known)
	if len(p.events) != 0 || len(p.records) != 1 {
		t.Errorf("%d events and %d records came", len(p.events), len(p.records))
	}
}

func TestEventsAreDoubled(t *testing.T) {
	i, p := simulate(t, with(Faults{Double: 1}))
	c := call(t, i, Known).Contacts[0]
	times := map[string]int{}
	for _, e := range p.events {
		times[string(e.Detail)]++
	}
	for _, kind := range answeredSteps {
		n := 0
		for _, told := range p.told(c.ID) {
			if told == kind {
				n++
			}
		}
		if n != 2 || len(times) != len(answeredSteps) {
			t.Errorf("%s came %d times, %d different events", kind, n, len(times))
		}
	}
}

func TestEventsAreReordered(t *testing.T) {
	i, p := simulate(t, with(Faults{Delay: 0.5}))
	reordered := 0
	for range 20 {
		c := call(t, i, Known).Contacts[0]
		told := p.told(c.ID)
		if !slices.Equal(told, answeredSteps) {
			reordered++
		}
		slices.Sort(told)
		if want := slices.Sorted(slices.Values(answeredSteps)); !slices.Equal(told, want) {
			t.Errorf("told %v", told)
		}
	}
	if reordered < 5 {
		t.Errorf("%d of 20 calls told their events out of order", reordered)
	}
}

func TestRecordsAreDeliveredAgain(t *testing.T) {
	i, p := simulate(t, with(Faults{Redeliver: 1}))
	for _, c := range call(t, i, Transferred).Contacts {
		all := p.recordsOf(c.ID)
		if len(all) != 3 {
			t.Fatalf("%d records came", len(all))
		}
		if !reflect.DeepEqual(all[0], all[2]) {
			t.Errorf("first came %v, last %v", all[0], all[2])
		}
		if all[0]["Recording"] != nil || all[1]["Recording"] == nil {
			t.Errorf("the recording was %v, then %v", all[0]["Recording"], all[1]["Recording"])
		}
		earlier, later := all[0]["LastUpdateTimestamp"].(string), all[1]["LastUpdateTimestamp"].(string)
		for _, news := range []string{"LastUpdateTimestamp", "Recording", "Recordings"} {
			delete(all[0], news)
			delete(all[1], news)
		}
		if later <= earlier || !reflect.DeepEqual(all[0], all[1]) {
			t.Errorf("at %s came %v, at %s %v", earlier, all[0], later, all[1])
		}
	}
}

func TestSharesOfFaults(t *testing.T) {
	i, p := simulate(t, with(Faults{Lose: 0.1, Double: 0.2, Delay: 0.3, Redeliver: 0.25}))
	const calls = 400
	for range calls {
		call(t, i, Known)
	}
	distinct := map[string]int{}
	for _, e := range p.events {
		distinct[string(e.Detail)]++
	}
	doubled := 0
	for n := range maps.Values(distinct) {
		doubled += n - 1
	}
	near := func(what string, got int, want float64) {
		if share := float64(got) / float64(want); share < 0.85 || share > 1.15 {
			t.Errorf("%d %s, expected about %.0f", got, what, want)
		}
	}
	near("lost", 5*calls-len(distinct), 0.1*5*calls)
	near("doubled", doubled, 0.2*5*calls)
	near("records again, and the first copy of each", len(p.records)-calls, 2*0.25*calls)
}

func TestTheSameCallsArePlayedWithAndWithoutFaults(t *testing.T) {
	sound, _ := simulate(t)
	faulty, _ := simulate(t, with(Faults{Lose: 0.3, Double: 0.3, Delay: 0.3, Redeliver: 0.5}))
	for range 10 {
		a, b := call(t, sound, Transferred).Contacts, call(t, faulty, Transferred).Contacts
		shift := b[0].InitiatedAt.Sub(a[0].InitiatedAt) // dated back further, by the later records
		for n := range a {
			if a[n].ID != b[n].ID || a[n].Talk != b[n].Talk || a[n].AgentARN != b[n].AgentARN ||
				a[n].DisconnectedAt.Add(shift) != b[n].DisconnectedAt || shift > time.Second {
				t.Errorf("%+v became %+v", a[n], b[n])
			}
		}
	}
}

func TestImpossibleSharesAreRefused(t *testing.T) {
	i, _ := simulate(t)
	for _, f := range []Faults{{Lose: 0.6, Double: 0.5}, {Delay: -0.1}, {Redeliver: 1.5}} {
		c := i.Config
		c.Faults = f
		if _, err := New(c); err == nil {
			t.Errorf("%+v was taken", f)
		}
	}
}
