package handler

import (
	"encoding/json"
	"slices"
	"testing"
	"time"
)

func TestATickNamesItsMinute(t *testing.T) {
	now := noon.Add(90 * time.Second) // 12:01:30
	for tick, want := range map[string]string{
		`{"detail-type":"Scheduled Event","source":"aws.events","time":"2026-01-05T12:00:00Z","detail":{}}`: "12:00",
		`{"time":"2026-01-05T12:00:59Z"}`:      "12:00",
		`{"time":"2026-01-05T13:01:00+01:00"}`: "12:01",
		`{"time":"2026-01-05T12:02:00Z"}`:      "12:02", // our clock is late
		`{"time":"2026-01-05T12:02:31Z"}`:      "12:01", // that has yet to come
		`{"time":"2099-01-05T12:00:00Z"}`:      "12:01",
		`{"time":"noon"}`:                      "12:01",
		`{"time":7}`:                           "12:01",
		`{}`:                                   "12:01",
		`[]`:                                   "12:01",
		``:                                     "12:01",
	} {
		if got := minuteOf(json.RawMessage(tick), now); got.Format("15:04") != want || !got.Equal(got.Truncate(time.Minute)) || got.Location() != time.UTC {
			t.Errorf("%s: minute %s, want %s", tick, got, want)
		}
	}
}

func TestEachMinuteIsDoneOnceAndInOrder(t *testing.T) {
	for name, tt := range map[string]struct {
		last  time.Time
		first time.Duration // before noon
		n     int
		lost  int
	}{
		"never before":     {time.Time{}, 0, 1, 0},
		"the minute after": {noon.Add(-time.Minute), 0, 1, 0},
		"done already":     {noon, 0, 0, 0},
		"long done":        {noon.Add(time.Hour), 0, 0, 0},
		"three missed":     {noon.Add(-4 * time.Minute), 3 * time.Minute, 4, 0},
		"sixty missed":     {noon.Add(-61 * time.Minute), time.Hour, 61, 0},
		"one more missed":  {noon.Add(-62 * time.Minute), time.Hour, 61, 1},
		"a day missed":     {noon.Add(-24 * time.Hour), time.Hour, 61, 24*60 - 61},
	} {
		minutes, lost := minutesAfter(tt.last, noon)
		if len(minutes) != tt.n || lost != tt.lost {
			t.Errorf("%s: %d minutes, %d lost", name, len(minutes), lost)
			continue
		}
		for n, at := range minutes {
			if want := noon.Add(time.Duration(n)*time.Minute - tt.first); !at.Equal(want) {
				t.Errorf("%s: minute %d is %s, want %s", name, n, at, want)
			}
		}
	}
}

func TestEachQueueIsReadOnce(t *testing.T) {
	got := distinct([]string{"q2", "q1"}, []string{"", "q2"}, nil, []string{"q0"})
	if !slices.Equal(got, []string{"q0", "q1", "q2"}) {
		t.Errorf("got %q", got)
	}
}
