package sla

import "time"

// Variant is how abandoned contacts count in a service level.
type Variant string

// The variants. Connect's is the administrator guide's ("Metrics definitions",
// service level X); of the others, which other vendors publish, none counts
// transfers and callbacks as kept promises.
const (
	Connect          Variant = "connect"           // removed in time / offered
	IgnoreAbandons   Variant = "ignore-abandons"   // answered in time / (offered − abandoned in time)
	AbandonsNegative Variant = "abandons-negative" // answered in time / offered
	AbandonsPositive Variant = "abandons-positive" // (answered + abandoned in time) / offered
)

// Policy is what is promised of a queue, and when it counts as broken.
type Policy struct {
	Target      float64       // least service level, in percent
	Threshold   time.Duration // in time is less than that, strictly
	Window      time.Duration // of Live
	FinalWindow time.Duration // of Final
	Variant     Variant       // "" is Connect's

	Bad, Of int   // minutes: that many bad ones of the last Of are a breach
	Minimum int   // contacts offered, of which fewer are no ground to judge
	Hours   Hours // outside of which nothing is judged

	AbandonLimit float64       // highest abandon rate, in percent
	PopLimit     float64       // lowest share of screen pops that find an answer, in percent
	WaitLimit    time.Duration // longest wait
	WrapUpAfter  time.Duration // after the disconnect: then a wrap-up is missing
}

// Headroom is the service level less its target, in percentage points: negative
// where it is missed.
func (p Policy) Headroom(f Figures) (points float64, known bool) {
	level, known := f.ServiceLevel(p.Variant)
	if !known {
		return 0, false
	}
	return level - p.Target, true
}

// AbandonHeadroom is the limit less the abandon rate, in percentage points.
func (p Policy) AbandonHeadroom(f Figures) (points float64, known bool) {
	rate, known := f.AbandonRate()
	if !known {
		return 0, false
	}
	return p.AbandonLimit - rate, true
}

// PopHeadroom is the share of screen pops that found an answer less its limit, in
// percentage points.
func (p Policy) PopHeadroom(f Figures) (points float64, known bool) {
	success, known := f.PopSuccess()
	if !known {
		return 0, false
	}
	return success - p.PopLimit, true
}

// WaitHeadroom is the limit less the longest wait. Nobody waiting is all of it.
func (p Policy) WaitHeadroom(f Figures) time.Duration { return p.WaitLimit - f.LongestWait }
