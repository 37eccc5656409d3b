package handler

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"tieline/shared/sla"
	"tieline/shared/sla/tuned"
)

// reading is what one reading of a queue's contacts comes to. The contacts
// themselves are not kept: those of all queues at once would need much memory.
type reading struct {
	queue  string
	policy sla.Policy
	live   []sla.Figures // of each minute
	final  sla.Figures   // of the last one
	hour   sla.Figures   // of the hour to be compared
}

// evaluate computes what the run's minutes come to, without keeping it.
func (h handler) evaluate(ctx context.Context, r *run) error {
	ctx, cancel := context.WithTimeout(ctx, looking)
	defer cancel()
	all := make([]reading, len(r.queues))
	err := each(len(r.queues), func(n int) (err error) {
		all[n], err = h.read(ctx, r, r.queues[n])
		return err
	})
	if err != nil {
		return err
	}
	r.readings = all
	r.follow()
	return nil
}

// read reads a queue once, for all minutes. Who waits is read first: a contact
// that leaves meanwhile is seen twice for a minute rather than not at all.
func (h handler) read(ctx context.Context, r *run, queue string) (reading, error) {
	p := tuned.Policy(r.tuned, queue)
	waiting, err := h.Contacts.Waiting(ctx, queue)
	if err != nil {
		return reading{}, fmt.Errorf("read who waits in queue %s: %w", queue, err)
	}
	left, err := h.Contacts.Left(ctx, queue, r.minutes[0].Add(-p.Window), r.now.Add(ahead))
	if err != nil {
		return reading{}, fmt.Errorf("read who left queue %s: %w", queue, err)
	}
	from := r.at.Add(-p.FinalWindow)
	ended, err := h.Contacts.Ended(ctx, queue, r.earliest(from), r.at)
	if err != nil {
		return reading{}, fmt.Errorf("read whose contact in queue %s ended: %w", queue, err)
	}
	of := reading{queue: queue, policy: p, final: sla.Final(ended, p, from, r.at)}
	if !r.hour.IsZero() {
		of.hour = sla.Final(ended, p, r.hour, r.hour.Add(time.Hour))
	}
	all := slices.Concat(waiting, left)
	for _, at := range r.minutes {
		of.live = append(of.live, sla.Live(all, p, at))
	}
	return of, nil
}

// earliest returns since when contacts that ended are needed.
func (r *run) earliest(from time.Time) time.Time {
	if !r.hour.IsZero() && r.hour.Before(from) {
		return r.hour
	}
	return from
}

// follow moves each queue's watch on, minute by minute.
func (r *run) follow() {
	r.next = sla.Book{Minute: r.at, Watches: maps.Clone(r.book.Watches), Pending: slices.Clone(r.book.Pending)}
	if r.next.Watches == nil {
		r.next.Watches = map[string]sla.Watch{}
	}
	for n, at := range r.minutes {
		all := make([]level, 0, len(r.readings))
		for _, of := range r.readings {
			watch, notices := r.next.Watches[of.queue].Next(of.queue, at, of.policy, of.live[n])
			r.next.Watches[of.queue] = watch
			r.next.Pending = append(r.next.Pending, notices...)
			all = append(all, of.at(n, at, watch))
		}
		r.levels = append(r.levels, all)
	}
}
