package main

import (
	"context"
	"log/slog"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/breaker/tuned"
	"tieline/shared/caller"
	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/tuning"
)

// lookUp is all that callers are found with.
type lookUp struct {
	directory caller.Directory
	index     caller.Index
	state     breaker.Store
	now       func() time.Time
}

// probe is how long whoever asks first may take: more than the longest budget.
const probe = 5 * time.Second

// tuned returns a finder by the parameters of the moment. It is made anew for each
// call, and its breaker with it: what they know is in the tables, and the pace is
// not the same for long.
func (l lookUp) tuned(in tuning.Snapshot) finder {
	return caller.NewFinder(l.directory, l.index, breaker.New(l.state, tuned.Pace(in, probe), l.now), l.now)
}

// logNarrowed counts a pop without the fields that an admin mapped, as the org
// lacks one of them.
func logNarrowed(ctx context.Context) {
	slog.LogAttrs(ctx, slog.LevelWarn, "the org lacks a field that was asked for", metric.Embed(metric.Of(names.MetricFieldMapFaults, 1)))
}
