package handler

import (
	"context"
	"maps"
	"math"
	"time"

	"tieline/shared/amazonconnect"
	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/sla"
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

// compare holds the hour that settled against Connect's own figures, and puts how
// far our service level is from Connect's, of the queue of which it is furthest.
func (h handler) compare(ctx context.Context, r *run) error {
	if r.hour.IsZero() {
		return nil
	}
	theirs, err := h.theirs(ctx, r)
	if err != nil {
		return err
	}
	furthest, known := 0.0, false
	for _, ours := range r.readings {
		if points, comparable := drift(ours.hour, theirs[ours.queue], ours.policy.Minimum); comparable {
			furthest, known = max(furthest, points), true
		}
	}
	if !known {
		return nil
	}
	return h.Published.Put(ctx, r.at, map[string][]metric.Figure{
		names.QueueAll: {{Name: names.MetricDrift, Unit: metric.Percent, Value: furthest}},
	})
}

// theirs are Connect's figures of the hour, asked for by threshold, as one call is
// of one.
func (h handler) theirs(ctx context.Context, r *run) (map[string]amazonconnect.Historic, error) {
	queues := map[time.Duration][]string{}
	for _, of := range r.readings {
		queues[of.policy.Threshold] = append(queues[of.policy.Threshold], of.queue)
	}
	all := map[string]amazonconnect.Historic{}
	for threshold, some := range queues {
		figures, err := h.Connect.HistoricMetrics(ctx, some, threshold, r.hour, r.hour.Add(time.Hour))
		if err != nil {
			return nil, err
		}
		maps.Copy(all, figures)
	}
	return all, nil
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
