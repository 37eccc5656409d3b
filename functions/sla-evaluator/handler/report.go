package handler

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/sla"
	"tieline/shared/sla/tuned"
	"tieline/shared/tuning"
)

// report says what the run came to, also of one that came to nothing.
func (r *run) report(ctx context.Context, took time.Duration) {
	minutes := 0
	if r.kept {
		minutes = len(r.minutes)
	}
	slog.InfoContext(ctx, "service levels evaluated", slog.Time("minute", r.at), slog.Int("minutes_lost", r.lost), slog.Int64("took_ms", took.Milliseconds()),
		metric.Embed(
			metric.Of(names.MetricMinutes, minutes),
			metric.Of(names.MetricQueues, len(r.readings)),
			metric.Of(names.MetricLeftOut, r.leftOut()),
			metric.Of(names.MetricSilent, one(r.silence()))))
}

// leftOut counts contacts whose times are impossible, as of the last minute. Most
// are in both cohorts.
func (r *run) leftOut() (contacts int) {
	for _, of := range r.readings {
		if n := len(of.live); n > 0 {
			contacts += max(of.live[n-1].LeftOut, of.final.LeftOut)
		}
	}
	return contacts
}

// silence reports that nothing was heard for too long, by any opening hours that are
// set. Where none are nobody knows when it should not be silent.
func (r *run) silence() bool {
	longest := tuning.SLASilence.In(r.tuned)
	return slices.ContainsFunc(tuned.Hours(r.tuned, r.queues), func(hours sla.Hours) bool {
		return silent(hours, longest, r.heard, r.at)
	})
}

// silent reports that nothing was heard for as long as silence, all of which the
// hours were open: of a silence before they opened nothing counts.
func silent(hours sla.Hours, silence time.Duration, heard, at time.Time) bool {
	if at.Sub(heard) < silence {
		return false
	}
	since := at.Add(-silence)
	for t := at; t.After(since); t = t.Add(-time.Minute) {
		if !hours.Open(t) {
			return false
		}
	}
	return hours.Open(since)
}
