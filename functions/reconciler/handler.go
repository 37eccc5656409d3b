package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"tieline/shared/metric"
	"tieline/shared/names"
)

type ringer interface {
	Ring(ctx context.Context, limit int) (rung int, oldest time.Duration, err error)
}

type handler struct {
	contacts ringer
	limit    int // per run
	duties   []duty
}

// handle does not read its event: what is due is due whatever the schedule says.
// It fails only if it could not ring. The duties go on beside that: neither waits
// for the other, nor suffers with it.
func (h handler) handle(ctx context.Context, _ json.RawMessage) (struct{}, error) {
	var all sync.WaitGroup
	defer all.Wait()
	for _, d := range h.duties {
		all.Go(func() { d.attempt(ctx) })
	}
	return struct{}{}, h.ring(ctx)
}

func (h handler) ring(ctx context.Context) error {
	began := time.Now()
	rung, oldest, err := h.contacts.Ring(ctx, h.limit)
	if err != nil {
		return err
	}
	slog.InfoContext(ctx, "rung", slog.Int64("took_ms", time.Since(began).Milliseconds()), metric.Embed(
		metric.Of(names.MetricRung, rung), metric.Took(names.MetricOldestDue, oldest)))
	return nil
}
