package handler

import (
	"context"
	"crypto/rand"
	"log/slog"
	"time"

	"tieline/events"
	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/relay"
)

// early is how much less than a Beat may lie between two heartbeats: runs are not
// on the second.
const early = 30 * time.Second

// heart publishes heartbeats into Salesforce, which its event relay brings back.
type heart struct {
	org  org
	now  func() time.Time
	last time.Time // by this environment; another one's are harmless
}

// beat publishes a heartbeat if one is due. One that failed is due in the next run.
func (h *heart) beat(ctx context.Context) error {
	now := h.now()
	if now.Sub(h.last) < relay.Beat-early {
		return nil
	}
	key := rand.Text()
	if err := h.org.Publish(ctx, events.DetailTypeHeartbeat, events.NewHeartbeat(key, now)); err != nil {
		return err
	}
	h.last = now
	slog.InfoContext(ctx, "heartbeat sent", "event_key", key)
	return nil
}

// relayHealth tells whether heartbeats come back.
type relayHealth struct {
	shared schemas
	now    func() time.Time
}

func (r relayHealth) report(ctx context.Context) error {
	in, err := r.shared.Conditions(ctx)
	if err != nil {
		return err
	}
	slog.InfoContext(ctx, "event relay", slog.Time("since", in.Relay.Since), slog.Time("until", in.Relay.Until),
		metric.Embed(metric.Of(names.MetricRelayHealthy, one(in.Relay.Healthy(r.now())))))
	return nil
}
