package handler

import (
	"context"
	"log/slog"
	"time"

	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/tuning"
)

// overrides are what admins have set.
type overrides interface {
	List(ctx context.Context) ([]tuning.Override, error)
}

// listing is how long a run waits for what is set, of its beginning.
const listing = 4 * time.Second

// inForce compiles the parameters that a run goes by. Reconciler puts the same in
// force, but in this very second: of what it writes a run would read nothing, and
// miss by a minute what was set. Nothing is written here, and what is rejected is
// for reconciler to tell. Where nobody can say what is set, the last holds that was
// in force.
func (h handler) inForce(ctx context.Context, last tuning.Snapshot) tuning.Snapshot {
	if h.Overrides == nil {
		return last
	}
	asking, cancel := context.WithTimeout(ctx, listing)
	defer cancel()
	set, err := h.Overrides.List(asking)
	if err != nil {
		slog.WarnContext(ctx, "parameters not read", slog.String("kind", string(fault.KindOf(err))), slog.Any("err", err),
			metric.Embed(metric.Of(names.MetricUnknownFaults, one(fault.KindOf(err) == fault.Unknown))))
		return last
	}
	now, _ := tuning.Compile(set, last)
	return now
}
