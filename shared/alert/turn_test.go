package alert

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// minute is so many minutes after noon.
func minute(n int) time.Time { return noon.Add(time.Duration(n) * time.Minute) }

func began(key string, at time.Time) Alert { return Alert{Key: key, OpenedAt: at} }

func over(key string, at time.Time) Alert {
	return Alert{Key: key, OpenedAt: at, ClosedAt: at.Add(time.Minute)}
}

func TestEpisodesBeyondTheLimitAreCountedOnTheLastAlert(t *testing.T) {
	own := func(key string, repeats int) Turn { return Turn{Key: key, Repeats: repeats} }
	by := func(key string, repeats int) Turn { return Turn{Key: key, Repeats: repeats, Suppressed: true} }
	for name, steps := range map[string][]struct {
		minute int
		key    string
		want   Turn
	}{
		"each has its own up to the limit":        {{0, "a", own("a", 1)}, {1, "b", own("b", 1)}, {2, "c", by("b", 2)}, {3, "d", by("b", 3)}},
		"one that is known keeps its turn":        {{0, "a", own("a", 1)}, {1, "b", own("b", 1)}, {2, "c", by("b", 2)}, {3, "c", by("b", 2)}, {3, "b", own("b", 2)}, {4, "a", own("a", 1)}},
		"an hour later there is a turn again":     {{0, "a", own("a", 1)}, {1, "b", own("b", 1)}, {59, "c", by("b", 2)}, {60, "d", own("d", 1)}, {60, "e", by("d", 2)}},
		"one that goes on for hours is not new":   {{0, "a", own("a", 1)}, {1, "b", own("b", 1)}, {2, "c", by("b", 2)}, {300, "c", by("b", 2)}},
		"nor once the next one has come":          {{0, "a", own("a", 1)}, {1, "b", own("b", 1)}, {2, "c", by("b", 2)}, {300, "d", own("d", 1)}, {301, "c", by("b", 2)}, {302, "b", own("b", 2)}},
		"one that comes late counts on the next":  {{10, "a", own("a", 1)}, {11, "b", own("b", 1)}, {5, "c", by("a", 2)}},
		"or on the one before it":                 {{10, "a", own("a", 1)}, {12, "b", own("b", 1)}, {11, "c", by("a", 2)}},
		"any hour counts, not the last one":       {{40, "a", own("a", 1)}, {99, "b", own("b", 1)}, {69, "c", by("a", 2)}},
		"and what two hours share is no flapping": {{40, "a", own("a", 1)}, {100, "b", own("b", 1)}, {69, "c", own("c", 1)}, {70, "d", by("c", 2)}},
		"one long ago stands for no other":        {{0, "a", own("a", 1)}, {100, "b", own("b", 1)}, {101, "c", own("c", 1)}, {99, "d", by("b", 2)}},
		"one that may be forgotten is not told":   {{0, "a", own("a", 1)}, {100, "b", own("b", 1)}, {40, "c", Turn{}}, {41, "d", own("d", 1)}},
	} {
		var past Past
		for n, s := range steps {
			var got Turn
			past, got = Next(past, began(s.key, minute(s.minute)), 2)
			if got.Since, got.Latest = (time.Time{}), (time.Time{}); got != s.want {
				t.Errorf("%s: step %d is %+v, want %+v", name, n, got, s.want)
			}
		}
	}
	past, first := Next(nil, began("a", noon), 0)
	second := by("a", 2)
	second.Since, second.Latest = noon, noon
	if _, got := Next(past, began("b", noon), 0); first != own("a", 1) || got != second {
		t.Errorf("with a limit of none: %+v, then %+v", first, got)
	}
}

func TestATurnSaysWhenItsEpisodeBeganAndTheLatestOfItsAlert(t *testing.T) {
	var past Past
	for _, step := range []struct {
		minute, latest int
		key            string
	}{{10, 10, "c"}, {14, 14, "e"}, {12, 14, "d"}, {14, 14, "e"}, {10, 14, "c"}} {
		if past == nil {
			past, _ = Next(past, began("a", noon), 1)
		}
		var got Turn
		past, got = Next(past, began(step.key, minute(step.minute)), 1)
		if got.Key != "a" || !got.Since.Equal(minute(step.minute)) || !got.Latest.Equal(minute(step.latest)) {
			t.Errorf("%s is %+v", step.key, got)
		}
	}
}

