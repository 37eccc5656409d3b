package sla

import "time"

// Figures are counts and sums of one cohort of contacts. Those of several
// queues may be added, those of the two cohorts never: they are of other contacts.
type Figures struct {
	Offered         int // contacts of the cohort; Amazon Connect's "contacts queued"
	Within          int // of them removed in less than the threshold, however
	Answered        int //
	AnsweredWithin  int //
	Abandoned       int // the provisional ones, too
	AbandonedWithin int //
	Provisional     int // abandoned as far as is known without the contact record
	Moved           int // transferred out of the queue, or called back
	Overdue         int // Live: waiting for the threshold or longer; offered, and missed
	Waiting         int // Live: waiting at all
	Handled         int // Final: of known handle time
	Timed           int // answered, and of known queue time
	Popped          int // left with a screen pop
	PopFailed       int // left, and their screen pop was not to be had
	MissingWrapUps  int // Final: answered, and for too long not wrapped up
	MissedLately    int // Live: waited until the threshold passed, in the last minute; has left or waits still
	LeftOut         int // counted nowhere else, as their times or words are impossible

	LongestWait time.Duration // Live: of those waiting; Final: of those that left
	AnswerTime  Total         // queue times of the Timed
	HandleTime  Total         // of the Handled
}

// Total is a sum of durations, each cut to whole milliseconds: Amazon Connect
// tells no finer ones, and a sum of nanoseconds ends after 292 years.
type Total int64

// of returns the mean of n durations, cut to whole nanoseconds.
func (t Total) of(n int) (mean time.Duration, known bool) {
	if n == 0 {
		return 0, false
	}
	whole, rest := int64(t)/int64(n), int64(t)%int64(n)
	return time.Duration(whole)*time.Millisecond + time.Duration(rest)*time.Millisecond/time.Duration(n), true
}

// Plus returns the figures of both.
func (f Figures) Plus(g Figures) Figures {
	return Figures{
		Offered:         f.Offered + g.Offered,
		Within:          f.Within + g.Within,
		Answered:        f.Answered + g.Answered,
		AnsweredWithin:  f.AnsweredWithin + g.AnsweredWithin,
		Abandoned:       f.Abandoned + g.Abandoned,
		AbandonedWithin: f.AbandonedWithin + g.AbandonedWithin,
		Provisional:     f.Provisional + g.Provisional,
		Moved:           f.Moved + g.Moved,
		Overdue:         f.Overdue + g.Overdue,
		Waiting:         f.Waiting + g.Waiting,
		Handled:         f.Handled + g.Handled,
		Timed:           f.Timed + g.Timed,
		Popped:          f.Popped + g.Popped,
		PopFailed:       f.PopFailed + g.PopFailed,
		MissingWrapUps:  f.MissingWrapUps + g.MissingWrapUps,
		MissedLately:    f.MissedLately + g.MissedLately,
		LeftOut:         f.LeftOut + g.LeftOut,
		LongestWait:     max(f.LongestWait, g.LongestWait),
		AnswerTime:      f.AnswerTime + g.AnswerTime,
		HandleTime:      f.HandleTime + g.HandleTime,
	}
}
