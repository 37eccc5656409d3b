package handler

import (
	"context"
	"errors"
	"maps"
	"math"
	"time"

	"tieline/shared/amazonconnect"
	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/sla"
	"tieline/shared/tuning"
)

// settled is how long after an hour's end its figures are compared. A contact's
// record follows its end, and its after-contact work, by minutes; until then
// neither side has the figures that it stays with.
const settled = 15 * time.Minute

// hourBetween returns the hour, by its beginning, that settled after the last
// minute done and up to this one: the latest if there are several, and the zero
// time if there is none.
func hourBetween(last, at time.Time) time.Time {
	end := at.Add(-settled).Truncate(time.Hour)
	if last.IsZero() || !last.Add(-settled).Before(end) {
		return time.Time{}
	}
	return end.Add(-time.Hour)
}

// asking is how long Connect may take for it, so that there is time left to put
// what it answered.
const asking = 9 * time.Second

// compare holds the hour that settled against Connect's own figures, and puts how
// far our service level is from Connect's, of the queue of which it is furthest,
// and what that leaves of its limit, which the alarm watches. Queues that Connect
// does not answer for are left out. If it answers for none, nothing is put of this
// hour, and no later run asks again: the alarm is of several hours.
func (h handler) compare(ctx context.Context, r *run) error {
	if r.hour.IsZero() {
		return nil
	}
	theirs, unanswered := h.theirs(ctx, r)
	furthest, known := 0.0, false
	for _, ours := range r.readings {
		if points, comparable := drift(ours.hour, theirs[ours.queue], ours.policy.Minimum); comparable {
			furthest, known = max(furthest, points), true
		}
	}
	if !known {
		return unanswered
	}
	left := float64(tuning.SLADriftLimit.In(r.tuned)) - furthest
	return errors.Join(unanswered, h.Published.Put(ctx, r.at, map[string][]metric.Figure{names.QueueAll: {
		{Name: names.MetricDrift, Unit: metric.Percent, Value: furthest},
		{Name: names.MetricDriftHeadroom, Unit: metric.Percent, Value: left},
	}}))
}

// theirs are Connect's figures of the hour, asked for by threshold, as one call is
// of one. With a fault come those that were answered.
func (h handler) theirs(ctx context.Context, r *run) (all map[string]amazonconnect.Historic, err error) {
	ctx, cancel := context.WithTimeout(ctx, asking)
	defer cancel()
	queues := map[time.Duration][]string{}
	for _, of := range r.readings {
		queues[of.policy.Threshold] = append(queues[of.policy.Threshold], of.queue)
	}
	all = map[string]amazonconnect.Historic{}
	for threshold, some := range queues {
		figures, fault := h.Connect.HistoricMetrics(ctx, some, threshold, r.hour, r.hour.Add(time.Hour))
		maps.Copy(all, figures)
		err = errors.Join(err, fault)
	}
	return all, err
}

// drift is how far a queue's service level is from Connect's, in percentage
// points, by Connect's own variant whatever the queue's is. Of few contacts
// nothing is said. Where we know of none, and Connect of enough, all is adrift.
func drift(ours sla.Figures, theirs amazonconnect.Historic, minimum int) (points float64, comparable bool) {
	level, known := ours.ServiceLevel(sla.Connect)
	switch {
	case !theirs.Known || max(ours.Offered, theirs.Queued) < minimum:
		return 0, false
	case !known:
		return 100, true
	}
	return math.Abs(level - theirs.ServiceLevel), true
}
