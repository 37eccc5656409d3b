package sla_test

import (
	"time"

	"tieline/shared/sla"
)

// plain is what one contact is, said in words rather than counted: the slow
// version that the fast one is held against.
type plain struct {
	out     bool // left out
	waiting bool
	overdue bool
	removed bool
	wait    time.Duration
	timed   bool // wait is known
}

func plainLive(all []sla.Contact, p sla.Policy, now time.Time) (f sla.Figures) {
	for _, c := range all {
		end, ended := ending(c)
		if ended && !end.After(now.Add(-p.Window)) {
			continue // before the window
		}
		is := plain{out: senseless(c, now)}
		switch {
		case c.EnqueuedAt.IsZero() || ended && !told(c) || !ended && c.Fate != sla.Waits:
			is.out = true
		case !ended || end.After(now):
			is.waiting = !c.EnqueuedAt.After(now)
			is.wait = now.Sub(c.EnqueuedAt)
			is.overdue = is.waiting && is.wait >= p.Threshold
			is.out = is.out || is.wait > sla.Longest
		default:
			is.removed, is.timed = true, true
			is.wait = lasted(c.EnqueuedAt, end)
			is.out = is.out || now.Sub(c.EnqueuedAt) > sla.Longest
		}
		f = f.Plus(is.figures(c, p))
		late := c.EnqueuedAt.Add(p.Threshold)
		if !is.out && (is.overdue || is.removed && is.wait >= p.Threshold) && late.After(now.Add(-time.Minute)) {
			f = f.Plus(sla.Figures{MissedLately: 1})
		}
	}
	return f
}

func plainFinal(all []sla.Contact, p sla.Policy, from, to time.Time) (f sla.Figures) {
	for _, c := range all {
		if c.DisconnectedAt.IsZero() || c.DisconnectedAt.Before(from) || c.DisconnectedAt.Equal(to) || c.DisconnectedAt.After(to) {
			continue
		}
		is := plain{removed: !c.EnqueuedAt.IsZero()}
		is.out = senseless(c, to) || is.removed && !told(c)
		end, ended := ending(c)
		switch {
		case c.QueueTime.Known:
			is.wait, is.timed = c.QueueTime.Duration, true
		case ended:
			is.wait, is.timed = lasted(c.EnqueuedAt, end), true
		}
		f = f.Plus(is.figures(c, p))
		if is.out {
			continue
		}
		if is.removed {
			f.LongestWait = max(f.LongestWait, is.wait)
		}
		if c.HandleTime.Known {
			f = f.Plus(sla.Figures{Handled: 1, HandleTime: sla.Total(c.HandleTime.Duration / time.Millisecond)})
		}
		if c.Fate == sla.Answered && !c.WrappedUp && !c.DisconnectedAt.Add(p.WrapUpAfter).After(to) {
			f = f.Plus(sla.Figures{MissingWrapUps: 1})
		}
	}
	return f
}

// ending is when a contact was no longer in the queue, if ever.
func ending(c sla.Contact) (end time.Time, ended bool) {
	if !c.LeftAt.IsZero() {
		return c.LeftAt, true
	}
	if c.Fate == sla.Answered {
		return time.Time{}, false
	}
	return c.DisconnectedAt, !c.DisconnectedAt.IsZero()
}

func told(c sla.Contact) bool {
	return map[sla.Fate]bool{sla.Answered: true, sla.Abandoned: true, sla.Moved: true}[c.Fate]
}

func lasted(from, to time.Time) time.Duration {
	if to.Before(from) {
		return 0
	}
	return to.Sub(from)
}

func senseless(c sla.Contact, now time.Time) bool {
	for _, end := range []time.Time{c.LeftAt, c.DisconnectedAt} {
		if end.IsZero() || c.EnqueuedAt.IsZero() {
			continue
		}
		if end.Before(c.EnqueuedAt.Add(-sla.Skew)) || end.After(c.EnqueuedAt.Add(sla.Longest)) {
			return true
		}
	}
	for _, s := range []sla.Span{c.QueueTime, c.HandleTime} {
		if s.Known && (s.Duration < 0 || s.Duration > sla.Longest) {
			return true
		}
	}
	return c.EnqueuedAt.After(now.Add(sla.Ahead))
}

// figures are the contact's own, of which a sum is made.
func (is plain) figures(c sla.Contact, p sla.Policy) (f sla.Figures) {
	one := func(is bool) int { return map[bool]int{true: 1}[is] }
	if is.out {
		return sla.Figures{LeftOut: 1}
	}
	if is.waiting {
		return sla.Figures{Waiting: 1, Overdue: one(is.overdue), Offered: one(is.overdue), LongestWait: is.wait}
	}
	if !is.removed {
		return sla.Figures{}
	}
	in := is.timed && is.wait < p.Threshold
	f = sla.Figures{Offered: 1, Within: one(in), Popped: one(c.Pop == sla.PopDone), PopFailed: one(c.Pop == sla.PopFailed)}
	switch c.Fate {
	case sla.Answered:
		f.Answered, f.AnsweredWithin, f.Timed = 1, one(in), one(is.timed)
		if is.timed {
			f.AnswerTime = sla.Total(is.wait / time.Millisecond)
		}
	case sla.Abandoned:
		f.Abandoned, f.AbandonedWithin, f.Provisional = 1, one(in), one(!c.Final)
	case sla.Moved:
		f.Moved = 1
	}
	return f
}
