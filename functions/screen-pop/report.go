package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tieline/events"
	"tieline/shared/caller"
	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
)

// outcome is all that came of an invocation.
type outcome struct {
	answer        events.FlowAnswer
	decision      caller.Decision
	question      question
	kept, settled error         // why the contact's item, or the index, does not know of it
	took          time.Duration // until all was kept, too
	late          bool          // beyond the budget
}

// report writes the line that every invocation leaves. It names no customer.
func report(ctx context.Context, o outcome) {
	attrs := []slog.Attr{
		slog.String("contact_id", o.question.id), slog.String("clue", string(o.decision.Clue.Kind)),
		slog.String("status", string(o.answer.MatchStatus)), slog.String("source", o.answer.Source),
		slog.String("reason", o.answer.Reason), slog.Int("records", o.answer.MatchCount),
	}
	for _, part := range []struct {
		failed string
		err    error
	}{
		{"search", o.decision.Err}, {"index", o.decision.IndexErr}, {"not_kept", o.kept}, {"not_indexed", o.settled},
	} {
		if part.err != nil {
			attrs = append(attrs, slog.String(part.failed, string(fault.KindOf(part.err))), slog.Any(part.failed+"_err", part.err))
		}
	}
	slog.LogAttrs(ctx, o.level(), "screen pop", append(attrs, o.figures())...)
}

// lost reports whether the contact's item should know of the pop, and does not.
func (o outcome) lost() bool { return o.kept != nil && !errors.Is(o.kept, errNameless) }

func (o outcome) level() slog.Level {
	switch {
	case o.lost():
		return slog.LevelError
	case o.kept != nil, o.answer.MatchStatus == events.Degraded, o.decision.Err != nil, o.decision.IndexErr != nil, o.settled != nil:
		return slog.LevelWarn
	}
	return slog.LevelInfo
}

// figures are what every pop counts as, and what else came of this one: a
// figure of which only the sum is looked at is left out where it is 0.
func (o outcome) figures() slog.Attr {
	degraded := one(o.answer.MatchStatus == events.Degraded)
	figures := []metric.Figure{
		metric.Of(names.MetricPops, 1),
		metric.Of(names.MetricPopsDegraded, degraded).ByVersion(),
		metric.Took(names.MetricPopTook, o.took).ByVersion(),
	}
	if o.decision.Clue.Kind != "" {
		figures = append(figures, metric.Of(names.MetricPopsResolved, 1-degraded))
	}
	kind := fault.KindOf(o.decision.Err)
	for _, f := range []struct {
		name string
		is   bool
	}{
		{names.MetricPopsHit, o.answer.MatchStatus == events.Hit},
		{names.MetricPopsMulti, o.answer.MatchStatus == events.Multi},
		{names.MetricPopsNone, o.answer.MatchStatus == events.None},
		{names.MetricPopsAnon, o.answer.MatchStatus == events.Anon},
		{names.MetricPopsIndex, o.answer.Source == caller.FromIndex},
		{names.MetricPopsSalesforce, o.answer.Source == caller.FromSalesforce},
		{names.MetricPopsStale, o.answer.Source == caller.FromStale},
		{names.MetricPopsOverBudget, o.late},
		{names.MetricPopsNotKept, o.lost()},
		{names.MetricPopsNotIndexed, o.decision.IndexErr != nil || o.settled != nil},
		{names.MetricFieldMapFaults, o.question.misread},
		{names.MetricRefusedAccess, kind == fault.Unauthorized},
		{names.MetricUnknownFaults, kind == fault.Unknown},
	} {
		if f.is {
			figures = append(figures, metric.Of(f.name, 1))
		}
	}
	return metric.Embed(figures...)
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// reportPanic writes the line of an invocation that a panic ended.
func reportPanic(ctx context.Context, a events.FlowAnswer, why error) {
	slog.LogAttrs(ctx, slog.LevelError, "screen pop", slog.String("status", string(a.MatchStatus)), slog.Any("err", why),
		metric.Embed(
			metric.Of(names.MetricPops, 1),
			metric.Of(names.MetricPopsDegraded, one(a.MatchStatus == events.Degraded)).ByVersion(),
			metric.Of(names.MetricUnknownFaults, 1),
		))
}
