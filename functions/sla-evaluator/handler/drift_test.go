package handler

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/amazonconnect"
	"tieline/shared/fault"
	"tieline/shared/sla"
)

func TestEachHourIsComparedOnceWhenItHasSettled(t *testing.T) {
	quarter := noon.Add(15 * time.Minute)
	for name, tt := range map[string]struct {
		last, at time.Time
		want     string
	}{
		"never before":         {time.Time{}, quarter, ""},
		"not settled":          {noon.Add(-time.Minute), noon, ""},
		"just before":          {quarter.Add(-2 * time.Minute), quarter.Add(-time.Minute), ""},
		"settled":              {quarter.Add(-time.Minute), quarter, "11:00"},
		"already compared":     {quarter, quarter.Add(time.Minute), ""},
		"missed that minute":   {quarter.Add(-5 * time.Minute), quarter.Add(5 * time.Minute), "11:00"},
		"missed several hours": {quarter.Add(-5 * time.Hour), quarter, "11:00"},
	} {
		got := ""
		if hour := hourBetween(tt.last, tt.at); !hour.IsZero() {
			got = hour.Format("15:04")
		}
		if got != tt.want {
			t.Errorf("%s: hour %q, want %q", name, got, tt.want)
		}
	}
}

func TestDriftIsHowFarTwoLevelsAreApart(t *testing.T) {
	theirs := func(queued int, level float64) amazonconnect.Historic {
		return amazonconnect.Historic{Queued: queued, ServiceLevel: level, Known: true}
	}
	for name, tt := range map[string]struct {
		ours   sla.Figures
		theirs amazonconnect.Historic
		want   float64
		known  bool
	}{
		"the same":                {sla.Figures{Offered: 10, Within: 8}, theirs(10, 80), 0, true},
		"ours is higher":          {sla.Figures{Offered: 10, Within: 9}, theirs(10, 80), 10, true},
		"ours is lower":           {sla.Figures{Offered: 10, Within: 7}, theirs(10, 80), 10, true},
		"abandons are as theirs":  {sla.Figures{Offered: 10, Within: 8, AbandonedWithin: 8}, theirs(10, 80), 0, true},
		"few contacts":            {sla.Figures{Offered: 9, Within: 0}, theirs(9, 80), 0, false},
		"few of ours":             {sla.Figures{Offered: 2, Within: 1}, theirs(10, 80), 30, true},
		"few of theirs":           {sla.Figures{Offered: 10, Within: 8}, theirs(1, 100), 20, true},
		"none of ours":            {sla.Figures{}, theirs(10, 80), 100, true},
		"Connect says nothing":    {sla.Figures{Offered: 10, Within: 8}, amazonconnect.Historic{}, 0, false},
		"nobody knows of anybody": {sla.Figures{}, amazonconnect.Historic{}, 0, false},
	} {
		if got, known := drift(tt.ours, tt.theirs, 10); got != tt.want || known != tt.known {
			t.Errorf("%s: drift %v, known %t", name, got, known)
		}
	}
}

// settling is a world in which the hour before noon settles with the next minute:
// of each of two queues a contact that left in time and one that did not.
func settling() *world {
	w := newWorld()
	w.queues = []string{"q1", "q2", "q3"}
	w.book.Minute = noon.Add(14 * time.Minute)
	w.tuned["sla/queue/q2/threshold"] = "120"
	for _, queue := range []string{"q1", "q2"} {
		for _, c := range missed(noon.Add(-59 * time.Minute)) {
			w.fakeContacts.of[queue] = append(w.fakeContacts.of[queue], ended(c, time.Minute))
		}
		w.fakeContacts.of[queue] = append(w.fakeContacts.of[queue], ended(answered(noon, time.Hour), time.Second)) // of the next hour
	}
	w.then = map[string]amazonconnect.Historic{
		"q1": {Queued: 2, ServiceLevel: 47, Known: true}, "q2": {Queued: 2, ServiceLevel: 99, Known: true}, "q3": {},
	}
	return w
}

func TestTheFurthestQueueIsTheDrift(t *testing.T) {
	w := settling()
	at := noon.Add(15 * time.Minute)
	if _, err := w.run(t, at); err != nil || w.put(at, "all")["ServiceLevelDrift"] != 3 || w.put(at, "all")["ServiceLevelDriftHeadroom"] != 2 {
		t.Errorf("put %v: %v", w.put(at, "all"), err)
	}
	slices.Sort(w.asked)
	if got := strings.Join(w.asked, "; "); got != "11:00-12:00 20s [q1 q3]; 11:00-12:00 2m0s [q2]" {
		t.Errorf("asked for %s", got)
	}
	w.asked = nil
	if _, err := w.run(t, at.Add(time.Minute)); err != nil || len(w.asked) > 0 {
		t.Errorf("asked again for %v: %v", w.asked, err)
	}
}

func TestADriftThatNobodyKnowsIsNotPut(t *testing.T) {
	at := noon.Add(15 * time.Minute)
	for name, broken := range map[string]func(*world){
		"Connect says nothing": func(w *world) { w.then = nil },
		"Connect fails":        func(w *world) { w.then, w.fakeConnect.err = nil, fault.Errorf(fault.Unauthorized, "no rights") },
		"too few contacts":     func(w *world) { w.tuned["sla/minimum-contacts"] = "3" },
	} {
		w := settling()
		broken(w)
		if _, err := w.run(t, at); err != nil || w.put(at, "all") == nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, figure := range []string{"ServiceLevelDrift", "ServiceLevelDriftHeadroom"} {
			if value, put := w.put(at, "all")[figure]; put {
				t.Errorf("%s: put %s %v", name, figure, value)
			}
		}
	}
}

func TestTheLimitOfADriftIsTuned(t *testing.T) {
	at := noon.Add(15 * time.Minute)
	for limit, left := range map[string]float64{"": 2, "1": -2, "3": 0, "100": 97} {
		w := settling()
		if limit != "" {
			w.tuned["sla/drift-limit"] = limit
		}
		if _, err := w.run(t, at); err != nil || w.put(at, "all")["ServiceLevelDriftHeadroom"] != left || w.put(at, "all")["ServiceLevelDrift"] != 3 {
			t.Errorf("by the limit %q: put %v: %v", limit, w.put(at, "all"), err)
		}
	}
}
