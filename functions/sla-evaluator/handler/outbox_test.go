package handler

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"tieline/events"
	"tieline/shared/fault"
	"tieline/shared/sla"
)

// episode is the notices of a breach of a queue, at noon and a minute later.
func episode(queue string) []sla.Notice {
	open := sla.Breach{Queue: queue, Target: 80, Threshold: 20 * time.Second, OpenedAt: noon, Worst: 62.5, Hurt: 3}
	over := open
	over.ClosedAt, over.Worst, over.Hurt = noon.Add(time.Minute), 40, 9
	return []sla.Notice{{Breach: open, At: noon}, {Breach: over, Recovered: true, At: over.ClosedAt}}
}

// pending is a world in which a minute after noon is done, and these are to be told.
func pending(notices ...[]sla.Notice) *world {
	w := newWorld()
	w.book.Minute = noon.Add(time.Minute)
	for _, n := range notices {
		w.book.Pending = append(w.book.Pending, n...)
	}
	return w
}

func TestWhatIsToldSaysAllOfTheBreach(t *testing.T) {
	w := pending(episode("q1"))
	w.known = map[string]string{"q1": "Support"}
	if _, err := w.run(t, noon.Add(time.Minute)); err != nil || len(w.book.Pending) > 0 || w.keeps != 1 {
		t.Fatalf("%d still to be told, kept %d times: %v", len(w.book.Pending), w.keeps, err)
	}
	known := func(v float64) events.Percent { return events.Percent{Value: v, Known: true} }
	want := events.ServiceLevelBreached{SchemaVersion: "1", Key: "q1@2026-01-05T12:00:00Z", Queue: "q1", QueueName: "Support", Target: known(80),
		ThresholdSeconds: events.Seconds{Duration: 20 * time.Second, Known: true}, OpenedAt: events.Time{Time: noon}, Level: known(62.5), Worst: known(62.5), Hurt: 3}
	if got := w.details["sla.breached.v1"].ServiceLevelBreached; !reflect.DeepEqual(got, want) {
		t.Errorf("told %+v, want %+v", got, want)
	}
	want.Level, want.Worst, want.Hurt = events.Percent{}, known(40), 9
	recovered := events.ServiceLevelRecovered{ServiceLevelBreached: want, ClosedAt: events.Time{Time: noon.Add(time.Minute)}}
	if got := w.details["sla.recovered.v1"]; !reflect.DeepEqual(got, recovered) {
		t.Errorf("told %+v, want %+v", got, recovered)
	}
}

func TestWhatTheBusRefusedIsToldAgainAndNothingElse(t *testing.T) {
	w := pending(episode("q1"), episode("q2"))
	w.refuses = []string{"q1"}
	log, err := w.run(t, noon.Add(time.Minute))
	if fault.KindOf(err) != fault.Throttled || len(w.taken) != 2 || !reflect.DeepEqual(w.book.Pending, episode("q1")) {
		t.Fatalf("told %v, left %+v: %v", w.taken, w.book.Pending, err)
	}
	if !strings.Contains(log, `"breaches told","notices":2,"left":2`) {
		t.Errorf("logged %s", log)
	}
	w.refuses, w.rows = nil, nil
	if _, err = w.run(t, noon.Add(2*time.Minute)); err != nil || len(w.taken) != 4 || len(w.book.Pending) > 0 {
		t.Errorf("told %v, left %+v: %v", w.taken, w.book.Pending, err)
	}
	if len(w.rows) != 2 || !w.rows[0].ClosedAt.IsZero() || w.rows[1].ClosedAt.IsZero() {
		t.Errorf("kept %+v", w.rows)
	}
}

func TestNobodyHearsOfARecoveryBeforeTheBreach(t *testing.T) {
	down := map[string]error{"q1": fault.Errorf(fault.Throttled, "slow down")}
	for name, tt := range map[string]struct {
		broken  map[string]error
		refuses []string
	}{"its row cannot be kept": {broken: down}, "the bus refuses it": {refuses: []string{"breached.v1 q1"}}} {
		w := pending(episode("q1"), episode("q2"))
		w.broken, w.refuses = tt.broken, tt.refuses
		_, err := w.run(t, noon.Add(time.Minute))
		if fault.KindOf(err) != fault.Throttled || strings.Contains(strings.Join(w.taken, " "), "q1") || len(w.taken) != 2 {
			t.Errorf("%s: told %v: %v", name, w.taken, err)
		}
		if len(w.rows) != 3 || !reflect.DeepEqual(w.book.Pending, episode("q1")) {
			t.Errorf("%s: kept %+v, left %+v", name, w.rows, w.book.Pending)
		}
	}
}

func TestWhatWasToldWhileTheBookMovedOnIsToldAgain(t *testing.T) {
	w := pending(episode("q1"))
	w.other = noon.Add(2 * time.Minute)
	log, err := w.run(t, noon.Add(time.Minute))
	if err != nil || len(w.taken) != 2 || len(w.book.Pending) != 2 || !strings.Contains(log, `"breaches are told again"`) {
		t.Errorf("told %v, left %d: %v", w.taken, len(w.book.Pending), err)
	}
	w = pending(episode("q1"))
	w.fakeTable.err = fault.Errorf(fault.Unavailable, "down")
	if _, err = w.run(t, noon.Add(time.Minute)); fault.KindOf(err) != fault.Unavailable || len(w.book.Pending) != 2 {
		t.Errorf("left %d: %v", len(w.book.Pending), err)
	}
}

func TestNoNoticeWaitsForAName(t *testing.T) {
	w := pending(episode("q1"))
	w.fakeNames.err = fault.Errorf(fault.Throttled, "slow down")
	log, err := w.run(t, noon.Add(time.Minute))
	if err != nil || len(w.taken) != 2 || !strings.Contains(log, `"queues not named","kind":"throttled"`) {
		t.Errorf("told %v, logged %s: %v", w.taken, log, err)
	}
}

func TestNoticesThatARunHasNoTimeForWaitForTheNext(t *testing.T) {
	w := newWorld()
	w.book.Minute = noon
	for n := range 130 {
		w.book.Pending = append(w.book.Pending, episode(fmt.Sprintf("q%d", n))[0])
	}
	for run, want := range []int{30, 0} {
		if _, err := w.run(t, noon); err != nil || len(w.book.Pending) != want {
			t.Errorf("run %d: %d are left, %v", run, len(w.book.Pending), err)
		}
	}
	if len(w.taken) != 130 {
		t.Errorf("told %d", len(w.taken))
	}
}

func TestNewNoticesComeAfterThoseThatWait(t *testing.T) {
	w := pending(episode("q1"))
	w.queues, w.refuses = []string{"q2"}, []string{"q1", "q2"}
	at := noon.Add(2 * time.Minute)
	w.fakeContacts.of["q2"] = missed(at.Add(-time.Second))
	if _, err := w.run(t, at); err == nil {
		t.Error("the bus took it")
	}
	var keys []string
	for _, n := range w.book.Pending {
		keys = append(keys, n.Key())
	}
	if got := strings.Join(keys, " "); got != "q1@2026-01-05T12:00:00Z q1@2026-01-05T12:00:00Z q2@2026-01-05T12:02:00Z" {
		t.Errorf("left %s", got)
	}
}
