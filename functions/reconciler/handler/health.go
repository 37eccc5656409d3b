package handler

import (
	"context"
	"log/slog"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/cloudwatch"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/salesforce"
	"tieline/shared/tuning"
)

const (
	// quarter is the period that a row in Salesforce is of.
	quarter = 15 * time.Minute

	// settling is how long after a period's end its metrics are read: those in logs
	// take a while to become metrics.
	settling = 3 * time.Minute

	// counting is how long reading them may take. A row without counts is better
	// than none.
	counting = 5 * time.Second
)

// Health is what the rows of health in Salesforce need beside other duties.
type Health struct {
	Stage      string
	Sums       sums // cloudwatch.Sums; nil: nobody wants rows
	Use        use  // *salesforce.Meter
	Salesforce board
	Told       told // *dynamo.Operations
}

// sums are what functions counted over a period.
type sums interface {
	Read(ctx context.Context, start time.Time, period time.Duration, counters []cloudwatch.Counter) ([]float64, error)
}

// use is how much of its calls the org has used, in percent, as far as it is known.
type use interface {
	Share() (percent float64, known bool)
}

// board is where people read how Tieline does.
type board interface {
	UpsertHealth(ctx context.Context, h salesforce.Health) error
}

// told is the last period that is done with, the zero time if none is. Another
// environment goes on from there.
type told interface {
	HealthTold(ctx context.Context) (time.Time, error)
	KeepHealthTold(ctx context.Context, period time.Time) error
}

// health tells Salesforce each quarter of an hour how the last one was, and those
// that it was not to be told of at their time.
type health struct {
	Health
	agenda     contact.Agenda
	conditions func(context.Context) dynamo.Conditions
	breaker    func(context.Context) *breaker.Breaker
	now        func() time.Time
	told       time.Time // the last period that is done with, as this environment knows
	barred     time.Time // the period after which Salesforce did not let us in
}

// measure leaves out what cannot be had. What is due, how much is used and how the
// relay does are as of now, minutes after the period: of one that is longer ago
// nobody knows them, and what went wrong in it is all there is to tell.
func (h *health) measure(ctx context.Context, start time.Time) salesforce.Health {
	row := salesforce.Health{Stage: h.Stage, Start: start, Counts: h.count(ctx, start)}
	if start.Before(h.last()) {
		return row
	}
	now, in := h.now(), h.conditions(ctx)
	row.Relay = new(in.Relay.Healthy(now))
	if used, known := h.Use.Share(); known {
		row.APIUse = &used
	}
	most := tuning.ReconcilerRings.In(in.Tuned)
	if due, since, err := h.agenda.Due(ctx, now, most); err != nil {
		sayUnmeasured(ctx, "what is due", err)
	} else {
		row.SyncAge = new(age(now, since))
		if len(due) < most { // else there may be more
			row.Due = new(len(due))
		}
	}
	return row
}

func age(now, since time.Time) time.Duration {
	if since.IsZero() {
		return 0
	}
	return max(0, now.Sub(since))
}

// count returns nil if CloudWatch does not tell.
func (h *health) count(ctx context.Context, start time.Time) *salesforce.Counts {
	ctx, cancel := context.WithTimeout(ctx, counting)
	defer cancel()
	all, layers := counters(h.Stage)
	found, err := h.Sums.Read(ctx, start, quarter, all)
	if err != nil {
		sayUnmeasured(ctx, "counts", err)
		return nil
	}
	var c salesforce.Counts
	for n, sum := range found {
		*layers[n](&c) += int(sum)
	}
	return &c
}

// sayUnmeasured says what a row goes without. Of the faults only those count that do
// not pass.
func sayUnmeasured(ctx context.Context, what string, err error) {
	kind := fault.KindOf(err)
	lasts := kind == fault.Unknown || kind == fault.Unauthorized || fault.Permanent(err)
	slog.WarnContext(ctx, "not measured", slog.String("what", what), slog.String("kind", string(kind)), slog.Any("err", err),
		metric.Embed(metric.Of(names.MetricUnknownFaults, one(lasts))))
}
