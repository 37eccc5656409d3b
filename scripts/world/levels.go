package world

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tieline/shared/amazonconnect/connecttest"
)

// usualThreshold is that of the service level (tuning's sla/threshold), and
// troubledThreshold that of the queue of the scenario, which tunes it before the
// first call of that queue.
const (
	usualThreshold    = 20 * time.Second
	troubledThreshold = 10 * time.Second
)

// threshold is that of a queue once what was tuned is in force.
func threshold(queueARN string) time.Duration {
	if id(queueARN, "queue") == troubledQueue {
		return troubledThreshold
	}
	return usualThreshold
}

// levelMet follows Connect's "service level X": contacts removed from the queue in
// less than X, however, of all that were in it (administrator guide, "Metrics
// definitions").
func levelMet(e Expectation) any {
	switch {
	case !ofQueue(e.QueueARN):
		return nil
	case e.DequeuedAt.Sub(e.EnqueuedAt) < threshold(e.QueueARN):
		return 1.0
	}
	return 0.0
}

func levelThreshold(e Expectation) any {
	if !ofQueue(e.QueueARN) {
		return nil
	}
	return threshold(e.QueueARN).Seconds()
}

// ofQueue reports whether an ARN is of a queue, and not of an agent's own, of which
// nobody promises anything.
func ofQueue(arn string) bool {
	return strings.Contains(arn, "/queue/") && !strings.Contains(arn, "/queue/agent/")
}

// levels are the fields that say whether a contact left its queue in time.
var levels = []string{"Service_Level_Met__c", "Service_Level_Threshold__c"}

// levelled waits until Salesforce judges each contact by the threshold of its
// queue. They must have been played after that was in force everywhere: which one
// holds of a contact that is written while it spreads, nobody can say.
func (w *World) levelled(ctx context.Context, played []connecttest.Played) (count int, err error) {
	var found []Difference
	_, err = inTime(ctx, settling, "the service level of each contact in Salesforce", func(context.Context) (bool, error) {
		count, found = w.unlevelled(played)
		return len(found) == 0, nil
	})
	if errors.Is(err, errLate) {
		err = fmt.Errorf("%w: %v", err, found)
	}
	return count, err
}

// unlevelled compares the service levels of all contacts that have one.
func (w *World) unlevelled(played []connecttest.Played) (count int, found []Difference) {
	for _, call := range played {
		for _, c := range call.Contacts {
			if !ofQueue(c.QueueARN) {
				continue
			}
			count++
			_, differences := Compare(Expectation{Truth: c}, w.org.interactions(c.ID))
			for _, d := range differences {
				if d.Field == "records" || slices.Contains(levels, d.Field) {
					found = append(found, d)
				}
			}
		}
	}
	return count, found
}
