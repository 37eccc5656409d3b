// Package handler keeps an alert in Salesforce for each thing that is told to be
// wrong: one event at a time.
package handler

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"tieline/events"
	"tieline/shared/alert"
	"tieline/shared/batch"
	"tieline/shared/breaker"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
)

// org is Salesforce. Refused is what it says of this alert, failed why a call
// says nothing of it. A refusal of kind Superseded means that what is there says
// more already.
type org interface {
	UpsertAlert(ctx context.Context, a alert.Alert) (refused, failed error)
}

// episodes remember which alert tells of which episode of a source. To ask again
// of one that is known changes nothing.
type episodes interface {
	Episode(ctx context.Context, source string, a alert.Alert, limit int) (alert.Turn, error)
}

// Parts are what the handling of an event needs.
type Parts struct {
	Salesforce org // *salesforce.Client
	Episodes   episodes
	Breaker    breaker.Store
	Conditions func(context.Context) dynamo.Conditions
	Stage      Stage
	Runbook    string // where it is read, without a heading
	Now        func() time.Time
}

type handler struct{ Parts }

// New returns the handling of one event, as EventBridge delivers it.
func New(p Parts) batch.Handle { return handler{p}.handle }

// episode is what an event tells of.
type episode struct {
	alert.Alert
	source string // whose it is: of one that flaps not every episode is told
}

// handle takes one event. Events come late, twice and in any order: each says so
// much that the alert is the same in the end.
func (h handler) handle(ctx context.Context, body []byte) error {
	var e events.Envelope
	if err := json.Unmarshal(body, &e); err != nil {
		return fault.Errorf(fault.Invalid, "decode envelope: %w", err)
	}
	told, ignored, err := h.read(e)
	switch {
	case err != nil:
		return err
	case ignored != "":
		slog.InfoContext(ctx, "event ignored", "reason", ignored)
		return nil
	}
	return h.tell(ctx, told)
}

// read returns what an event tells of, or why it is ignored.
func (h handler) read(e events.Envelope) (told episode, ignored string, err error) {
	switch {
	case e.Source == events.SourceAlarm && e.DetailType == events.DetailTypeAlarm:
		return readAlarm(e.Detail, h.Stage, h.Runbook)
	case e.Source == events.SourceAlarm && e.DetailType == events.DetailTypeAlarmConfiguration:
		return readDeletion(e, h.Stage, h.Runbook)
	case e.Source == events.SourceTieline && e.DetailType == events.DetailTypeServiceLevelBreached:
		told, err = readBreach(e.Detail, h.Runbook)
		return told, "", err
	case e.Source == events.SourceTieline && e.DetailType == events.DetailTypeServiceLevelRecovered:
		told, err = readRecovery(e.Detail, h.Runbook)
		return told, "", err
	}
	return episode{}, "of another type", nil
}
