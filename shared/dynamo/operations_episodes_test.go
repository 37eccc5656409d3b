package dynamo

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/alert"
	"tieline/shared/fault"
)

func TestEpisodesOfASourceAreToldInTurnAcrossRuns(t *testing.T) {
	operations, third := operationsOf(t), learnedAt.Add(3*time.Minute).UTC()
	counted := alert.Turn{Key: "b", Repeats: 2, Suppressed: true, Since: third, Latest: third}
	for n, tt := range []struct {
		key  string
		want alert.Turn
	}{
		{"a", alert.Turn{Key: "a", Repeats: 1}}, {"a", alert.Turn{Key: "a", Repeats: 1}}, {"b", alert.Turn{Key: "b", Repeats: 1}},
		{"c", counted}, {"c", counted}, {"b", alert.Turn{Key: "b", Repeats: 2}},
	} {
		got, err := operations.Episode(t.Context(), "alarm", alert.Alert{Key: tt.key, OpenedAt: learnedAt.Add(time.Duration(n) * time.Minute)}, 2)
		if got != tt.want || err != nil {
			t.Errorf("step %d: %+v, %v, want %+v", n, got, err, tt.want)
		}
	}
}

func TestAnEndThatComesLateShortensNothing(t *testing.T) {
	known := answer{200, `{"Item":{"version":{"N":"7"},"past":{"S":"[{\"key\":\"a\",\"at\":\"2026-01-02T12:00:00Z\",\"repeats\":1}]"}}}`}
	operations, asked := operationsOver(t, known, answer{200, `{}`})
	late := alert.Alert{Key: "b", OpenedAt: learnedAt.Add(-30 * time.Minute), ClosedAt: learnedAt}
	turn, err := operations.Episode(t.Context(), "alarm", late, 1)
	if want := (alert.Turn{Key: "b", Repeats: 1}); turn != want || err != nil || !strings.Contains((*asked)[1], `"expiresAt":{"N":"1775131200"}`) {
		t.Errorf("%+v, %v, asked %v", turn, err, *asked)
	}
}

func TestAnEpisodeIsNotedOnWhatWasRead(t *testing.T) {
	none, done, down := answer{200, `{}`}, answer{200, `{}`}, answer{500, `{}`}
	known := answer{200, `{"Item":{"version":{"N":"7"},"past":{"S":"[{\"key\":\"a\",\"at\":\"2026-01-02T12:00:00Z\",\"repeats\":1}]"}}}`}
	for name, tt := range map[string]struct {
		key     string
		answers []answer
		calls   string
		last    []string // in the last call
		kind    fault.Kind
	}{
		"the first":              {"a", []answer{none, done}, "GetItem PutItem", []string{`attribute_not_exists(version)`, `"version":{"N":"1"}`, `"name":{"S":"episodes#alarm"}`, `"expiresAt":{"N":"1775131200"}`}, ""},
		"another":                {"b", []answer{known, done}, "GetItem PutItem", []string{`version = :was`, `":was":{"N":"7"}`, `"version":{"N":"8"}`}, ""},
		"one that is known":      {"a", []answer{known}, "GetItem", []string{`"ConsistentRead":true`}, ""},
		"others were faster":     {"b", []answer{none, held, known, done}, "GetItem PutItem GetItem PutItem", []string{`"version":{"N":"8"}`}, ""},
		"the reply was lost":     {"a", []answer{none, held, known}, "GetItem PutItem GetItem", nil, ""},
		"others are, always":     {"b", []answer{none, held, known, held}, "GetItem PutItem GetItem PutItem", nil, fault.Conflict},
		"it could not be read":   {"a", []answer{down}, "GetItem", nil, fault.Unavailable},
		"it could not be kept":   {"a", []answer{none, down}, "GetItem PutItem", nil, fault.Unavailable},
		"it is nothing of ours":  {"a", []answer{{200, `{"Item":{"version":{"N":"7"},"past":{"S":"Zebedee"}}}`}}, "GetItem", nil, fault.Unknown},
		"its row is not of ours": {"a", []answer{{200, `{"Item":{"version":{"S":"Zebedee"}}}`}}, "GetItem", nil, fault.Unknown},
	} {
		operations, asked := operationsOver(t, tt.answers...)
		turn, err := operations.Episode(t.Context(), "alarm", alert.Alert{Key: tt.key, OpenedAt: learnedAt}, 6)
		var calls []string
		for _, ask := range *asked {
			call, _, _ := strings.Cut(ask, " ")
			calls = append(calls, call)
		}
		want := alert.Turn{Key: tt.key, Repeats: 1}
		if tt.kind != "" {
			want = alert.Turn{}
		}
		if fault.KindOf(err) != tt.kind || strings.Join(calls, " ") != tt.calls || turn != want {
			t.Errorf("%s: %+v, %v, %v", name, turn, calls, err)
		}
		for _, part := range tt.last {
			if last := slices.Clone(*asked)[len(*asked)-1]; !strings.Contains(last, part) {
				t.Errorf("%s: %s is not in %s", name, part, last)
			}
		}
	}
}
