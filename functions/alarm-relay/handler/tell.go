package handler

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	"tieline/shared/alert"
	"tieline/shared/breaker"
	"tieline/shared/breaker/tuned"
	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/tuning"
)

const (
	// patience is how long Salesforce may take for an alert, or a batch would wait
	// for one that hangs until all of its time is up.
	patience = 8 * time.Second
	// probe is how long a run may take, as infra has it: nobody else asks meanwhile
	// whether Salesforce is back.
	probe = 30 * time.Second
)

// tell shows an episode in Salesforce: by its own alert, or on the last one of a
// source that flaps. Which of the two is settled first, and stays so: what fails
// after that is told alike when the message comes again.
func (h handler) tell(ctx context.Context, e episode) error {
	in := h.Conditions(ctx).Tuned
	turn, err := h.Episodes.Episode(ctx, e.source, h.known(e), tuning.AlertsPerHour.In(in))
	switch {
	case err != nil:
		return err
	case turn == alert.Turn{}:
		slog.InfoContext(ctx, "event ignored", "reason", "it is over: its end tells it")
		return nil
	}
	err = h.show(ctx, e.As(turn), in)
	newer := fault.KindOf(err) == fault.Superseded // the end came before the beginning, or a later count
	if err != nil && !newer {
		refusedAccess(ctx, err)
		return err
	}
	slog.InfoContext(ctx, "alert", slog.String("key", e.Key), slog.String("severity", e.Severity), slog.String("layer", e.Layer),
		slog.Bool("closed", e.Closed()), slog.Bool("superseded", newer), slog.String("told_by", turn.Key), slog.Int("repeats", turn.Repeats), metric.Embed(
			metric.Of(names.MetricAlerts, one(!turn.Suppressed && !newer)),
			metric.Of(names.MetricAlertsSuppressed, one(turn.Suppressed))))
	return nil
}

// known is an episode as it is remembered: it began now at the latest. By a time
// that is yet to come all that begins before it would seem to be over.
func (h handler) known(e episode) alert.Alert {
	a := e.Alert
	if now := h.Now(); a.OpenedAt.After(now) {
		a.OpenedAt = now
	}
	return a
}

// show brings an alert to Salesforce, unless that is to be left alone. What it
// says of an alert is no failure of its own: a flow of an admin's that refuses
// alerts must not keep contacts from it.
func (h handler) show(ctx context.Context, a alert.Alert, in tuning.Snapshot) error {
	var refused error
	failed := breaker.New(h.Breaker, tuned.Pace(in, probe), h.Now).Ask(ctx, func(ctx context.Context) (failed error) {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		refused, failed = h.Salesforce.UpsertAlert(ctx, a)
		return failed
	})
	return cmp.Or(refused, failed)
}

// refusedAccess counts faults that people have to mend: the object is not there,
// or we may not write it. What the fault is stands where the message fails.
func refusedAccess(ctx context.Context, err error) {
	slog.WarnContext(ctx, "alert not told", slog.String("kind", string(fault.KindOf(err))),
		metric.Embed(metric.Of(names.MetricRefusedAccess, one(fault.KindOf(err) == fault.Unauthorized))))
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
