package connecttest

import (
	"slices"
	"time"
)

// What GetCurrentMetricData and GetMetricDataV2 share: both give figures of the
// queue, computed from what the instance has played so far.

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

// filtered refuses what a call cannot be asked: no queues or too many of them,
// or a queue of another instance. A filter holds ids or ARNs.
func (i *Instance) filtered(queues, groupings []string) *failure {
	if len(queues) == 0 || len(queues) > maxValues || len(groupings) > 0 && !slices.Equal(groupings, []string{byQueue}) {
		return badRequest
	}
	for _, q := range queues {
		if q != i.Queue.ARN && q != i.Queue.id() {
			return notFound
		}
	}
	return nil
}

// each shows every contact that was played, and how far it has come by now.
func (i *Instance) each(now time.Time, see func(k *known, since time.Duration)) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, k := range i.contacts {
		see(k, k.since(now))
	}
}
