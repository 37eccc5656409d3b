package handler

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"tieline/shared/fault"
	"tieline/shared/sla"
)

// busy is a queue in which somebody leaves, or begins to wait, every few seconds
// for an hour and a half.
func busy() (all []sla.Contact) {
	for s := range 1000 {
		at := noon.Add(time.Duration(s*5-4000) * time.Second)
		c := ended(answered(at, time.Duration(s*7%60)*time.Second), 90*time.Second)
		all = append(all, c)
	}
	return append(all, waits(noon.Add(10*time.Minute)))
}

// byMinutes does a run for each minute from noon on, but for those left out.
func byMinutes(t *testing.T, minutes int, leftOut func(n int) bool) *world {
	t.Helper()
	w := newWorld()
	w.queues, w.watched = []string{"q1", "q2"}, []string{"q1"}
	w.fakeContacts.of["q1"] = busy()
	for n := range minutes {
		if leftOut(n) {
			continue
		}
		if _, err := w.run(t, noon.Add(time.Duration(n)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func TestMissedMinutesAreCaughtUpAsTheyWouldHaveBeen(t *testing.T) {
	for _, missing := range []int{3, 60} {
		last := missing + 1
		want := byMinutes(t, last+1, func(int) bool { return false })
		got := byMinutes(t, last+1, func(n int) bool { return 0 < n && n <= missing })
		if !reflect.DeepEqual(got.book, want.book) || !reflect.DeepEqual(got.taken, want.taken) {
			t.Errorf("%d missing: book %+v, want %+v", missing, got.book, want.book)
		}
		for n := range last + 1 {
			at := noon.Add(time.Duration(n) * time.Minute)
			for _, queue := range []string{"all", "worst", "q1"} {
				figures := want.put(at, queue)
				if n != 0 && n != last { // final figures are not caught up, nor is what was staffed
					delete(figures, "AverageHandleTime")
					delete(figures, "MissingWrapUps")
				}
				if len(figures) == 0 || !reflect.DeepEqual(got.put(at, queue), figures) {
					t.Errorf("%d missing: of %s at %s put %v, want %v", missing, queue, at, got.put(at, queue), figures)
				}
			}
		}
	}
}

func TestOfTooManyMissedMinutesTheOldestAreLost(t *testing.T) {
	w := newWorld()
	w.book.Minute = noon.Add(-70 * time.Minute)
	log, err := w.run(t, noon)
	if err != nil || w.puts != 61 || w.put(noon.Add(-60*time.Minute), "all") == nil || !w.book.Minute.Equal(noon) {
		t.Errorf("put %d times: %v", w.puts, err)
	}
	if !strings.Contains(log, `"minutes_lost":9,`) || !strings.Contains(log, `"MinutesEvaluated":61,`) {
		t.Errorf("logged %s", log)
	}
}

func TestTheLastMinuteIsPutFirst(t *testing.T) {
	w := newWorld()
	w.book.Minute = noon.Add(-3 * time.Minute)
	w.fakeCloudWatch.err = fault.Errorf(fault.Throttled, "slow down")
	if _, err := w.run(t, noon); fault.KindOf(err) != fault.Throttled || w.puts != 1 || w.put(noon, "all") == nil {
		t.Errorf("put %v: %v", w.fakeCloudWatch.of, err)
	}
}
