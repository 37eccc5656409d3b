package connecttest

import (
	"encoding/json"
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

func TestARecordMayComeOftenAndNeverOlderThanTheFirst(t *testing.T) {
	i, p := simulate(t, with(Faults{Redeliver: 1, Redeliveries: 3}))
	often := map[int]int{}
	for range 60 {
		all := p.recordsOf(call(t, i, Known).Contacts[0].ID)
		often[len(all)]++
		first, last := all[0], all[len(all)-1]
		if !reflect.DeepEqual(first, last) {
			t.Errorf("first came %v, last %v", first, last)
		}
		for n, r := range all[1 : len(all)-1] {
			if r["LastUpdateTimestamp"].(string) <= all[n]["LastUpdateTimestamp"].(string) || r["Recording"] == nil {
				t.Errorf("after %v came %v", all[n], r)
			}
		}
	}
	if len(often) != 3 || often[3] == 0 || often[4] == 0 || often[5] == 0 {
		t.Errorf("records came so often: %v", often)
	}
}

func TestRedeliveriesLeaveTheOtherFaultsAlone(t *testing.T) {
	few, many := Faults{Lose: 0.3}, Faults{Lose: 0.3, Redeliver: 1, Redeliveries: 3}
	one, told := simulate(t, with(few))
	other, again := simulate(t, with(many))
	for range 20 {
		if a, b := told.told(call(t, one, Transferred).Contacts[1].ID), again.told(call(t, other, Transferred).Contacts[1].ID); !slices.Equal(a, b) {
			t.Errorf("told %v, and %v", a, b)
		}
	}
}

func TestNoiseTellsNothingMore(t *testing.T) {
	i, p := simulate(t, with(Faults{Noise: 1}))
	call(t, i, Known)
	if len(p.details) != 2*len(answeredSteps) {
		t.Fatalf("%d events came", len(p.details))
	}
	said := map[string]bool{}
	for n, d := range p.details {
		if d["eventType"] != string(Updated) {
			said[without(d)] = true
			continue
		}
		if d["updatedProperties"] == nil {
			t.Errorf("noise does not say what was updated: %v", d)
		}
		if !said[without(d)] {
			t.Errorf("event %d says more: %v", n, d)
		}
	}
}

// without is an event but for its type.
func without(d map[string]any) string {
	d = maps.Clone(d)
	delete(d, "eventType")
	delete(d, "updatedProperties")
	body, _ := json.Marshal(d) // of a map of strings
	return string(body)
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
	for _, f := range []Faults{{Lose: 0.6, Double: 0.5}, {Delay: -0.1}, {Redeliver: 1.5}, {Noise: 2}, {Throttle: -1}} {
		c := i.Config
		c.Faults = f
		if _, err := New(c); err == nil {
			t.Errorf("%+v was taken", f)
		}
	}
}
