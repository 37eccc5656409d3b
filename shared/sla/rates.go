package sla

import "time"

// ServiceLevel is the share of the offered for whom the promise was kept, by the
// variant's rule; "" is Connect's. Nothing is known of nobody, nor by a rule that
// is none.
func (f Figures) ServiceLevel(v Variant) (percent float64, known bool) {
	switch v {
	case Connect, "":
		return share(f.Within, f.Offered)
	case IgnoreAbandons:
		return share(f.AnsweredWithin, f.Offered-f.AbandonedWithin)
	case AbandonsNegative:
		return share(f.AnsweredWithin, f.Offered)
	case AbandonsPositive:
		return share(f.AnsweredWithin+f.AbandonedWithin, f.Offered)
	}
	return 0, false
}

// AbandonRate is the share of the offered that gave up (Amazon Connect
// administrator guide, "Metrics definitions", abandonment rate).
func (f Figures) AbandonRate() (percent float64, known bool) { return share(f.Abandoned, f.Offered) }

// AverageSpeedOfAnswer is the mean queue time of the answered whose queue time is
// known ("Metrics definitions", average queue answer time).
func (f Figures) AverageSpeedOfAnswer() (mean time.Duration, known bool) {
	return f.AnswerTime.of(f.Timed)
}

// AverageHandleTime is the mean of the known handle times ("Metrics definitions",
// average handle time), which only Final has.
func (f Figures) AverageHandleTime() (mean time.Duration, known bool) {
	return f.HandleTime.of(f.Handled)
}

// PopSuccess is the share of screen pops that said who is calling, or that
// nobody knows, of those that had something to look for.
func (f Figures) PopSuccess() (percent float64, known bool) {
	return share(f.Popped, f.Popped+f.PopFailed)
}

// share divides once, so that a share that equals a target to the last digit
// does so here.
func share(part, whole int) (percent float64, known bool) {
	if whole <= 0 {
		return 0, false
	}
	return float64(100*part) / float64(whole), true
}
