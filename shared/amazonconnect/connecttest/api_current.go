package connecttest

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

type currentRequest struct {
	Filters struct {
		Queues, Channels []string
	}
	Groupings      []string
	CurrentMetrics []struct{ Name, Unit string }
}

type currentAnswer struct {
	MetricResults         []currentRow
	ApproximateTotalCount int
	DataSnapshotTime      float64
}

type currentRow struct {
	Dimensions  map[string]queueReference
	Collections []value
}

type queueReference struct {
	Arn string
	ID  string `json:"Id"`
}

// currentMetrics is GetCurrentMetricData, of some metrics (Amazon Connect API
// reference; administrator guide, "Metrics definitions").
func (i *Instance) currentMetrics(r *http.Request, _ string) (any, *failure) {
	var in currentRequest
	if json.NewDecoder(r.Body).Decode(&in) != nil || len(in.CurrentMetrics) == 0 {
		return nil, badRequest
	}
	asked, refused := i.filtered(in.Filters.Queues, in.Groupings)
	if refused != nil {
		return nil, refused
	}
	now := i.Now()
	rows := make([]currentRow, len(asked))
	for n, queues := range asked {
		if len(in.Groupings) > 0 {
			rows[n].Dimensions = map[string]queueReference{"Queue": {queues[0].ARN, queues[0].id()}}
		}
		standing := i.stands(now, in.Filters.Channels, queues)
		for _, m := range in.CurrentMetrics {
			figure, known := currentFigures[m.Name+" "+m.Unit]
			if !known {
				return nil, badRequest
			}
			rows[n].Collections = append(rows[n].Collections, value{metric{Name: m.Name, Unit: m.Unit}, figure(standing, now, len(in.Groupings) > 0)})
		}
	}
	return currentAnswer{rows, len(rows), float64(now.UnixMilli()) / 1000}, nil
}

// currentFigures are the metrics that can be asked for, by name and unit.
var currentFigures = map[string]func(s standing, now time.Time, grouped bool) float64{
	"AGENTS_ONLINE COUNT":        func(s standing, _ time.Time, _ bool) float64 { return float64(s.staffed) },
	"AGENTS_STAFFED COUNT":       func(s standing, _ time.Time, _ bool) float64 { return float64(s.staffed) },
	"AGENTS_AVAILABLE COUNT":     func(s standing, _ time.Time, _ bool) float64 { return float64(s.available) },
	"CONTACTS_IN_QUEUE COUNT":    func(s standing, _ time.Time, _ bool) float64 { return float64(s.waiting) },
	"OLDEST_CONTACT_AGE SECONDS": standing.age,
}

// age says seconds, and is in milliseconds if there is no grouping (API
// reference, GetCurrentMetricData).
func (s standing) age(now time.Time, grouped bool) float64 {
	switch {
	case s.waiting == 0:
		return 0
	case grouped:
		return float64(now.Sub(s.oldest) / time.Second)
	}
	return float64(now.Sub(s.oldest) / time.Millisecond)
}

// standing is how queues stand.
type standing struct {
	staffed, available, waiting int
	oldest                      time.Time // when the longest of those who wait was enqueued
}

// stands counts. All agents are there for every queue, and available unless they
// are at a contact, have after-contact work, or it rings at them.
func (i *Instance) stands(now time.Time, channels []string, queues []*Queue) standing {
	var s standing
	busy := map[string]bool{}
	i.each(now, func(k *known, since time.Duration) {
		if a := k.engaged(since); a != nil {
			busy[a.ARN] = true
		}
		if !k.waits(since) || !k.in(queues) || len(channels) > 0 && !slices.Contains(channels, k.channel) {
			return
		}
		s.waiting++
		if at := k.at(k.enqueued); s.oldest.IsZero() || at.Before(s.oldest) {
			s.oldest = at
		}
	})
	if slices.ContainsFunc(queues, func(q *Queue) bool { return !q.Unstaffed }) {
		s.staffed, s.available = len(i.Agents), len(i.Agents)-len(busy)
	}
	return s
}

// waits reports whether the leg is in its queue: no more once it is routed to an
// agent, who has yet to accept (administrator guide, "Metrics definitions").
func (l *leg) waits(since time.Duration) bool {
	return l.queue != nil && since >= l.enqueued && since < l.offered()
}

// offered is when it first rings at an agent, or when one accepts or the leg
// ends, if it never rang in vain.
func (l *leg) offered() time.Duration { return l.dequeued - ringing*time.Duration(len(l.missed)) }

// engaged is the agent whom the leg keeps from taking others, nil if none.
func (l *leg) engaged(since time.Duration) *Agent {
	from := l.begun // one that is not queued is the agent's own
	if l.queue != nil {
		from = l.dequeued
	}
	switch {
	case l.queue != nil && since >= l.offered() && since < l.dequeued:
		return l.missed[min(len(l.missed)-1, int((since-l.offered())/ringing))]
	case l.agent != nil && since >= from && since < l.worked:
		return l.agent
	}
	return nil
}
