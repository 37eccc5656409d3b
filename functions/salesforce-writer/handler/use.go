package handler

import (
	"context"
	"log/slog"

	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/salesforce"
	"tieline/shared/tuning"
)

// headroom is how far the use of the org's calls is from where drafts begin to wait,
// in percentage points, as far as it is known. Each batch tells it anew, by the
// parameters of then: so whoever moves the share moves the alarm, without a call.
func (g gate) headroom() []metric.Figure {
	used, known := g.use.Share()
	if !known {
		return nil
	}
	return []metric.Figure{{Name: names.MetricSalesforceHeadroom, Unit: metric.Percent, Value: g.most - tuning.Headroom - used}}
}

// Use reports how much of the org's daily calls is used up, and has the meter
// remember it.
func Use(m *salesforce.Meter) func(context.Context, salesforce.Usage) {
	return func(ctx context.Context, u salesforce.Usage) {
		m.Seen(ctx, u)
		slog.LogAttrs(ctx, slog.LevelInfo, "salesforce use", slog.Int("used", u.Used), slog.Int("limit", u.Limit),
			metric.Embed(metric.Share(names.MetricSalesforceUsed, u.Used, u.Limit)))
	}
}
