package handler

import (
	"context"

	"tieline/shared/breaker"
	"tieline/shared/tuning"
)

// gate is the breaker before Salesforce as contacts meet it. It is closed, too,
// once so much of the org's daily calls is used up that the rest is others', and
// screen-pop's, which the breaker that all share knows nothing of.
type gate struct {
	*breaker.Breaker
	use  use
	most float64 // of the calls, in percent
}

// Enter implements contact.Gate. What is known of the use grows old in minutes:
// then one call finds out whether there are calls again.
func (g gate) Enter(ctx context.Context) (leave func(context.Context, error) error, open bool) {
	if used, known := g.use.Share(); known && used >= g.most {
		return nil, false
	}
	return g.Breaker.Enter(ctx)
}

// tight reports whether calls are so few that drafts wait.
func (g gate) tight() bool {
	used, known := g.use.Share()
	return known && used >= g.most-tuning.Headroom
}
