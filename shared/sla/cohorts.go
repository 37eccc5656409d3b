package sla

import "time"

// Live returns the figures of the contacts that left the queue in
// (at − p.Window, at], by timestamps, and of those that waited then: for
// p.Threshold or longer is missed already. What came to pass since does not count,
// so that a minute evaluated late gives what it would have; what is known better
// since, such as from a record, does.
func Live(all []Contact, p Policy, at time.Time) Figures {
	var f Figures
	for n := range all {
		f.live(&all[n], &p, at)
	}
	return f
}

func (f *Figures) live(c *Contact, p *Policy, at time.Time) {
	left := c.left()
	ago := at.Sub(left)
	switch {
	case !left.IsZero() && ago >= p.Window:
	case c.impossible(at), c.contradictory(left), at.Sub(c.EnqueuedAt) > Longest: // as since never
		f.LeftOut++
	case !left.IsZero() && ago >= 0:
		wait := c.waited()
		f.removed(c, wait, p.Threshold)
		f.missed(wait.Duration, at.Sub(c.EnqueuedAt), p.Threshold)
	case !c.EnqueuedAt.After(at):
		wait := at.Sub(c.EnqueuedAt)
		f.waits(wait, p.Threshold)
		f.missed(wait, wait, p.Threshold)
	}
}

// missed counts a contact that was enqueued so long ago, and waited, if the
// threshold passed meanwhile and in the last minute. As it does so once, no minute
// counts it again, however late it is told that the contact left.
func (f *Figures) missed(wait, ago, threshold time.Duration) {
	count(&f.MissedLately, wait >= threshold && ago-threshold < time.Minute)
}

// waits counts a contact that has waited for so long already.
func (f *Figures) waits(wait, threshold time.Duration) {
	f.Waiting++
	f.LongestWait = max(f.LongestWait, wait)
	count(&f.Overdue, wait >= threshold)
	count(&f.Offered, wait >= threshold)
}

// Final returns the figures of the contacts that disconnected in [from, to), by
// their records where those are there, as Amazon Connect's reports count them.
func Final(all []Contact, p Policy, from, to time.Time) Figures {
	var f Figures
	for n := range all {
		c := &all[n]
		if c.DisconnectedAt.IsZero() || c.DisconnectedAt.Before(from) || !c.DisconnectedAt.Before(to) {
			continue
		}
		f.final(c, &p, to)
	}
	return f
}

func (f *Figures) final(c *Contact, p *Policy, to time.Time) {
	queued := !c.EnqueuedAt.IsZero()
	if c.impossible(to) || queued && !c.gone() {
		f.LeftOut++
		return
	}
	if queued {
		wait := c.queueTime()
		f.removed(c, wait, p.Threshold)
		f.LongestWait = max(f.LongestWait, wait.Duration)
	}
	if c.HandleTime.Known {
		f.Handled++
		f.HandleTime += Total(c.HandleTime.Milliseconds())
	}
	count(&f.MissingWrapUps, c.Fate == Answered && !c.WrappedUp && to.Sub(c.DisconnectedAt) >= p.WrapUpAfter)
}

// removed counts a contact that left the queue. One of unknown queue time did not
// do so in time, as in Amazon Connect ("Metrics definitions", contacts removed
// from queue in X).
func (f *Figures) removed(c *Contact, wait Span, threshold time.Duration) {
	within := wait.Known && wait.Duration < threshold
	f.Offered++
	count(&f.Within, within)
	count(&f.Popped, c.Pop == PopDone)
	count(&f.PopFailed, c.Pop == PopFailed)
	switch c.Fate {
	case Answered:
		f.Answered++
		count(&f.AnsweredWithin, within)
		if wait.Known {
			f.Timed++
			f.AnswerTime += Total(wait.Milliseconds())
		}
	case Abandoned:
		f.Abandoned++
		count(&f.AbandonedWithin, within)
		count(&f.Provisional, !c.Final)
	case Moved:
		f.Moved++
	}
}

func count(n *int, counts bool) {
	if counts {
		*n++
	}
}
