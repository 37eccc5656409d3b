package handler

import (
	"time"

	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/sla"
)

// level is how a queue did up to a minute, or all of them.
type level struct {
	queue    string
	policy   sla.Policy
	live     sla.Figures
	final    *sla.Figures        // nil of a minute that is being caught up
	spare    room[time.Duration] // until the longest wait is too long
	abandons room[float64]       // until too many hang up, in points
	pops     room[float64]       // until too few screen pops find an answer, in points; of all queues only
	open     bool                // of all queues: that there is somebody to be woken
	judged   bool                // the queue was open, and had contacts enough
	breached bool
}

// at is the level of the nth of the run's minutes. How far callers are from hanging
// up too often, which alarms watch, is not known where few called, or at night.
func (of reading) at(n int, at time.Time, w sla.Watch) level {
	f, p := of.live[n], of.policy
	l := level{queue: of.queue, policy: p, live: f, spare: roomOf(p.WaitHeadroom(f), true), open: p.Hours.Open(at), breached: w.Open != nil}
	l.judged = l.open && f.Offered >= p.Minimum
	if l.judged {
		l.abandons = roomOf(p.AbandonHeadroom(f))
	}
	if n == len(of.live)-1 {
		l.final = &of.final
	}
	return l
}

// figures are those to be published. What is not known is absent: nobody may take
// it for good.
func (l level) figures() []metric.Figure {
	f, p := l.live, l.policy
	all := figures{metric.Of(names.MetricSLABreached, one(l.breached)), metric.Of(names.MetricContactsWaiting, f.Waiting),
		metric.Of(names.MetricContactsOffered, f.Offered), metric.Took(names.MetricLongestWait, f.LongestWait)}
	all.took(names.MetricLongestWaitHeadroom)(l.spare.left, l.spare.known)
	all.percent(names.MetricServiceLevel)(f.ServiceLevel(p.Variant))
	all.percent(names.MetricServiceLevelHeadroom)(p.Headroom(f))
	all.percent(names.MetricAbandonRate)(f.AbandonRate())
	all.percent(names.MetricAbandonHeadroom)(l.abandons.left, l.abandons.known)
	all.percent(names.MetricPopSuccess)(f.PopSuccess())
	all.percent(names.MetricPopHeadroom)(l.pops.left, l.pops.known)
	all.took(names.MetricSpeedOfAnswer)(f.AverageSpeedOfAnswer())
	if l.final != nil {
		all.took(names.MetricHandleTime)(l.final.AverageHandleTime())
		all = append(all, metric.Of(names.MetricMissingWrapUps, l.final.MissingWrapUps))
	}
	return all
}

type figures []metric.Figure

func (f *figures) percent(name string) func(value float64, known bool) {
	return func(value float64, known bool) {
		if known {
			*f = append(*f, metric.Figure{Name: name, Unit: metric.Percent, Value: value})
		}
	}
}

func (f *figures) took(name string) func(d time.Duration, known bool) {
	return func(d time.Duration, known bool) {
		if known {
			*f = append(*f, metric.Took(name, d))
		}
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
