package handler

import (
	"context"
	"log/slog"
	"maps"
	"time"
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
	set      overrides
	shared   snapshots
	compiled bool            // in this run
	now      tuning.Snapshot // what was
}

// compiling bounds how long all else waits for that. With the longest duty it is
// within the run.
const compiling = 8 * time.Second

// duties are none where nobody can tune: what is tuned stays.
func (p *parameters) duties() []duty {
	if p.set == nil {
		return nil
	}
	return []duty{{"parameters", p.compile, compiling}}
}

// compile puts in force whatever of it is right, and tells what is not. If what is
// set or what is in force cannot be read, that stays as it is: the last good value
// of each parameter is the one in force.
func (p *parameters) compile(ctx context.Context) error {
	p.compiled = false
	set, err := p.set.List(ctx)
	if err != nil {
		return err
	}
	in, err := p.shared.Conditions(ctx)
	if err != nil {
		return err
	}
	now, rejected := tuning.Compile(set, in.Tuned)
	p.compiled, p.now = true, now
	changed := !maps.Equal(now, in.Tuned)
	if changed {
		if err := p.shared.PutParameters(ctx, now); err != nil {
			return err
		}
	}
	tell(ctx, rejected, slog.Int("set", len(set)), slog.Int("in_force", len(now)), slog.Bool("changed", changed))
	return nil
}

// over has conditions with what this run compiled, which may not be read back yet:
// else reconciler itself would go by it a minute later than the others. What could
// not be compiled leaves them as they were read.
func (p *parameters) over(in dynamo.Conditions) dynamo.Conditions {
	if p.compiled {
		in.Tuned = p.now
	}
	return in
}

// rule returns parts whose conditions are so, whichever way they are asked for.
func (p *parameters) rule(parts Parts) Parts {
	lately := parts.Conditions
	parts.Conditions = func(ctx context.Context) dynamo.Conditions { return p.over(lately(ctx)) }
	parts.Shared = ruled{parts.Shared, p}
	return parts
}

// ruled is what functions share, by the parameters of this run.
type ruled struct {
	operations
	by *parameters
}

func (r ruled) Conditions(ctx context.Context) (dynamo.Conditions, error) {
	in, err := r.operations.Conditions(ctx)
	return r.by.over(in), err
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
