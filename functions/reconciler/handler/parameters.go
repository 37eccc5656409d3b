package handler

import (
	"context"
	"log/slog"
	"maps"
	_ "time/tzdata" // opening hours name time zones, of which a function's image need not know any

	"tieline/shared/dynamo"
	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/tuning"
)

// overrides are what admins have set.
type overrides interface {
	List(ctx context.Context) ([]tuning.Override, error)
}

// snapshots is what of it is in force.
type snapshots interface {
	Conditions(ctx context.Context) (dynamo.Conditions, error)
	PutParameters(ctx context.Context, now tuning.Snapshot) error
}

// parameters puts in force what admins have set.
type parameters struct {
	set    overrides
	shared snapshots
}

// compile puts in force whatever of it is right, and tells what is not. If what is
// set or what is in force cannot be read, that stays as it is: the last good value
// of each parameter is the one in force.
func (p parameters) compile(ctx context.Context) error {
	set, err := p.set.List(ctx)
	if err != nil {
		return err
	}
	in, err := p.shared.Conditions(ctx)
	if err != nil {
		return err
	}
	now, rejected := tuning.Compile(set, in.Tuned)
	changed := !maps.Equal(now, in.Tuned)
	if changed {
		if err := p.shared.PutParameters(ctx, now); err != nil {
			return err
		}
	}
	tell(ctx, rejected, slog.Int("set", len(set)), slog.Int("in_force", len(now)), slog.Bool("changed", changed))
	return nil
}

// mostTold is of how many rejected overrides a line says why: Lambda cuts it after
// 256 KB (developer guide, "Lambda function logs").
const mostTold = 100

// tell says what is in force. No value is told, as it may be anything.
func tell(ctx context.Context, rejected []tuning.Rejected, counts ...slog.Attr) {
	level, why := slog.LevelInfo, make([]string, 0, len(rejected))
	for _, r := range rejected[:min(len(rejected), mostTold)] {
		level, why = slog.LevelWarn, append(why, r.Sentence)
	}
	counts = append(counts, slog.Any("rejected", why), metric.Embed(metric.Of(names.MetricParameterRejected, len(rejected))))
	slog.LogAttrs(ctx, level, "parameters", counts...)
}
