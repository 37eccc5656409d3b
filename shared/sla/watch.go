package sla

import (
	"math/bits"
	"time"
)

// Watch is one queue's state: how its last minutes were, and its breach. The
// zero Watch is of a queue that was never looked at.
type Watch struct {
	At      time.Time `json:"at,omitzero"`      // the last minute looked at
	Minutes uint64    `json:"minutes,omitzero"` // bit n: the minute n before At was bad
	Open    *Breach   `json:"open,omitzero"`
}

// Next returns the watch after a minute, and what is to be told of it, at most
// one Notice. f are the queue's Live figures of that minute. A minute is bad if
// the queue is open, enough contacts were offered and the level is known and below
// target; so none that was skipped is. A breach opens in a bad minute that makes
// p.Bad of the last p.Of bad, and is over when fewer are. A minute that was looked
// at already changes nothing.
func (w Watch) Next(queue string, at time.Time, p Policy, f Figures) (Watch, []Notice) {
	minute := at.UTC().Truncate(time.Minute)
	if !minute.After(w.At) {
		return w, nil
	}
	level, judged := p.judge(minute, f)
	bad := judged && level < p.Target
	w.Minutes <<= uint64(minute.Sub(w.At) / time.Minute)
	if bad {
		w.Minutes |= 1
	}
	w.At = minute
	missed := p.missed(w.Minutes)
	switch {
	case w.Open == nil && bad && missed:
		return w.opened(queue, level, p, f)
	case w.Open != nil:
		return w.went(level, judged, !missed, f)
	}
	return w, nil
}

// opened begins a breach. It has hurt whom the window knows of.
func (w Watch) opened(queue string, level float64, p Policy, f Figures) (Watch, []Notice) {
	w.Open = &Breach{Queue: queue, Target: p.Target, Threshold: p.Threshold, OpenedAt: w.At, Worst: level, Hurt: f.Offered - f.Within}
	return w, []Notice{{Breach: *w.Open, At: w.At}}
}

// went goes on with a breach, and ends it if it is over. It hurts whoever's
// threshold passes meanwhile.
func (w Watch) went(level float64, judged, over bool, f Figures) (Watch, []Notice) {
	b := *w.Open // others may hold the old one
	b.Hurt += f.MissedLately
	if judged {
		b.Worst = min(b.Worst, level)
	}
	w.Open = &b
	if !over {
		return w, nil
	}
	b.ClosedAt = w.At
	w.Open = nil
	return w, []Notice{{Breach: b, Recovered: true, At: w.At}}
}

// judge returns the service level, and whether it may be held against the queue.
func (p Policy) judge(at time.Time, f Figures) (level float64, judged bool) {
	level, known := f.ServiceLevel(p.Variant)
	return level, known && f.Offered >= p.Minimum && p.Hours.Open(at)
}

// remembered is of how many minutes a Watch knows.
const remembered = 64

// missed reports whether too many of the last minutes were bad. Of what makes no
// sense the nearest is taken that does: never bad without a bad minute, and never
// good with all of them bad.
func (p Policy) missed(minutes uint64) bool {
	of := min(max(p.Of, 1), remembered)
	last := minutes << (remembered - of)
	return bits.OnesCount64(last) >= min(max(p.Bad, 1), of)
}
