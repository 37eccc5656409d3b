package dynamo

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"tieline/shared/contact"
)

const (
	// hearingPatience bounds what telling may take: the contact comes first.
	hearingPatience = time.Second
	// hearingRest is for how long nothing is told after a failure: about until the
	// next batch.
	hearingRest = 5 * time.Second
)

// Hearing tells of the queues that contacts are met in, of each once, and, if it
// hears contact events, now and then that they come. It is one process's, and safe
// for concurrent use.
type Hearing struct {
	tell  func(ctx context.Context, at time.Time, queues ...string) error
	every time.Duration
	now   func() time.Time

	mu     sync.Mutex
	told   map[string]bool
	untold []string
	last   time.Time // when it told
	rests  time.Time // until then it does not
}

// NewHearing returns a Hearing that tells by Operations.Heard: that events come
// once every so long, or never if that is 0, as what it hears are no events.
func NewHearing(tell func(ctx context.Context, at time.Time, queues ...string) error, every time.Duration, now func() time.Time) *Hearing {
	return &Hearing{tell: tell, every: every, now: now, told: map[string]bool{}}
}

// Heard hears of a contact in a queue, "" if it is in none. It returns the error of
// telling, if it was time to tell: what was not told is told with what comes later.
func (h *Hearing) Heard(ctx context.Context, queue string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.now()
	if contact.ValidID(queue) && !h.told[queue] && !slices.Contains(h.untold, queue) {
		h.untold = append(h.untold, queue)
	}
	events := h.every > 0
	if now.Before(h.rests) || len(h.untold) == 0 && (!events || now.Sub(h.last) < h.every) {
		return nil
	}
	var at time.Time
	if events {
		at = now
	}
	telling, cancel := context.WithTimeout(ctx, hearingPatience)
	defer cancel()
	if err := h.tell(telling, at, h.untold...); err != nil {
		h.rests = now.Add(hearingRest)
		return fmt.Errorf("tell of %d queues: %w", len(h.untold), err)
	}
	for _, queue := range h.untold {
		h.told[queue] = true
	}
	h.untold, h.last = nil, now
	return nil
}
