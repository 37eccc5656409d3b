package main

import (
	"context"
	"encoding/json"
	"fmt"
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
	if err != nil { // Lambda's runtime logs it
		return struct{}{}, fmt.Errorf("%s: %w", fault.KindOf(err), err)
	}
	slog.InfoContext(ctx, "rung", "contacts", rung)
	return struct{}{}, nil
}
