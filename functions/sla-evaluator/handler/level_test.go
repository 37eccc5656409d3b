package handler

import (
	"maps"
	"reflect"
	"testing"
	"time"

	"tieline/shared/fault"
	"tieline/shared/sla"
)

func TestAMinutesFiguresAreAsWorkedByHand(t *testing.T) {
	w := newWorld()
	w.queues, w.watched = []string{"q1", "q2"}, []string{"q1"}
	pops := answered(noon.Add(-2*time.Minute), 10*time.Second)
	pops.Pop = sla.PopDone
	gone := sla.Contact{EnqueuedAt: noon.Add(-90 * time.Second), LeftAt: noon.Add(-time.Minute), DisconnectedAt: noon.Add(-time.Minute), Fate: sla.Abandoned}
	w.fakeContacts.of["q1"] = []sla.Contact{
		ended(pops, 65*time.Second), ended(answered(noon.Add(-40*time.Minute), 5*time.Second), 465*time.Second), gone,
		answered(noon.Add(-time.Second), 20*time.Second), waits(noon.Add(-400 * time.Second)), waits(noon.Add(-time.Second)), waits(noon.Add(time.Second)),
	}
	// Offered: 10 s, 30 s (gave up), 20 s (not in time), 400 s (waits); in time: 1.
	want := map[string]float64{"ServiceLevel": 25, "ServiceLevelHeadroom": -55, "SlaBreached": 1, "AbandonRate": 25, "AbandonHeadroom": -15,
		"AverageSpeedOfAnswer": 15_000, "AverageHandleTime": 265_000, "ContactsWaiting": 2, "LongestWait": 400_000, "LongestWaitHeadroom": -100_000,
		"ContactsOffered": 4, "ScreenPopSuccessRate": 100, "MissingWrapUps": 1}
	if _, err := w.run(t, noon); err != nil {
		t.Fatal(err)
	}
	for _, queue := range []string{"q1", "worst", "all"} {
		if queue == "all" {
			want["ScreenPopHeadroom"] = 5
		}
		if got := w.put(noon, queue); !maps.Equal(got, want) {
			t.Errorf("%s: put %v, want %v", queue, got, want)
		}
	}
	if len(w.fakeCloudWatch.of) != 3 {
		t.Errorf("put %v", w.fakeCloudWatch.of)
	}
}

func TestOfAQueueWithoutContactsOnlyCountsAreKnown(t *testing.T) {
	want := map[string]float64{"SlaBreached": 0, "ContactsWaiting": 0, "LongestWait": 0, "LongestWaitHeadroom": 300_000, "ContactsOffered": 0, "MissingWrapUps": 0}
	for name, watched := range map[string][]string{"a watched queue": {"q1"}, "no queue at all": {""}} {
		want := maps.Clone(want)
		if name == "no queue at all" {
			delete(want, "LongestWaitHeadroom")
		}
		w := newWorld()
		w.watched = watched
		if _, err := w.run(t, noon); err != nil {
			t.Fatal(err)
		}
		for _, queue := range append([]string{"all", "worst"}, watched...) {
			if got := w.put(noon, queue); queue != "" && !maps.Equal(got, want) {
				t.Errorf("%s: of %s put %v", name, queue, got)
			}
		}
		if _, put := w.fakeCloudWatch.of["12:00 "]; put {
			t.Errorf("%s: put of a queue without an id", name)
		}
	}
}

func TestAContactIsJudgedByItsOwnQueuesPolicy(t *testing.T) {
	w := newWorld()
	w.queues, w.watched = []string{"q1", "q2"}, []string{"q1", "q2"}
	maps.Copy(w.tuned, map[string]string{"sla/queue/q1/threshold": "120", "sla/queue/q1/target": "90", "sla/queue/q1/wait-limit": "30"})
	at := noon.Add(-time.Second)
	w.fakeContacts.of["q1"] = []sla.Contact{answered(at, time.Minute), waits(noon.Add(-40 * time.Second))}
	w.fakeContacts.of["q2"] = []sla.Contact{answered(at, time.Minute), waits(noon.Add(-100 * time.Second))}
	if _, err := w.run(t, noon); err != nil {
		t.Fatal(err)
	}
	for queue, want := range map[string][4]float64{ // service level, headroom, wait headroom in ms, breached
		"q1": {100, 10, -10_000, 0}, "q2": {0, -80, 200_000, 1}, "all": {100. / 3, 100./3 - 80, -10_000, 1},
	} {
		p := w.put(noon, queue)
		if got := [4]float64{p["ServiceLevel"], p["ServiceLevelHeadroom"], p["LongestWaitHeadroom"], p["SlaBreached"]}; got != want {
			t.Errorf("%s: got %v, want %v", queue, got, want)
		}
	}
}

func TestOnlyWhereThereIsGroundAQueueIsJudged(t *testing.T) {
	hours, err := sla.ParseHours("Mon 13:00-14:00 UTC")
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		offered int
		hours   sla.Hours
		want    bool
	}{"enough": {3, sla.Hours{}, true}, "too few": {2, sla.Hours{}, false}, "closed": {3, hours, false}} {
		of := reading{policy: sla.Policy{Minimum: 3, Hours: tt.hours}, live: []sla.Figures{{Offered: tt.offered}}}
		if got := of.at(0, noon, sla.Watch{}); got.judged != tt.want {
			t.Errorf("%s: judged %t", name, got.judged)
		}
	}
}

func TestOneCallerWhoHangsUpAtNightWakesNobody(t *testing.T) {
	w := newWorld()
	w.queues, w.watched, w.tuned["sla/minimum-contacts"] = []string{"q1"}, []string{"q1"}, "2"
	gone := sla.Contact{EnqueuedAt: noon.Add(-90 * time.Second), LeftAt: noon.Add(-time.Minute), DisconnectedAt: noon.Add(-time.Minute), Fate: sla.Abandoned}
	for n, judged := range []bool{false, true} {
		at := noon.Add(time.Duration(n) * time.Minute)
		w.fakeContacts.of["q1"] = append(w.fakeContacts.of["q1"], gone)
		if _, err := w.run(t, at); err != nil {
			t.Fatal(err)
		}
		for _, queue := range []string{"q1", "all", "worst"} {
			if _, put := w.put(at, queue)["AbandonHeadroom"]; put != judged || w.put(at, queue)["AbandonRate"] != 100 {
				t.Errorf("%d callers: of %s put %v", n+1, queue, w.put(at, queue))
			}
		}
	}
}

func TestAFailureToPublishFailsTheRunAndNotTheTelling(t *testing.T) {
	w := newWorld()
	w.queues = []string{"q1"}
	w.fakeContacts.of["q1"] = missed(noon.Add(-time.Second))
	w.fakeCloudWatch.err = fault.Errorf(fault.Throttled, "slow down")
	if _, err := w.run(t, noon); fault.KindOf(err) != fault.Throttled || len(w.taken) != 1 || len(w.book.Pending) != 0 {
		t.Errorf("told %v: %v", w.taken, err)
	}
}

func TestWhatAWatchRemembersIsNotChangedUnderIt(t *testing.T) {
	w := newWorld()
	w.queues = []string{"q1"}
	r := &run{at: noon, minutes: []time.Time{noon}, book: sla.Book{Watches: map[string]sla.Watch{"q1": {}}}}
	r.readings = []reading{{queue: "q1", live: make([]sla.Figures, 1)}}
	r.follow()
	if !reflect.DeepEqual(r.book.Watches["q1"], sla.Watch{}) || r.next.Watches["q1"].At.IsZero() {
		t.Errorf("was %+v, is %+v", r.book, r.next)
	}
}
