package slareport

import (
	"context"
	"fmt"
	"time"

	"tieline/shared/sla"
	"tieline/shared/sla/tuned"
)

// atOnce is how many chunks of contacts are read side by side, and kept at most.
const atOnce = 8

// computed is what came of a chunk.
type computed struct {
	of  []sla.Figures
	err error
}

// figures computes all chunks of all queues and hands them over in order.
func (t Task) figures(ctx context.Context, each func(queue, chunk int, of []sla.Figures) error) error {
	running, stop := context.WithCancel(ctx)
	ahead := make(chan chan computed, atOnce-1)
	defer func() { // nothing goes on behind the back of whoever asked
		stop()
		for result := range ahead {
			<-result
		}
	}()
	go func() {
		defer close(ahead)
		for n := range len(t.Queues) * len(t.Chunks) {
			result := make(chan computed, 1)
			select {
			case ahead <- result:
				go func() { result <- t.compute(running, t.Queues[n/len(t.Chunks)], t.Chunks[n%len(t.Chunks)]) }()
			case <-running.Done():
				return
			}
		}
	}()
	n := 0
	for result := range ahead {
		c := <-result
		if c.err != nil {
			return c.err
		}
		if err := each(n/len(t.Chunks), n%len(t.Chunks), c.of); err != nil {
			return err
		}
		n++
	}
	return ctx.Err()
}

// compute reads a chunk's contacts once, and forgets them.
func (t Task) compute(ctx context.Context, q Queue, c Chunk) computed {
	contacts, err := t.Contacts.Ended(ctx, q.ID, c.From, c.To)
	if err != nil {
		return computed{err: fmt.Errorf("contacts of queue %s that ended on %s: %w", q.ID, c.From.Format(time.DateOnly), err)}
	}
	policy := tuned.Policy(t.Tuned, q.ID)
	var of []sla.Figures
	for _, b := range c.Buckets {
		from, to := later(b.From, c.From), earlier(b.To, c.To)
		// Final judges wrap-ups at its end, and contacts that ended shortly before the
		// bucket's have had their time since.
		of = append(of, sla.Final(ended(contacts, from, to), policy, from, later(to, t.Now)))
	}
	return computed{of: of}
}

// ended are those of the contacts that ended in [from, to).
func ended(contacts []sla.Contact, from, to time.Time) (some []sla.Contact) {
	for _, c := range contacts {
		if !c.DisconnectedAt.Before(from) && c.DisconnectedAt.Before(to) {
			some = append(some, c)
		}
	}
	return some
}
