// Package handler takes in what Salesforce tells: one event of its relay at a
// time.
package handler

import (
	"context"
	"encoding/json"
	"log/slog"
	"regexp"
	"slices"
	"time"

	"tieline/events"
	"tieline/shared/batch"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/relay"
	"tieline/shared/tuning"
)

// index is what was found for callers. An invalidation may be made twice, late
// or after a later one: it never brings back what was older.
type index interface {
	Invalidate(ctx context.Context, at time.Time, keys, records []string) (int, error)
}

// operations are what all functions share. They are read for each event: what is
// not invalidated by a region that an admin added would stay for hours.
type operations interface {
	Conditions(ctx context.Context) (dynamo.Conditions, error)
	KeepRelay(ctx context.Context, change func(relay.Health) relay.Health) error
}

// Parts are what the handling of an event needs.
type Parts struct {
	Callers  index
	Shared   operations
	Contacts contact.Store
	Doorbell contact.Doorbell
	Pace     contact.Pace
	Connect  instance
	Turn     func(ctx context.Context, perSecond int) error // waits until the next copy to Connect may go; NewTurns
	Now      func() time.Time
}

type handler struct{ Parts }

// New returns the handling of one event, as EventBridge delivers it.
func New(p Parts) batch.Handle { return handler{p}.handle }

// handle takes one event of Salesforce's. Events come late, twice and in any
// order, and none needs to be known again: what each does may be repeated.
func (h handler) handle(ctx context.Context, body []byte) error {
	var e events.Envelope
	if err := json.Unmarshal(body, &e); err != nil {
		return h.unread(ctx, fault.Errorf(fault.Invalid, "decode envelope: %w", err))
	}
	switch {
	case e.DetailType == events.DetailTypeHeartbeat:
		return h.hear(ctx, e.Payload())
	case e.DetailType == events.DetailTypeCallerChanged:
		return h.forget(ctx, e.Payload(), readCallerChanged)
	case e.DetailType == events.DetailTypeWrapUp:
		return h.wrapUp(ctx, e.Payload())
	case slices.Contains(events.DetailTypesChange, string(e.DetailType)):
		return h.forget(ctx, e.Payload(), readChange)
	}
	slog.InfoContext(ctx, "an event of another type")
	return nil
}

// hear notes that the relay brought a heartbeat.
func (h handler) hear(ctx context.Context, payload []byte) error {
	var beat events.Heartbeat
	if err := json.Unmarshal(payload, &beat); err != nil {
		return fault.Errorf(fault.Invalid, "decode heartbeat: %w", err)
	}
	if err := check(beat.RelayedKey); err != nil {
		return err
	}
	if beat.SentAt.IsZero() {
		return fault.Errorf(fault.Invalid, "the heartbeat does not say when it was sent")
	}
	now := h.Now()
	err := h.Shared.KeepRelay(ctx, func(was relay.Health) relay.Health { return relay.Heard(was, beat.SentAt.Time, now) })
	if err != nil {
		return err
	}
	slog.InfoContext(ctx, "heartbeat", "event_key", traceable(beat.EventKey), "took_ms", now.Sub(beat.SentAt.Time).Milliseconds())
	return nil
}

// news is what an event says of callers.
type news struct {
	event   string // its key, by which it is followed through the log and to Salesforce
	object  string
	change  string
	keys    []string // of the index
	records []string // ids
	unsure  bool     // more has changed, and the event does not say what
}

// forget invalidates what an event says has changed, as of now: that it is heard
// of later than it happened costs a search, where the time of another clock
// could let what is old stand.
func (h handler) forget(ctx context.Context, payload []byte, read func([]byte, tuning.Snapshot) (news, error)) error {
	in, err := h.Shared.Conditions(ctx)
	if err != nil {
		return err
	}
	n, err := read(payload, in.Tuned)
	if err != nil {
		return h.unread(ctx, err)
	}
	now, invalidated := h.Now(), 0
	if n.unsure {
		err = h.distrust(ctx, now)
	}
	if err == nil && len(n.keys)+len(n.records) > 0 {
		invalidated, err = h.Callers.Invalidate(ctx, now, n.keys, n.records)
	}
	if err != nil {
		return err
	}
	slog.InfoContext(ctx, "change of callers", slog.String("event_key", n.event), slog.String("object", n.object), slog.String("change", n.change),
		slog.Int("keys", len(n.keys)), slog.Int("records", len(n.records)), slog.Bool("unsure", n.unsure),
		metric.Embed(metric.Of(names.MetricInvalidations, invalidated)))
	return nil
}

// unread returns why an event cannot be read. It may have told of anybody, so
// all that was found before it is distrusted first: heartbeats go on, and would
// vouch for it for hours. If that fails the event comes again.
func (h handler) unread(ctx context.Context, why error) error {
	if err := h.distrust(ctx, h.Now()); err != nil {
		return err
	}
	return why
}

func (h handler) distrust(ctx context.Context, at time.Time) error {
	return h.Shared.KeepRelay(ctx, func(was relay.Health) relay.Health { return relay.Lost(was, at) })
}

// check reports an event of ours that cannot be read as one.
func check(k events.RelayedKey) error {
	switch {
	case k.EventKey == "":
		return fault.Errorf(fault.Invalid, "the event has no key")
	case !k.Known():
		return fault.Errorf(fault.Invalid, "the event is of a schema version that is not known here")
	}
	return nil
}

// trace is the shape of keys that may be logged: what is shorter could be a
// telephone number in the wrong place.
var trace = regexp.MustCompile(`^[A-Za-z0-9-]{20,80}$`)

func traceable(key events.Text) string { return trace.FindString(string(key)) }
