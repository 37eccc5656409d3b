package connecttest

import (
	"slices"
	"time"
)

// What GetCurrentMetricData and GetMetricDataV2 share: both give figures of
// queues, computed from what the instance has played so far.

const (
	maxValues = 100 // of filters (Amazon Connect API reference, both operations)
	byQueue   = "QUEUE"
)

// metric is one of a row. It is told by the one unit or the other threshold.
type metric struct {
	Name      string
	Unit      string      `json:",omitempty"`
	Threshold []threshold `json:",omitempty"`
}

type threshold struct {
	Comparison     string
	ThresholdValue float64
}

type value struct {
	Metric metric
	Value  float64
}

// filtered returns the queues that are asked for, each once and alone if they are
// grouped, else all together. It refuses what a call cannot be asked: no queues or
// too many of them, or a queue of another instance. A filter holds ids or ARNs.
func (i *Instance) filtered(filter, groupings []string) (rows [][]*Queue, refused *failure) {
	if len(filter) == 0 || len(filter) > maxValues || len(groupings) > 0 && !slices.Equal(groupings, []string{byQueue}) {
		return nil, badRequest
	}
	var asked []*Queue
	for _, name := range filter {
		q := i.queue(name)
		if q == nil {
			return nil, notFound
		}
		if !slices.Contains(asked, q) {
			asked = append(asked, q)
		}
	}
	if len(groupings) == 0 {
		return [][]*Queue{asked}, nil
	}
	for at := range asked {
		rows = append(rows, asked[at:at+1])
	}
	return rows, nil
}

// each shows every contact that was played, and how far it has come by now.
func (i *Instance) each(now time.Time, see func(k *known, since time.Duration)) {
	for _, one := range i.beside() {
		one.eachOwn(now, see)
	}
}

func (i *Instance) eachOwn(now time.Time, see func(k *known, since time.Duration)) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, k := range i.contacts {
		see(k, k.since(now))
	}
}

// in reports whether a leg is of one of the queues.
func (l *leg) in(queues []*Queue) bool {
	return l.queue != nil && slices.ContainsFunc(queues, func(q *Queue) bool { return q.ARN == l.queue.ARN })
}
