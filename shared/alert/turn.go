package alert

import (
	"slices"
	"time"
)

// Turn is how an episode of a source is told to people: by an alert of its own,
// or, while the source flaps, by one of those that were told before. The zero Turn
// tells nothing of it.
type Turn struct {
	Key        string // of the alert
	Repeats    int    // episodes that the alert stands for so far, its own included
	Suppressed bool   // the alert is another episode's

	Since  time.Time // if so: when the episode began, as it is remembered
	Latest time.Time // and when the last of those began that the alert counts beside its own
}

// Episode is one time that a source was in trouble: it comes, and goes when it is
// over or the next one comes. Those of a source do not overlap.
type Episode struct {
	Key     string    `json:"key"`
	At      time.Time `json:"at"`               // when it began
	By      string    `json:"by,omitzero"`      // key of the episode whose alert tells it; "" is its own
	Repeats int       `json:"repeats,omitzero"` // that its own alert tells, itself included
}

// span is over how long a source's alerts are limited.
const span = time.Hour

// Next returns the turn of an episode, as an event tells of it, and the past with
// it in it. One that is known keeps the turn it had, and changes nothing. A new
// one is told by an alert of its own, unless that were more than limit that began
// within one hour: then the one before it tells it. What counts is when episodes
// began and not when they are heard of: those that come late, and hours' worth at
// once, are told as they would have been in time. It changes no Past that it is
// given.
//
// An end of an episode that is not known has always an alert of its own: it says
// all that there is to say, and nothing says it again. A beginning of one so old
// that it may be forgotten is left to its end, which comes, or was told: another
// began since, so that it is over.
func Next(past Past, a Alert, limit int) (Past, Turn) {
	if n := past.find(a.Key); n >= 0 {
		return past, past.turn(n)
	}
	next := Episode{Key: a.Key, At: a.OpenedAt.UTC(), Repeats: 1}
	if !a.Closed() && past.Newest().Sub(next.At) >= span {
		return past, Turn{}
	}
	all := slices.Clone(past)
	if by := all.before(next.At); by >= 0 && !a.Closed() && all.full(next.At, limit) {
		all[by].Repeats++
		next.By, next.Repeats = all[by].Key, 0
	}
	all = append(all, next)
	slices.SortStableFunc(all, func(a, b Episode) int { return a.At.Compare(b.At) })
	return all.kept(), all.turn(all.find(a.Key))
}

// turn is that of the n-th episode.
func (p Past) turn(n int) Turn {
	e := p[n]
	if e.By == "" {
		return Turn{Key: e.Key, Repeats: e.Repeats}
	}
	t := Turn{Key: e.By, Repeats: 1, Suppressed: true, Since: e.At, Latest: p[p.last()[e.By]].At}
	if told := p.find(e.By); told >= 0 {
		t.Repeats = p[told].Repeats
	}
	return t
}

// full reports whether another alert that began at a time were one too many
// within some hour.
func (p Past) full(at time.Time, limit int) bool {
	own := []time.Time{at}
	for _, e := range p {
		if e.By == "" {
			own = append(own, e.At)
		}
	}
	slices.SortFunc(own, time.Time.Compare)
	for n := 0; n+limit < len(own); n++ {
		first, last := own[n], own[n+limit]
		if last.Sub(first) < span && !first.After(at) && !last.Before(at) {
			return true
		}
	}
	return false
}

// before is the last one within the hour before a time that was told by an alert
// of its own, or else the first one after it; -1 if there is none.
func (p Past) before(at time.Time) int {
	by := -1
	for n, e := range p {
		switch {
		case e.By != "" || at.Sub(e.At) >= span:
		case !e.At.After(at) || by < 0:
			by = n
		}
	}
	return by
}
