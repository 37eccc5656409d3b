package handler

import (
	"maps"
	"slices"
	"testing"
	"time"

	"tieline/shared/sla"
	"tieline/shared/tuning"
)

// gaveUp is a caller who hung up a minute before noon.
var gaveUp = sla.Contact{EnqueuedAt: noon.Add(-90 * time.Second), LeftAt: noon.Add(-time.Minute), DisconnectedAt: noon.Add(-time.Minute), Fate: sla.Abandoned}

func TestAHealthyQueueHidesNoneInWhichAllHangUp(t *testing.T) {
	w := newWorld()
	w.queues = []string{"q1", "q2", "q3", "q4"}
	maps.Copy(w.tuned, map[string]string{"sla/minimum-contacts": "20", "sla/queue/q2/abandon-limit": "5", "sla/queue/q3/abandon-limit": "1",
		"sla/queue/q4/abandon-limit": "1", "sla/queue/q4/opening-hours": "Tue 08:00-18:00 UTC"})
	w.fakeContacts.of = map[string][]sla.Contact{
		"q1": slices.Repeat([]sla.Contact{answered(noon.Add(-time.Minute), time.Second)}, 400),
		"q2": slices.Repeat([]sla.Contact{gaveUp}, 20),
		"q3": slices.Repeat([]sla.Contact{gaveUp}, 19), // too few to judge
		"q4": slices.Repeat([]sla.Contact{gaveUp}, 20), // closed
	}
	if _, err := w.run(t, noon); err != nil || w.put(noon, "all")["AbandonHeadroom"] != -95 {
		t.Errorf("put %v: %v", w.put(noon, "all"), err)
	}
	healthy := w.fakeContacts.of["q1"]
	w.fakeContacts.of["q1"], w.fakeContacts.of["q2"] = nil, nil
	later := noon.Add(time.Minute)
	if _, err := w.run(t, later); err != nil || w.put(later, "all")["AbandonRate"] != 100 {
		t.Errorf("put %v: %v", w.put(later, "all"), err)
	}
	if points, put := w.put(later, "all")["AbandonHeadroom"]; put {
		t.Errorf("no queue is judged, and yet there are %v points", points)
	}
	w.fakeContacts.of["q1"] = healthy
	last := later.Add(time.Minute)
	if _, err := w.run(t, last); err != nil || w.put(last, "all")["AbandonHeadroom"] != 10 {
		t.Errorf("put %v: %v", w.put(last, "all"), err)
	}
}

func TestWhoWaitsAtNightWakesNobody(t *testing.T) {
	const closed = "Tue 08:00-18:00 UTC"
	for name, tt := range map[string]struct {
		tuned tuning.Snapshot
		want  float64
		put   bool
	}{
		"both are open":     {nil, -100_000, true},
		"one is closed":     {tuning.Snapshot{"sla/queue/q1/opening-hours": closed}, 200_000, true},
		"the other is":      {tuning.Snapshot{"sla/queue/q2/opening-hours": closed}, -100_000, true},
		"both are closed":   {tuning.Snapshot{"sla/opening-hours": closed}, 0, false},
		"one alone is open": {tuning.Snapshot{"sla/opening-hours": closed, "sla/queue/q1/opening-hours": "Mon 08:00-18:00 UTC"}, -100_000, true},
		"the open one has room, by its own limit": {
			tuning.Snapshot{"sla/opening-hours": closed, "sla/queue/q2/opening-hours": "always", "sla/queue/q2/wait-limit": "101"}, 1000, true},
	} {
		w := newWorld()
		w.queues, w.watched = []string{"q1", "q2"}, []string{"q1"}
		maps.Copy(w.tuned, tt.tuned)
		w.fakeContacts.of["q1"], w.fakeContacts.of["q2"] = []sla.Contact{waits(noon.Add(-400 * time.Second))}, []sla.Contact{waits(noon.Add(-100 * time.Second))}
		_, err := w.run(t, noon)
		got, put := w.put(noon, "all")["LongestWaitHeadroom"]
		if err != nil || got != tt.want || put != tt.put || w.put(noon, "all")["LongestWait"] != 400_000 {
			t.Errorf("%s: %v, put %t: %v", name, got, put, err)
		}
		if w.put(noon, "q1")["LongestWaitHeadroom"] != -100_000 {
			t.Errorf("%s: of q1 put %v", name, w.put(noon, "q1"))
		}
	}
}

func TestScreenPopsThatFailRingWhereSomebodyWorks(t *testing.T) {
	const closed = "Tue 08:00-18:00 UTC"
	for name, tt := range map[string]struct {
		tuned  tuning.Snapshot
		failed int // of four
		want   float64
		put    bool
	}{
		"none fails":            {nil, 0, 5, true},
		"one fails":             {nil, 1, -20, true},
		"by another limit":      {tuning.Snapshot{"sla/pop-limit": "70"}, 1, 5, true},
		"all fail":              {nil, 4, -95, true},
		"as few as are enough":  {tuning.Snapshot{"sla/minimum-contacts": "4"}, 4, -95, true},
		"too few":               {tuning.Snapshot{"sla/minimum-contacts": "5"}, 4, 0, false},
		"closed":                {tuning.Snapshot{"sla/opening-hours": closed}, 4, 0, false},
		"closed, but the queue": {tuning.Snapshot{"sla/opening-hours": closed, "sla/queue/q1/opening-hours": "always"}, 4, -95, true},
		"closed, but the queue, which is not judged": {
			tuning.Snapshot{"sla/opening-hours": closed, "sla/queue/q1/opening-hours": "always", "sla/queue/q1/minimum-contacts": "5"}, 4, 0, false},
		"open, but the queue": {tuning.Snapshot{"sla/queue/q1/opening-hours": closed}, 4, -95, true},
	} {
		w := newWorld()
		w.queues, w.watched = []string{"q1"}, []string{"q1"}
		maps.Copy(w.tuned, tt.tuned)
		for n := range 4 {
			c := answered(noon.Add(-time.Minute), time.Second)
			if c.Pop = sla.PopDone; n < tt.failed {
				c.Pop = sla.PopFailed
			}
			w.fakeContacts.of["q1"] = append(w.fakeContacts.of["q1"], c)
		}
		_, err := w.run(t, noon)
		got, put := w.put(noon, "all")["ScreenPopHeadroom"]
		if err != nil || got != tt.want || put != tt.put {
			t.Errorf("%s: %v, put %t: %v", name, got, put, err)
		}
		if rate, put := w.put(noon, "all")["ScreenPopSuccessRate"]; !put || rate != float64(100-25*tt.failed) {
			t.Errorf("%s: put %v", name, w.put(noon, "all"))
		}
	}
}
