// Package handler computes service levels for a minute, publishes them, and tells
// of targets that are missed, and met again.
package handler

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/sla"
)

// Parts are what a run needs.
type Parts struct {
	Contacts   contacts  // *dynamo.Levels
	Heard      heard     // *dynamo.Operations
	Books      books     // *dynamo.Operations
	Names      directory // *dynamo.Directory
	Connect    connect   // *amazonconnect.Client
	Published  published // *cloudwatch.Metrics
	Bus        bus       // *bus.Bus
	Overrides  overrides // *parameters.Store; nil: nobody can set any
	Conditions func(context.Context) (dynamo.Conditions, error)
	Watched    []string // ids of queues with figures of their own
	Now        func() time.Time
}

// How long each stage of a run may take. Together they are less than the
// function's 50 s, and all that follows the book's keeping goes on at once.
const (
	beginning = 8 * time.Second
	looking   = 20 * time.Second
	keeping   = 5 * time.Second
	telling   = 12 * time.Second
)

type handler struct{ Parts }

// New returns the handling of one tick of the schedule.
func New(p Parts) func(ctx context.Context, tick json.RawMessage) (struct{}, error) {
	return handler{p}.handle
}

// handle evaluates the minute that the tick names, and those that were missed
// before it. It fails if a part of that could not be read, and the next run does
// the minute: there are no figures of half the queues. A minute that is done
// already is not done again, and only what is still to be told is told.
func (h handler) handle(ctx context.Context, tick json.RawMessage) (struct{}, error) {
	r, err := h.begin(ctx, tick)
	if err != nil {
		return struct{}{}, err
	}
	defer func() { r.report(ctx, h.Now().Sub(r.now)) }()
	if len(r.minutes) > 0 {
		if err := h.evaluate(ctx, r); err != nil {
			return struct{}{}, err
		}
		if r.kept, err = h.turn(ctx, r); err != nil {
			return struct{}{}, err
		}
		if !r.kept {
			slog.InfoContext(ctx, "another run was faster", "minute", r.at)
			return struct{}{}, nil
		}
	}
	return struct{}{}, h.tell(ctx, r)
}

// turn turns the book's page, and reports whether the book is now this run's. A
// conflict may be with its very own write, whose reply was lost and which somebody
// below tried again: so it looks.
func (h handler) turn(ctx context.Context, r *run) (ours bool, err error) {
	err = h.keep(ctx, r.next, r.book.Minute)
	if fault.KindOf(err) != fault.Conflict {
		return err == nil, err
	}
	found, err := h.Books.Book(ctx)
	if err != nil {
		return false, err
	}
	is, _ := json.Marshal(found) // a book is made of what can be encoded
	want, _ := json.Marshal(r.next)
	return bytes.Equal(is, want), nil
}

// keep keeps the book.
func (h handler) keep(ctx context.Context, b sla.Book, was time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, keeping)
	defer cancel()
	return h.Books.KeepBook(ctx, b, was)
}
