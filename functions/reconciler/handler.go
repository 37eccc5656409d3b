package main

import (
	"context"
	"encoding/json"
	"log/slog"
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
}

// handle does not read its event: what is due is due whatever the schedule says.
func (h handler) handle(ctx context.Context, _ json.RawMessage) (struct{}, error) {
	began := time.Now()
	rung, oldest, err := h.contacts.Ring(ctx, h.limit)
	if err != nil {
		return struct{}{}, err
	}
	slog.InfoContext(ctx, "rung", slog.Int64("took_ms", time.Since(began).Milliseconds()), metric.Embed(
		metric.Of(names.MetricRung, rung), metric.Took(names.MetricOldestDue, oldest)))
	return struct{}{}, nil
}
