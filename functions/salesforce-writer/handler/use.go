package handler

import (
	"context"
	"log/slog"
	"time"

	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/salesforce"
)

// Use reports how much of the org's daily calls is used up, and has the meter
// remember it.
func Use(m *salesforce.Meter) func(context.Context, salesforce.Usage) {
	return func(ctx context.Context, u salesforce.Usage) {
		m.Seen(ctx, u)
		slog.LogAttrs(ctx, slog.LevelInfo, "salesforce use", slog.Int("used", u.Used), slog.Int("limit", u.Limit),
			metric.Embed(metric.Share(names.MetricSalesforceUsed, u.Used, u.Limit)))
	}
}

// conditionsLife is for how long parameters are taken to be what they were.
const conditionsLife = 30 * time.Second

// Conditions returns the conditions in force, as read within that time, or as
// they were before if they cannot be read.
func Conditions(read func(context.Context) (dynamo.Conditions, error)) func(context.Context) dynamo.Conditions {
	return dynamo.NewCurrent(read, conditionsLife, time.Now, func(ctx context.Context, err error) {
		slog.WarnContext(ctx, "conditions not read", "kind", fault.KindOf(err), "err", err)
	}).Get
}
