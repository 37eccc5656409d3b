// Package batch runs a function of one message over a Lambda batch, and
// decides by the kind of its error what becomes of the message.
package batch

import (
	"context"
	"log/slog"
	"time"

	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
)

// grace is kept free at the end of an invocation to report what was not done.
const grace = 2 * time.Second

// Parker keeps messages that can never succeed, whole, for people to look at.
type Parker interface {
	Park(ctx context.Context, id string, body []byte, reason error) error
}

// Handle works on one message's body.
//
//	nil        the message is done with
//	permanent  the message is parked with its reason, and done with
//	other      the message is delivered again
type Handle func(ctx context.Context, body []byte) error

// message is what the sources of batches have in common.
type message struct {
	id   string
	body []byte
	at   time.Time // when its sender sent it; zero if that is not known
}

// runner runs Handle over the messages of a batch.
type runner struct {
	handle Handle
	park   Parker
}

// run returns the indexes of the messages that must come again.
func (r runner) run(ctx context.Context, messages []message, in rows, atOnce int) (again []int) {
	count := newTally()
	results := make([]result, len(messages))
	in.work(atOnce, func(n int) { results[n] = r.one(ctx, messages[n]) })
	for n, m := range messages {
		count.add(m, results[n])
		if results[n].err != nil {
			again = append(again, n)
		}
	}
	count.log(ctx)
	return again
}

// result is what became of a message: it comes again if there is an error.
type result struct {
	parked bool
	err    error
}

// tally is what the one line says that every batch leaves in the log.
type tally struct {
	began                   time.Time
	messages, parked, again int
	kinds                   map[fault.Kind]int // of why they come again
	oldest                  time.Duration
}

func newTally() *tally { return &tally{began: time.Now(), kinds: map[fault.Kind]int{}} }

func (t *tally) add(m message, r result) {
	t.messages++
	t.oldest = max(t.oldest, age(m.at))
	if r.parked {
		t.parked++
	}
	if r.err != nil {
		t.again++
		t.kinds[fault.KindOf(r.err)]++
	}
}

func (t *tally) log(ctx context.Context) {
	slog.InfoContext(ctx, "batch", slog.Int64("took_ms", time.Since(t.began).Milliseconds()), slog.Any("kinds", t.kinds), metric.Embed(
		metric.Of(names.MetricMessages, t.messages),
		metric.Of(names.MetricParked, t.parked),
		metric.Of(names.MetricComesAgain, t.again),
		metric.Of(names.MetricUnknownFaults, t.kinds[fault.Unknown]),
		metric.Took(names.MetricEventAge, t.oldest),
	))
}

// one works on a message and says what becomes of it, if that is not to be gone.
func (r runner) one(ctx context.Context, m message) result {
	parked, err := r.finish(ctx, m)
	if err != nil {
		slog.ErrorContext(ctx, "message comes again", "message_id", m.id, "kind", fault.KindOf(err), "err", err)
	}
	return result{parked, err}
}

// finish returns nil only when m is finished with, done or parked.
func (r runner) finish(ctx context.Context, m message) (parked bool, err error) {
	if d, ok := ctx.Deadline(); ok && time.Until(d) <= grace {
		return false, fault.Errorf(fault.Unavailable, "no time is left")
	}
	reason := guarded(ctx, func(ctx context.Context) error { return r.handle(ctx, m.body) })
	if !fault.Permanent(reason) {
		return false, reason
	}
	slog.ErrorContext(ctx, "message parked", "message_id", m.id, "kind", fault.KindOf(reason), "err", reason)
	err = guarded(ctx, func(ctx context.Context) error { return r.park.Park(ctx, m.id, m.body, reason) })
	return err == nil, err
}

// guarded leaves the grace untouched, however long the work takes, and makes a
// panic its failure. What ends because time was up is no fault of anybody's.
func guarded(ctx context.Context, work func(context.Context) error) (err error) {
	if d, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, d.Add(-grace))
		defer cancel()
	}
	defer func() {
		if recover() != nil {
			err = fault.Panic()
		} else if fault.KindOf(err) == fault.Unknown && ctx.Err() != nil {
			err = fault.Errorf(fault.Unavailable, "time was up: %w", err)
		}
	}()
	return work(ctx)
}
