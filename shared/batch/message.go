// Package batch runs a function of one message over a Lambda batch, and
// decides by the kind of its error what becomes of the message.
package batch

import (
	"context"
	"log/slog"
	"runtime"
	"strconv"
	"strings"
	"time"

	"tieline/shared/fault"
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

// runner runs Handle over the messages of a batch and counts for one log line.
type runner struct {
	handle Handle
	park   Parker
}

// run returns the indexes of the messages that must come again.
func (r runner) run(ctx context.Context, messages []message) (again []int) {
	var parked int
	var oldest time.Duration
	for n, m := range messages {
		kept, err := r.one(ctx, m)
		if kept {
			parked++
		}
		if err != nil {
			slog.ErrorContext(ctx, "message comes again", "message_id", m.id, "kind", fault.KindOf(err), "err", err)
			again = append(again, n)
		}
		oldest = max(oldest, age(m.at))
	}
	slog.InfoContext(ctx, "batch", "messages", len(messages), "parked", parked, "again", len(again), "oldest_ms", oldest.Milliseconds())
	return again
}

// one returns nil only when m is finished with, done or parked.
func (r runner) one(ctx context.Context, m message) (parked bool, err error) {
	if d, ok := ctx.Deadline(); ok && time.Until(d) < grace {
		return false, context.DeadlineExceeded
	}
	reason := r.guarded(ctx, m.body)
	if !fault.Permanent(reason) {
		return false, reason
	}
	slog.ErrorContext(ctx, "message parked", "message_id", m.id, "kind", fault.KindOf(reason), "err", reason)
	err = r.park.Park(ctx, m.id, m.body, reason)
	return err == nil, err
}

// guarded leaves the grace untouched, however long a message takes, and makes a
// panic the failure of one message and not of its neighbours. What the panic
// says is not kept, as it may quote the message; where it was is.
func (r runner) guarded(ctx context.Context, body []byte) (err error) {
	if d, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, d.Add(-grace))
		defer cancel()
	}
	defer func() {
		if recover() != nil {
			err = fault.Errorf(fault.Unknown, "panic in %s", panicked())
		}
	}()
	return r.handle(ctx, body)
}

// panicked names the function that panicked: the first that is not the
// runtime's, below the deferred one that asks.
func panicked() string {
	var pcs [16]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])])
	for {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, "runtime.") || !more {
			return f.Function + ":" + strconv.Itoa(f.Line)
		}
	}
}
