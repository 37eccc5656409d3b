// Package tuned is what is promised of a queue, as admins tuned it.
package tuned

import (
	"slices"
	_ "time/tzdata" // opening hours name time zones, of which a function's image need not know any

	"tieline/shared/sla"
	"tieline/shared/tuning"
)

// Policy is that of a queue, by its id; of "" it is what holds for queues with no
// values of their own. Opening hours that cannot be read are those by default.
func Policy(s tuning.Snapshot, queue string) sla.Policy {
	return sla.Policy{
		Target:       float64(tuning.SLATarget.For(s, queue)),
		Threshold:    tuning.SLAThreshold.For(s, queue),
		Window:       tuning.SLAWindow.For(s, queue),
		FinalWindow:  tuning.SLAFinalWindow.For(s, queue),
		Variant:      sla.Variant(tuning.SLAVariant.For(s, queue)),
		Bad:          tuning.SLABad.For(s, queue),
		Of:           tuning.SLAOf.For(s, queue),
		Minimum:      tuning.SLAMinimum.For(s, queue),
		Hours:        opening(tuning.SLAHours.For(s, queue)),
		AbandonLimit: float64(tuning.SLAAbandonLimit.For(s, queue)),
		PopLimit:     float64(tuning.SLAPopLimit.For(s, queue)),
		WaitLimit:    tuning.SLAWaitLimit.For(s, queue),
		WrapUpAfter:  tuning.SLAWrapUpAfter.For(s, queue),
	}
}

// Hours are the opening hours that are set: those for all queues and those for each
// of some, by their ids, once each. Hours that are always open are not among them.
func Hours(s tuning.Snapshot, queues []string) (set []sla.Hours) {
	texts := []string{tuning.SLAHours.For(s, "")}
	for _, queue := range queues {
		texts = append(texts, tuning.SLAHours.For(s, queue))
	}
	for _, text := range slices.Compact(slices.Sorted(slices.Values(texts))) {
		if hours := opening(text); !hours.Always() {
			set = append(set, hours)
		}
	}
	return set
}

// opening reads opening hours. Tuning allows none that sla refuses, as a test here
// holds; if ever it does, no alarm is lost.
func opening(text string) sla.Hours {
	hours, err := sla.ParseHours(text)
	if err != nil {
		hours, _ = sla.ParseHours(tuning.SLAHours.Default)
	}
	return hours
}
