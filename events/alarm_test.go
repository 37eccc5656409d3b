package events_test

import (
	"encoding/json"
	"testing"
	"time"

	"tieline/events"
)

func alarm(t *testing.T, detail []byte) (a events.AlarmStateChange) {
	t.Helper()
	if err := json.Unmarshal(detail, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnAlarmsChangeIsReadAsAWSDocumentsIt(t *testing.T) {
	e := read[events.Envelope](t, "alarm-state-change")
	a := alarm(t, e.Detail)
	if e.DetailType != events.DetailTypeAlarm || e.Source != events.SourceAlarm || a.AlarmName != "tieline-dev-contact-events-parked" ||
		a.Configuration.Description == "" || a.State.Value != events.StateAlarm || a.PreviousState.Value != events.StateOK {
		t.Errorf("read %+v of a %s", a, e.DetailType)
	}
	if want := time.Date(2026, 1, 2, 3, 14, 40, 989_000_000, time.UTC); !a.State.Since.Equal(want) {
		t.Errorf("in ALARM since %s, want %s", a.State.Since, want)
	}
	if want := time.Date(2026, 1, 2, 2, 56, 40, 987_000_000, time.UTC); !a.PreviousState.Since.Equal(want) {
		t.Errorf("OK since %s, want %s", a.PreviousState.Since, want)
	}
}

func TestAnAlarmsChangeMayLackAllThatIsNotItsName(t *testing.T) {
	a := alarm(t, []byte(`{"alarmName":"a","configuration":{"description":null},"previousState":{"value":"INSUFFICIENT_DATA"},"state":{"value":"OK","timestamp":"soon"}}`))
	if a.AlarmName != "a" || a.Configuration.Description != "" || a.PreviousState.Value != events.StateInsufficientData || !a.PreviousState.Since.IsZero() || !a.State.Since.IsZero() {
		t.Errorf("read %+v", a)
	}
}

func TestAnAlarmThatIsDeletedSaysSinceWhenItRang(t *testing.T) {
	e := read[events.Envelope](t, "alarm-deleted")
	var a events.AlarmConfigurationChange
	if err := json.Unmarshal(e.Detail, &a); err != nil {
		t.Fatal(err)
	}
	if e.DetailType != events.DetailTypeAlarmConfiguration || e.Source != events.SourceAlarm || a.Operation != events.OperationDelete ||
		a.AlarmName != "tieline-dev-contact-events-parked" || a.Configuration.Description == "" || a.State.Value != events.StateAlarm {
		t.Errorf("read %+v of a %s", a, e.DetailType)
	}
	rang, deleted := time.Date(2026, 1, 2, 3, 14, 40, 989_000_000, time.UTC), time.Date(2026, 1, 2, 5, 7, 13, 0, time.UTC)
	if !a.State.Since.Equal(rang) || !e.Time.Equal(deleted) {
		t.Errorf("in ALARM since %s, deleted %s, want %s and %s", a.State.Since, e.Time, rang, deleted)
	}
}
