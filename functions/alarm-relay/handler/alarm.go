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
	own, ours := strings.CutPrefix(string(a.AlarmName), string(stage))
	was, is := a.PreviousState, a.State
	switch {
	case a.AlarmName == "":
		return episode{}, "", fault.Errorf(fault.Invalid, "the alarm has no name")
	case !ours || own == "":
		return episode{}, "an alarm of others", nil
	case strings.HasPrefix(own, breached):
		return episode{}, "the breach tells it", nil
	case is.Value == events.StateAlarm && was.Value != events.StateAlarm:
		told = newEpisode(a, own, runbook, is.Since.Time)
	case was.Value == events.StateAlarm && is.Value != events.StateAlarm:
		told = newEpisode(a, own, runbook, was.Since.Time)
		told.ClosedAt = is.Since.Time
	default:
		return episode{}, "nothing begins or ends", nil
	}
	if told.OpenedAt.IsZero() || is.Since.IsZero() {
		return episode{}, "", fault.Errorf(fault.Invalid, "the alarm does not say since when")
	}
	return told, "", nil
}

// keyTime writes the time of a key, which CloudWatch tells in milliseconds.
const keyTime = "2006-01-02T15:04:05.000Z"

func newEpisode(a events.AlarmStateChange, own, runbook string, opened time.Time) episode {
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
