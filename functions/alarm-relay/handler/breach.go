package handler

import (
	"encoding/json"

	"tieline/events"
	"tieline/shared/alert"
	"tieline/shared/fault"
)

// figure is what a breach is of.
const figure = "Service level"

func readBreach(detail []byte, runbook string) (episode, error) {
	var b events.ServiceLevelBreached
	if err := json.Unmarshal(detail, &b); err != nil {
		return episode{}, fault.Errorf(fault.Invalid, "decode breach: %w", err)
	}
	return breachOf(b, runbook)
}

// readRecovery reads the end of a breach, which says all that its beginning did.
func readRecovery(detail []byte, runbook string) (episode, error) {
	var r events.ServiceLevelRecovered
	if err := json.Unmarshal(detail, &r); err != nil {
		return episode{}, fault.Errorf(fault.Invalid, "decode recovery: %w", err)
	}
	if r.ClosedAt.IsZero() {
		return episode{}, fault.Errorf(fault.Invalid, "the recovery does not say since when")
	}
	told, err := breachOf(r.ServiceLevelBreached, runbook)
	told.ClosedAt = r.ClosedAt.Time
	return told, err
}

// breachOf is the episode of a breach. It is critical, and of who plans for the
// queue: contacts come through, and nobody is there for them.
func breachOf(b events.ServiceLevelBreached, runbook string) (episode, error) {
	switch {
	case !b.Known():
		return episode{}, fault.Errorf(fault.Invalid, "the breach is of a schema version that is not known here")
	case b.Key == "" || b.Queue == "" || b.OpenedAt.IsZero():
		return episode{}, fault.Errorf(fault.Invalid, "the breach does not say of which queue it is, since when, and its key")
	case !b.Target.Known || b.Target.Value <= 0 || !b.Worst.Known:
		return episode{}, fault.Errorf(fault.Invalid, "the breach does not say what was missed, and by how much")
	}
	return episode{source: string(b.Queue), Alert: alert.Alert{
		Key:       string(b.Key),
		Source:    alert.ServiceLevel,
		Severity:  alert.Critical,
		Layer:     alert.BusinessLogic,
		Queue:     string(b.Queue),
		QueueName: string(b.QueueName),
		Figure:    figure,
		Target:    b.Target.Value,
		Worst:     b.Worst.Value,
		Threshold: b.ThresholdSeconds.Duration,
		Hurt:      int(b.Hurt),
		OpenedAt:  b.OpenedAt.Time,
		Runbook:   runbook + "#" + breached,
	}}, nil
}
