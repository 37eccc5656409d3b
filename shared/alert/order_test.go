package alert

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// shown is an alert as Salesforce keeps it: times in whole seconds.
type shown struct {
	closed, lastOpened, lastClosed time.Time
	repeats                        int
}

// open is what the field Status__c computes.
func (s shown) open() bool {
	return s.closed.IsZero() || !s.lastOpened.IsZero() && s.lastClosed.Before(s.lastOpened)
}

// org keeps alerts by their keys, behind the fences.
type org map[string]shown

func (o org) upsert(a Alert) {
	was, known := o[a.Key]
	is := was
	if !a.OpenedAt.IsZero() {
		is.closed = a.ClosedAt.Truncate(time.Second)
	}
	if !a.LastOpenedAt.IsZero() {
		is.lastOpened = a.LastOpenedAt.Truncate(time.Second)
	}
	if !a.LastClosedAt.IsZero() {
		is.lastClosed = a.LastClosedAt.Truncate(time.Second)
	}
	is.repeats = max(1, was.repeats)
	if a.Repeats > 0 {
		is.repeats = a.Repeats
	}
	if known && (!was.closed.IsZero() && is.closed.IsZero() || is.repeats < was.repeats || is.lastOpened.Before(was.lastOpened)) {
		return // refused as a whole
	}
	o[a.Key] = is
}

// flapping are the beginnings and ends of a source's episodes, and whether the
// last one lasts.
func flapping(t *rapid.T) (all []Alert, lasts bool) {
	at, lasts := noon, rapid.Bool().Draw(t, "lasts")
	pause := func(what string) time.Duration {
		return time.Duration(rapid.IntRange(1_000, 900_000).Draw(t, what)) * time.Millisecond
	}
	episodes := rapid.IntRange(1, 30).Draw(t, "episodes")
	for n := range episodes {
		a := began(fmt.Sprint("e", n), at.Add(pause("quiet")))
		at = a.OpenedAt.Add(pause("trouble"))
		all = append(all, a)
		if n < episodes-1 || !lasts {
			a.ClosedAt = at
			all = append(all, a)
		}
	}
	return all, lasts
}

// Messages come in any order and twice, and what was found out about one may reach
// Salesforce after all others.
func TestAnAlertIsOpenAsLongAsTheLastEpisodeLasts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		messages, lasts := flapping(t)
		last, limit := messages[len(messages)-1].Key, rapid.IntRange(1, 6).Draw(t, "limit")
		messages = rapid.Permutation(append(messages, rapid.SliceOf(rapid.SampledFrom(messages)).Draw(t, "again")...)).Draw(t, "heard")
		var past Past
		var told []Alert
		counted, teller := map[string]int{}, ""
		for _, a := range messages {
			next, turn := Next(past, a, limit)
			past = stored(t, next)
			if a.Key == last {
				teller = turn.Key
			}
			if turn.Suppressed {
				counted[turn.Key] = max(counted[turn.Key], turn.Repeats)
			}
			if (turn != Turn{}) {
				told = append(told, a.As(turn))
			}
		}
		salesforce := org{}
		for _, a := range rapid.Permutation(told).Draw(t, "told") {
			salesforce.upsert(a)
		}
		for key, is := range salesforce {
			if want := lasts && key == teller; is.open() != want {
				t.Fatalf("%s, %+v, is open: %t, and the last one, %s, lasts by %s: %t", key, is, !want, last, teller, lasts)
			}
			if is.repeats != max(1, counted[key]) {
				t.Fatalf("%s stands for %d, want %d", key, is.repeats, counted[key])
			}
		}
	})
}

// An end that Salesforce did not take for hours is told again, when its source
// flaps no more.
func TestTheLastOneThatAnAlertCountsIsRememberedForADay(t *testing.T) {
	for hours, remembered := range map[int]bool{3: true, 23: true, 25: false} {
		past, counted := Past(nil), began("c", minute(2))
		for _, a := range []Alert{began("a", minute(0)), began("b", minute(1)), counted, began("d", minute(60*hours-61)), began("e", minute(60*hours))} {
			past, _ = Next(past, a, 2)
		}
		counted.ClosedAt = minute(3)
		if _, turn := Next(past, counted, 2); turn.Suppressed != remembered || remembered && turn.Repeats != 2 {
			t.Errorf("%d hours later it is %+v", hours, turn)
		}
	}
}
