package handler

import (
	"cmp"
	"context"
	"time"

	"tieline/shared/amazonconnect"
	"tieline/shared/metric"
	"tieline/shared/names"
)

// staffing puts what Connect alone knows, if the run is of now.
func (h handler) staffing(ctx context.Context, r *run) error {
	if r.now.Sub(r.at).Abs() >= time.Minute {
		return nil
	}
	now, err := h.Connect.CurrentMetrics(ctx, r.queues)
	if of := h.known(r, now, err == nil); len(of) > 0 {
		err = cmp.Or(err, h.Published.Put(ctx, r.at, of))
	}
	return err
}

// known are the figures that Connect answered for; of all queues only if it could
// be asked for all.
func (h handler) known(r *run, now map[string]amazonconnect.Current, whole bool) map[string][]metric.Figure {
	of := map[string][]metric.Figure{}
	if whole && len(now) > 0 {
		of[names.QueueAll] = []metric.Figure{metric.Of(names.MetricContactsInQueue, inQueues(now))}
	}
	if c, known := now[worst(r.levels[len(r.levels)-1], level{}).queue]; known {
		of[names.QueueWorst] = staffed(c)
	}
	for _, id := range h.Watched {
		if c, known := now[id]; known {
			of[id] = staffed(c)
		}
	}
	return of
}

func staffed(c amazonconnect.Current) []metric.Figure {
	return []metric.Figure{metric.Of(names.MetricAgentsStaffed, c.Staffed), metric.Of(names.MetricAgentsAvailable, c.Available),
		metric.Of(names.MetricContactsInQueue, c.InQueue)}
}

// inQueues is of all queues. There is no such sum of agents: each is counted in
// every queue that the agent serves.
func inQueues(now map[string]amazonconnect.Current) (contacts int) {
	for _, c := range now {
		contacts += c.InQueue
	}
	return contacts
}
