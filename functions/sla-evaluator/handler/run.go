package handler

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"tieline/events"
	"tieline/shared/sla"
	"tieline/shared/sla/tuned"
	"tieline/shared/tuning"
)

// run is what one run works on.
type run struct {
	now     time.Time   // when it began
	at      time.Time   // the minute that the tick names
	minutes []time.Time // that are to be evaluated, of which at is the last; none if that was done
	lost    int         // minutes that nobody will evaluate
	hour    time.Time   // the hour that is to be held against Connect's figures; zero if none is
	queues  []string
	heard   time.Time // when anything was last heard of any
	tuned   tuning.Snapshot
	global  sla.Policy // of queues without values of their own

	book, next sla.Book // as it was found, and as it is after these minutes
	kept       bool     // next is what others find
	readings   []reading
	levels     [][]level // of each of the minutes, of all queues
}

// begin reads what a run begins with. Without parameters it ends: by defaults a
// target that is met would be missed, or the reverse.
func (h handler) begin(ctx context.Context, tick json.RawMessage) (*run, error) {
	ctx, cancel := context.WithTimeout(ctx, beginning)
	defer cancel()
	now := h.Now().UTC()
	r := &run{now: now, at: minuteOf(tick, now)}
	in, err := h.Conditions(ctx)
	if err != nil {
		return nil, err
	}
	r.tuned = h.inForce(ctx, in.Tuned)
	r.global = tuned.Policy(r.tuned, "")
	if r.book, err = h.Books.Book(ctx); err != nil {
		return nil, err
	}
	if r.queues, r.heard, err = h.Heard.Levels(ctx); err != nil {
		return nil, err
	}
	r.queues = distinct(r.queues, h.Watched, slices.Collect(maps.Keys(r.book.Watches)))
	r.minutes, r.lost = minutesAfter(r.book.Minute, r.at)
	r.hour = hourBetween(r.book.Minute, r.at)
	return r, nil
}

func distinct(ids ...[]string) []string {
	return slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(slices.Concat(ids...)))), func(id string) bool { return id == "" })
}

// ahead is how far another's clock may be ahead of ours.
const ahead = time.Minute

// minuteOf returns the minute that a tick of the schedule names in its field
// "time" (EventBridge user guide, "Events structure"). What names none, or one
// that has yet to come, is of now: done for it, no minute before it ever would be.
func minuteOf(tick json.RawMessage, now time.Time) time.Time {
	var e events.Envelope
	if err := json.Unmarshal(tick, &e); err != nil || e.Time.IsZero() || e.Time.After(now.Add(ahead)) {
		return now.Truncate(time.Minute)
	}
	return e.Time.Truncate(time.Minute)
}

// furthest is how many missed minutes are caught up.
const furthest = 60

// minutesAfter returns the minutes after the last one done, up to this one, and
// how many were missed for good. Before the first run none was missed.
func minutesAfter(last, at time.Time) (minutes []time.Time, lost int) {
	first := last.Add(time.Minute)
	switch earliest := at.Add(-furthest * time.Minute); {
	case last.IsZero():
		first = at
	case first.Before(earliest):
		first, lost = earliest, int(earliest.Sub(first)/time.Minute)
	}
	for m := first; !m.After(at); m = m.Add(time.Minute) {
		minutes = append(minutes, m)
	}
	return minutes, lost
}
