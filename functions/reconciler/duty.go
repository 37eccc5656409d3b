package main

import (
	"context"
	"log/slog"
	"time"

	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
)

// patience bounds a duty of one run. The next run tries again.
const patience = 20 * time.Second

// duty is what else a run does, if it is due. It may fail: Salesforce is asked,
// and that it is down must cost nobody their ring.
type duty struct {
	name string
	do   func(ctx context.Context) error
}

// attempt does it, and says so if that fails.
func (d duty) attempt(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := d.guarded(ctx)
	if err == nil {
		return
	}
	kind := fault.KindOf(err)
	slog.WarnContext(ctx, "duty failed", slog.String("duty", d.name), slog.String("kind", string(kind)), slog.Any("err", err), metric.Embed(
		metric.Of(names.MetricRefusedAccess, one(kind == fault.Unauthorized)),
		metric.Of(names.MetricUnknownFaults, one(kind == fault.Unknown))))
}

func (d duty) guarded(ctx context.Context) (err error) {
	defer func() {
		if recover() != nil {
			err = fault.Panic()
		}
	}()
	return d.do(ctx)
}

// org is Salesforce, as far as duties need it.
type org interface {
	Publish(ctx context.Context, event string, fields map[string]any) error
	Fields(ctx context.Context, objects, also []string) (map[string][]string, error)
}

// operations are what all functions share.
type operations interface {
	Conditions(ctx context.Context) (dynamo.Conditions, error)
	KeepSchema(ctx context.Context, fields map[string][]string, at time.Time) error
}

// newDuties returns all duties. Where no relay brings heartbeats back none is
// sent, and nobody asks after the relay.
func newDuties(o org, shared operations, relayed bool, now func() time.Time) []duty {
	all := []duty{{"schema", (&schema{org: o, shared: shared, now: now}).keep}}
	if relayed {
		all = append(all,
			duty{"heartbeat", (&heart{org: o, now: now}).beat},
			duty{"relay", relayHealth{shared, now}.report})
	}
	return all
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