func TestAnEndThatNothingIsKnownOfIsAlwaysToldByItself(t *testing.T) {
	var past Past
	for n := range 4 {
		past, _ = Next(past, began(fmt.Sprint("e", n), minute(600+n)), 2)
	}
	for _, at := range []int{0, 599, 602, 700} {
		next, turn := Next(past, over("late", minute(at)), 2)
		if want := (Turn{Key: "late", Repeats: 1}); turn != want {
			t.Errorf("minute %d: it is %+v, want %+v", at, turn, want)
		}
		if _, turn = Next(next, began("late", minute(at)), 2); turn.Suppressed {
			t.Errorf("minute %d: its beginning, which comes after it, is %+v", at, turn)
		}
	}
}

func TestAnHourThatIsFullSaysNothingOfAnother(t *testing.T) {
	var past Past
	for _, n := range []int{0, 1, 3} {
		past, _ = Next(past, over(fmt.Sprint("e", n), minute(n)), 2)
	}
	if _, turn := Next(past, began("later", minute(62)), 2); turn.Suppressed {
		t.Errorf("it is %+v", turn)
	}
}

// What was parked for hours comes all at once, in any order.
func TestWhatIsDeliveredAgainDoesNotThrottleItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []Alert
		for n := range 24 { // one in 20 minutes: never more than 3 within an hour
			key := fmt.Sprint("e", n)
			events = append(events, began(key, minute(20*n)), over(key, minute(20*n)))
		}
		var past Past
		closed := map[string]bool{}
		for _, a := range rapid.Permutation(events).Draw(t, "events") {
			next, turn := Next(past, a, 3)
			if turn.Suppressed {
				t.Fatalf("%s is %+v", a.Key, turn)
			}
			closed[turn.Key], past = closed[turn.Key] || a.Closed(), stored(t, next)
		}
		delete(closed, "")
		if len(closed) != 24 || slices.Contains(slices.Collect(maps.Values(closed)), false) {
			t.Fatalf("told are %v", closed)
		}
	})
}

// Episodes of a source whose state is kept between them as text.
func TestOfASourceThatFlapsNoMoreAlertsThanTheLimitAreMadeAndNoEpisodeIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit, at := rapid.IntRange(1, 6).Draw(t, "limit"), noon
		var past Past
		turns, since, stands := map[string]Turn{}, map[string]time.Time{}, map[string]int{}
		for n := range rapid.IntRange(1, 80).Draw(t, "episodes") {
			at = at.Add(time.Duration(rapid.IntRange(0, 1200).Draw(t, "seconds")) * time.Second)
			key := fmt.Sprint("e", n)
			before := slices.Clone(past)
			next, turn := Next(past, began(key, at), limit)
			if !reflect.DeepEqual(past, before) {
				t.Fatal("it changes the past")
			}
			stands[turn.Key]++
			if turn.Repeats != stands[turn.Key] || turn.Suppressed == (turn.Key == key) {
				t.Fatalf("%s is %+v, of %d", key, turn, stands[turn.Key])
			}
			turns[key], since[key] = turn, at
			past = stored(t, next)
			if again, same := Next(past, began(key, at.Add(5*time.Hour)), limit); same != turn || !reflect.DeepEqual(again, past) {
				t.Fatalf("again it is %+v, not %+v", same, turn)
			}
		}
		for key, at := range since {
			own := 0
			for other, then := range since {
				if !turns[other].Suppressed && !then.Before(at) && then.Sub(at) < time.Hour {
					own++
				}
			}
			if own > limit {
				t.Fatalf("%d alerts in the hour of %s", own, key)
			}
		}
	})
}

func TestAPastIsNotMuchLongerThanItsHour(t *testing.T) {
	var past Past
	for n := range 1000 {
		past, _ = Next(past, began(fmt.Sprint("e", n), minute(n)), 6)
		// Those of an hour, one that may go on, those whose alerts tell some of these,
		// and for each hour of a day an alert and the last one that it counts.
		if len(past) > 63+2*24 {
			t.Fatalf("minute %d: it has %d episodes", n, len(past))
		}
	}
}

func stored(t *rapid.T, past Past) (again Past) {
	text, err := json.Marshal(past)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	return again
}
