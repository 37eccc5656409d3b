package handler

import (
	"context"
	"log/slog"

	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/salesforce"
)

// LogUse reports how much of the org's daily calls is used up.
func LogUse(ctx context.Context, u salesforce.Usage) {
	slog.LogAttrs(ctx, slog.LevelInfo, "salesforce use", slog.Int("used", u.Used), slog.Int("limit", u.Limit),
		metric.Embed(metric.Share(names.MetricSalesforceUsed, u.Used, u.Limit)))
}

// Use reports it too, and has the meter remember it.
func Use(m *salesforce.Meter) func(context.Context, salesforce.Usage) {
	return func(ctx context.Context, u salesforce.Usage) {
		m.Seen(ctx, u)
		LogUse(ctx, u)
	}
}
