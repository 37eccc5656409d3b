package main

import (
	"context"
	"encoding/json"
	"log/slog"

	"tieline/shared/fault"
)

type ringer interface {
	Ring(ctx context.Context, limit int) (rung int, err error)
}

type handler struct {
	contacts ringer
	limit    int // per run
}

// handle does not read its event: what is due is due whatever the schedule says.
func (h handler) handle(ctx context.Context, _ json.RawMessage) (struct{}, error) {
	rung, err := h.contacts.Ring(ctx, h.limit)
	if err != nil {
		slog.ErrorContext(ctx, "not rung", "kind", fault.KindOf(err), "err", err)
		return struct{}{}, err
	}
	slog.InfoContext(ctx, "rung", "contacts", rung)
	return struct{}{}, nil
}
