package handler

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"

	"tieline/events"
	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/sla"
)

// deliver tells the notices that are still to be told, and keeps the book without
// them. If that fails they are told again: at least once.
func (h handler) deliver(ctx context.Context, r *run) error {
	book := r.book
	if r.kept {
		book = r.next
	}
	if len(book.Pending) == 0 {
		return nil
	}
	o := outbox{handler: h, pending: book.Pending[:min(len(book.Pending), most)], waits: map[string]bool{}, told: map[int]bool{}}
	failed := o.tell(ctx)
	left := o.left(book.Pending)
	slog.InfoContext(ctx, "breaches told", "notices", len(book.Pending)-len(left), "left", len(left))
	if len(left) == len(book.Pending) {
		return failed
	}
	book.Pending = left
	err := h.keep(ctx, book, book.Minute)
	if fault.KindOf(err) == fault.Conflict {
		slog.InfoContext(ctx, "breaches are told again", "minute", book.Minute)
		err = nil
	}
	return errors.Join(failed, err)
}

// most is how many notices are told in one run. The others wait for the next.
const most = 100

// outbox is the telling of some notices.
type outbox struct {
	handler
	pending []sla.Notice
	queues  map[string]string // what they are called, by id
	waits   map[string]bool   // keys of breaches of which a notice has to wait
	told    map[int]bool      // which of the pending
}

// tell tells of breaches before it tells of any recovery, and of none of which a
// notice has to wait: whoever hears of a breach last takes it to last.
func (o *outbox) tell(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, telling)
	defer cancel()
	o.queues = o.called(ctx)
	return errors.Join(o.publish(ctx, false), o.publish(ctx, true))
}

// called looks up what the queues are called. No notice waits for a name.
func (o *outbox) called(ctx context.Context) map[string]string {
	var who contact.IDs
	for _, n := range o.pending {
		who.Queues = append(who.Queues, n.Queue)
	}
	who.Queues = distinct(who.Queues)
	known, _, err := o.Names.Look(ctx, who)
	if err != nil {
		slog.WarnContext(ctx, "queues not named", "kind", fault.KindOf(err), "err", err)
	}
	return known.Queues
}

// publish puts the notices of one type on the bus.
func (o *outbox) publish(ctx context.Context, recovered bool) error {
	which, failed := o.keepRows(ctx, recovered)
	if len(which) == 0 {
		return failed
	}
	detailType, details := events.DetailTypeServiceLevelBreached, make([]json.RawMessage, 0, len(which))
	if recovered {
		detailType = events.DetailTypeServiceLevelRecovered
	}
	for _, n := range which {
		details = append(details, o.detail(o.pending[n]))
	}
	refused, err := o.Bus.Publish(ctx, events.SourceTieline, detailType, details...)
	for at, n := range which {
		o.told[n] = !slices.Contains(refused, at)
		o.waits[o.pending[n].Key()] = !o.told[n]
	}
	return errors.Join(failed, err)
}

// keepRows keeps the breaches of one type of notice for people to look up, before
// anybody hears of them. It returns which of the pending may be told.
func (o *outbox) keepRows(ctx context.Context, recovered bool) (which []int, failed error) {
	for n, notice := range o.pending {
		if notice.Recovered != recovered || o.waits[notice.Key()] {
			continue
		}
		if err := o.Books.KeepBreach(ctx, notice.Breach); err != nil {
			o.waits[notice.Key()] = true
			failed = errors.Join(failed, err)
			continue
		}
		which = append(which, n)
	}
	return which, failed
}

// detail is what the bus is told. How well the queue does as a breach opens is
// the worst that is known of it; how well by its end the notice does not say.
func (o *outbox) detail(n sla.Notice) json.RawMessage {
	b := events.ServiceLevelBreached{
		Key: events.Text(n.Key()), Queue: events.Text(n.Queue), QueueName: events.Text(o.queues[n.Queue]),
		Target: events.Percent{Value: n.Target, Known: true}, Worst: events.Percent{Value: n.Worst, Known: true},
		ThresholdSeconds: events.Seconds{Duration: n.Threshold, Known: true}, Hurt: events.Count(n.Hurt), OpenedAt: events.Time{Time: n.OpenedAt},
	}
	if n.Recovered {
		return events.NewServiceLevelRecovered(events.ServiceLevelRecovered{ServiceLevelBreached: b, ClosedAt: events.Time{Time: n.ClosedAt}})
	}
	b.Level = b.Worst
	return events.NewServiceLevelBreached(b)
}

// left are the notices that have yet to be told.
func (o *outbox) left(all []sla.Notice) (left []sla.Notice) {
	for n, notice := range all {
		if !o.told[n] {
			left = append(left, notice)
		}
	}
	return left
}
