package alert_test

import (
	"testing"
	"time"

	"tieline/shared/alert"
)

var began = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// missed is a service level that is missed.
var missed = alert.Alert{Key: "q1@2026-01-02T03:04:05Z", Source: alert.ServiceLevel, Severity: alert.Critical, Layer: alert.Phone,
	Queue: "q1", QueueName: "Orders", Figure: "Service level", Target: 80, Worst: 0, Threshold: 20 * time.Second, Hurt: 7,
	OpenedAt: began, Runbook: "https://runbook.example#sla-evaluator-breached"}

func TestAnAlertInItsTurnIsToldAsItIs(t *testing.T) {
	for _, a := range []alert.Alert{missed, {Key: "k", OpenedAt: began, ClosedAt: began.Add(time.Minute)}} {
		if got := a.As(alert.Turn{Key: a.Key, Repeats: 1}); got != a {
			t.Errorf("told %+v, want %+v", got, a)
		}
	}
}

func TestWhileItsSourceFlapsTheLastOneTellsHowManyAndWhetherTheLatestLasts(t *testing.T) {
	over, backwards := missed, missed
	over.ClosedAt, backwards.ClosedAt = began.Add(time.Minute), began.Add(-time.Minute)
	turn := alert.Turn{Key: "earlier", Repeats: 7, Suppressed: true, Since: began, Latest: began.Add(time.Second)}
	for _, tt := range []struct{ told, want alert.Alert }{
		{missed, alert.Alert{Repeats: 7, LastOpenedAt: turn.Latest}},
		{over, alert.Alert{LastOpenedAt: began, LastClosedAt: over.ClosedAt}},
		{backwards, alert.Alert{LastOpenedAt: began, LastClosedAt: began}},
	} {
		a, want := tt.told, tt.want
		want.Key, want.Source, want.Severity, want.Layer = turn.Key, a.Source, a.Severity, a.Layer
		want.Queue, want.QueueName, want.Figure, want.Runbook = a.Queue, a.QueueName, a.Figure, a.Runbook
		if got := a.As(turn); got != want {
			t.Errorf("told %+v, want %+v", got, want)
		}
	}
}

func TestAnAlertIsClosedOnceItSaysWhen(t *testing.T) {
	over := missed
	over.ClosedAt = began
	if missed.Closed() || !over.Closed() {
		t.Errorf("closed: %t while it lasts, %t when it is over", missed.Closed(), over.Closed())
	}
}
