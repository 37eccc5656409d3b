package handler

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"testing"
	"time"

	"tieline/shared/alert"
	"tieline/shared/breaker"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/tuning"
)

const runbook = "https://runbook.example"

// Times of the samples.
var (
	rang  = time.Date(2026, 1, 2, 3, 14, 40, 989_000_000, time.UTC)
	start = time.Date(2026, 1, 2, 9, 20, 0, 0, time.UTC)
)

// scene is all that an event meets: Salesforce with its fences, and what is known
// of sources.
type scene struct {
	now             time.Time
	tuned           tuning.Snapshot
	state           breaker.State
	past            map[string]alert.Past
	unknown         error // of what is known
	records         map[string]alert.Alert
	calls           int
	refused, failed error
}

func newScene() *scene {
	return &scene{now: start, past: map[string]alert.Past{}, records: map[string]alert.Alert{}}
}

func (s *scene) UpsertAlert(ctx context.Context, a alert.Alert) (refused, failed error) {
	s.calls++
	if s.refused != nil || s.failed != nil {
		return s.refused, s.failed
	}
	if _, limited := ctx.Deadline(); !limited {
		return nil, fault.Errorf(fault.Unknown, "the call may last for ever")
	}
	held := s.records[a.Key]
	switch counts := a.OpenedAt.IsZero(); {
	case !counts && held.Closed() && !a.Closed(),
		counts && a.Repeats > 0 && a.Repeats < held.Repeats, counts && a.LastOpenedAt.Before(held.LastOpenedAt):
		return fault.Errorf(fault.Superseded, "newer"), nil
	case counts:
		held.Repeats, held.LastOpenedAt = max(a.Repeats, held.Repeats), a.LastOpenedAt
		if !a.LastClosedAt.IsZero() {
			held.LastClosedAt = a.LastClosedAt
		}
		s.records[a.Key] = held
	default:
		a.Repeats, a.LastOpenedAt, a.LastClosedAt = held.Repeats, held.LastOpenedAt, held.LastClosedAt
		s.records[a.Key] = a
	}
	return nil, nil
}

// open reports whether an alert is seen open, as the org computes it.
func open(a alert.Alert) bool { return !a.Closed() || a.LastClosedAt.Before(a.LastOpenedAt) }

func (s *scene) Episode(_ context.Context, source string, a alert.Alert, limit int) (turn alert.Turn, err error) {
	if s.unknown != nil {
		return turn, s.unknown
	}
	s.past[source], turn = alert.Next(s.past[source], a, limit)
	return turn, nil
}

func (s *scene) Read(context.Context) (breaker.State, error) { return s.state, nil }

func (s *scene) Write(_ context.Context, next breaker.State, was int64) error {
	s.state, s.state.Version = next, was+1
	return nil
}

// hear returns what is said and what comes of an event.
func (s *scene) hear(t *testing.T, body string) (said string, err error) {
	t.Helper()
	handle := New(Parts{Salesforce: s, Episodes: s, Breaker: s, Stage: StageOf("tieline-dev-alarm-relay"), Runbook: runbook,
		Conditions: func(context.Context) dynamo.Conditions { return dynamo.Conditions{Tuned: s.tuned} }, Now: func() time.Time { return s.now }})
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	err = handle(t.Context(), []byte(body))
	return log.String(), err
}

// told expects events to be done with.
func (s *scene) told(t *testing.T, bodies ...string) *scene {
	t.Helper()
	for n, body := range bodies {
		if _, err := s.hear(t, body); err != nil {
			t.Errorf("event %d: %v", n, err)
		}
	}
	return s
}

func sample(t *testing.T, name string) string {
	t.Helper()
	body, err := os.ReadFile("../../../events/samples/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// alarm is an alarm's change from one state to another.
func alarm(name, was string, since time.Time, is string, at time.Time, description any) string {
	state := func(value string, since time.Time) map[string]any {
		return map[string]any{"value": value, "timestamp": since.Format("2006-01-02T15:04:05.000-0700")}
	}
	body, _ := json.Marshal(map[string]any{"source": "aws.cloudwatch", "detail-type": "CloudWatch Alarm State Change", "detail": map[string]any{
		"alarmName": name, "configuration": map[string]any{"description": description}, "previousState": state(was, since), "state": state(is, at)}})
	return string(body)
}

// deleted is what was done to an alarm, such as that it was deleted, and its last
// state.
func deleted(name, operation, was string, since, at time.Time) string {
	body, _ := json.Marshal(map[string]any{"source": "aws.cloudwatch", "detail-type": "CloudWatch Alarm Configuration Change", "time": at, "detail": map[string]any{
		"alarmName": name, "operation": operation, "configuration": map[string]any{"description": "It is late."},
		"state": map[string]any{"value": was, "timestamp": since.Format("2006-01-02T15:04:05.000-0700")}}})
	return string(body)
}

// begins and ends are those of one alarm's episode.
func begins(at time.Time) string {
	return alarm("tieline-dev-x-late", "OK", at.Add(-time.Hour), "ALARM", at, nil)
}

func ends(began, at time.Time) string {
	return alarm("tieline-dev-x-late", "ALARM", began, "OK", at, nil)
}

func keyAt(at time.Time) string { return "tieline-dev-x-late@" + at.Format(keyTime) }
