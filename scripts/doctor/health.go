package doctor

import (
	"context"
	"time"

	"tieline/shared/alert"
)

// Journal holds a row of the stage's health for each quarter of an hour.
type Journal interface {
	// LastHealth returns when the period of the last row began, the zero time if there
	// is no row.
	LastHealth(ctx context.Context, stage string) (time.Time, error)
}

const (
	quarter = 15 * time.Minute

	// silence is how long after the end of a period its row, and those of the periods
	// after it, may be missing.
	silence = time.Hour
)

// Health checks that Tieline writes: a row comes each quarter of an hour, whether or
// not anybody calls.
func Health(org Journal, stage string, now func() time.Time) Check {
	return Check{alert.Connector, "health rows", false, func(ctx context.Context) Finding {
		start, err := org.LastHealth(ctx, stage)
		if err != nil {
			return unanswered(err)
		}
		do := []string{"Nothing writes, or not to this org: runbook, reconciler-stopped, reconciler-errors and salesforce-configuration."}
		if start.IsZero() {
			return wrong("stage "+stage+" has written none", append([]string{"A new stage writes the first within minutes: look again then."}, do...)...)
		}
		ago := max(0, now().Sub(start.Add(quarter)))
		what := "the last is of a quarter of an hour that ended " + count(int(ago.Minutes()), "minute") + " ago"
		if ago > silence {
			return wrong(what, do...)
		}
		return ok(what)
	}}
}
