package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"tieline/shared/caller"
	"tieline/shared/dynamo"
	"tieline/shared/tuning"
)

func TestWhateverPanicsTheFlowIsAnswered(t *testing.T) {
	const secret = "+14155550100"
	for name, tt := range map[string]struct {
		breaks func(*desk, *handler)
		status string
	}{
		"the conditions": {func(_ *desk, h *handler) {
			h.conditions = func(context.Context) dynamo.Conditions { panic(secret) }
		}, "DEGRADED"},
		"what looks for callers": {func(_ *desk, h *handler) {
			h.finder = func(tuning.Snapshot) finder { panic(secret) }
		}, "DEGRADED"},
		"the clock": {func(_ *desk, h *handler) { h.now = func() time.Time { panic(secret) } }, "DEGRADED"},
		"the search": {func(d *desk, _ *handler) {
			d.search = func(context.Context, caller.Query) ([]caller.Record, error) { panic(secret) }
		}, "DEGRADED"},
		"the answer": {func(_ *desk, h *handler) { h.org = nil }, "DEGRADED"},
		// What was settled is not taken back.
		"what the index is told":        {func(d *desk, _ *handler) { d.panics = true }, "HIT"},
		"what keeps the pop":            {func(d *desk, _ *handler) { d.pops.panics = true }, "HIT"},
		"both":                          {func(d *desk, _ *handler) { d.panics, d.pops.panics = true, true }, "HIT"},
		"the clock, once it is settled": {func(_ *desk, h *handler) { h.now = breaksAfter(2) }, "HIT"},
		"the clock, at the very end":    {func(_ *desk, h *handler) { h.now = breaksAfter(3) }, "HIT"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(ann)
			d.keys = "tier"
			h := d.handler(t)
			tt.breaks(d, &h)
			got, line := invoke(t, h, request(c1, from))
			if string(got.MatchStatus) != tt.status || (got.Reason == "internal error") != (tt.status == "DEGRADED") {
				t.Errorf("answered %+v", got)
			}
			if !strings.Contains(line, "panic in tieline/functions/screen-pop.") && !strings.Contains(line, "panic in net/url.") || !strings.Contains(line, `"UnknownFaults":1`) && tt.status == "DEGRADED" {
				t.Errorf("logged %s", line)
			}
			checkFlat(t, got, 1)
			checkSilent(t, line)
		})
	}
}

// breaksAfter is a clock that panics once it was looked at that often.
func breaksAfter(looks int) func() time.Time {
	return func() time.Time {
		if looks--; looks < 0 {
			panic("+14155550100")
		}
		return time.Now()
	}
}

// mute is a log that panics.
type mute struct{ slog.Handler }

func (mute) Handle(context.Context, slog.Record) error { panic("+14155550100") }

func TestALogThatPanicsCostsNoAnswer(t *testing.T) {
	before := slog.Default()
	slog.SetDefault(slog.New(mute{before.Handler()}))
	defer slog.SetDefault(before)
	h := newDesk(ann).handler(t)
	got, err := h.handle(t.Context(), json.RawMessage(request(c1, from)))
	if err != nil || got.MatchStatus != "HIT" || got.RecordID != "003A" {
		t.Errorf("answered %+v, %v", got, err)
	}
	h.conditions = nil
	if got, err = h.handle(t.Context(), json.RawMessage(request(c1, from))); err != nil || got.MatchStatus != "DEGRADED" {
		t.Errorf("answered %+v, %v", got, err)
	}
}

func TestAPanicIsCountedAsADegradedPop(t *testing.T) {
	h := newDesk(ann).handler(t)
	h.conditions = nil
	_, line := invoke(t, h, request(c1, from))
	checkFigures(t, line, figures{"ScreenPops": 1, "ScreenPopsDegraded": 1, "UnknownFaults": 1}, "ScreenPopsDegraded")
}

// says is a finder that always decides the same.
type says struct{ caller.Decision }

func (s says) Find(context.Context, caller.Clue, caller.Terms) caller.Decision { return s.Decision }
func (says) Settle(context.Context, caller.Decision) error                     { return nil }

func TestAHitWithoutARecordIsNoPanic(t *testing.T) {
	d := newDesk()
	h := d.handler(t)
	h.finder = func(tuning.Snapshot) finder {
		return says{caller.Decision{Status: caller.Hit, Source: caller.FromIndex}}
	}
	got, line := invoke(t, h, request(c1, from))
	if got.MatchStatus != "DEGRADED" || got.Reason != "internal error" || d.pops.pop.Status != "DEGRADED" {
		t.Errorf("answered %+v, kept %+v", got, d.pops.pop)
	}
	if !strings.Contains(line, `"search_err":"a hit from index without a record"`) {
		t.Errorf("logged %s", line)
	}
}
