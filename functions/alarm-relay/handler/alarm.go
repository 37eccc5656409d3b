package handler

import (
	"encoding/json"
	"strings"
	"time"

	"tieline/events"
	"tieline/shared/alert"
	"tieline/shared/fault"
	"tieline/shared/names"
)

// Stage is how the names of a stage's alarms begin.
type Stage string

// StageOf is the stage of this function, by its own name on AWS.
func StageOf(function string) Stage { return Stage(strings.TrimSuffix(function, names.AlarmRelay)) }

// breached is the heading of the alarms on breaches, and how their names begin.
// The breach itself tells more, and tells it by its own event.
const breached = names.SLAEvaluator + "-breached"

// readAlarm reads an alarm's change. An episode begins when the alarm goes into
// ALARM. Its end says since when it was there, so both have the same key and
// nothing need be remembered in between.
func readAlarm(detail []byte, stage Stage, runbook string) (told episode, ignored string, err error) {
	var a events.AlarmStateChange
	if err := json.Unmarshal(detail, &a); err != nil {
		return episode{}, "", fault.Errorf(fault.Invalid, "decode alarm: %w", err)
	}
	own, ignored, err := ownName(a.AlarmName, stage)
	if err != nil || ignored != "" {
		return episode{}, ignored, err
	}
	was, is := a.PreviousState, a.State
	switch {
	case is.Value == events.StateAlarm && was.Value != events.StateAlarm:
		told = newEpisode(a.Alarm, own, runbook, is.Since.Time)
	case was.Value == events.StateAlarm && is.Value != events.StateAlarm:
		told = newEpisode(a.Alarm, own, runbook, was.Since.Time)
		told.ClosedAt = is.Since.Time
	default:
		return episode{}, "nothing begins or ends", nil
	}
	if told.OpenedAt.IsZero() || is.Since.IsZero() {
		return episode{}, "", fault.Errorf(fault.Invalid, "the alarm does not say since when")
	}
	return told, "", nil
}

// readDeletion reads that an alarm is no more. If it was in ALARM that is over, and
// no other event says so.
func readDeletion(e events.Envelope, stage Stage, runbook string) (told episode, ignored string, err error) {
	var a events.AlarmConfigurationChange
	if err := json.Unmarshal(e.Detail, &a); err != nil {
		return episode{}, "", fault.Errorf(fault.Invalid, "decode change of an alarm: %w", err)
	}
	own, ignored, err := ownName(a.AlarmName, stage)
	switch {
	case err != nil || ignored != "":
		return episode{}, ignored, err
	case a.Operation != events.OperationDelete:
		return episode{}, "it is there as before", nil
	case a.State.Value != events.StateAlarm:
		return episode{}, "nothing begins or ends", nil
	case a.State.Since.IsZero() || e.Time.IsZero():
		return episode{}, "", fault.Errorf(fault.Invalid, "the alarm does not say since when it rang, and until when")
	}
	told = newEpisode(a.Alarm, own, runbook, a.State.Since.Time)
	told.ClosedAt = e.Time.Time
	if told.ClosedAt.Before(told.OpenedAt) { // the event's time is in whole seconds
		told.ClosedAt = told.OpenedAt
	}
	return told, "", nil
}

// ownName is an alarm's name without its stage, or why it is ignored.
func ownName(name events.Text, stage Stage) (own, ignored string, err error) {
	own, ours := strings.CutPrefix(string(name), string(stage))
	switch {
	case name == "":
		return "", "", fault.Errorf(fault.Invalid, "the alarm has no name")
	case !ours || own == "":
		return "", "an alarm of others", nil
	case strings.HasPrefix(own, breached):
		return "", "the breach tells it", nil
	}
	return own, "", nil
}

// keyTime writes the time of a key, which CloudWatch tells in milliseconds.
const keyTime = "2006-01-02T15:04:05.000Z"

func newEpisode(a events.Alarm, own, runbook string, opened time.Time) episode {
	name, d := string(a.AlarmName), alert.Describe(string(a.Configuration.Description), own)
	return episode{source: name, Alert: alert.Alert{
		Key:      name + "@" + opened.UTC().Format(keyTime),
		Source:   alert.CloudWatchAlarm,
		Severity: d.Severity,
		Layer:    d.Layer,
		Figure:   own,
		OpenedAt: opened,
		Runbook:  runbook + "#" + d.Heading,
	}}
}
