package main

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/caller"
	"tieline/shared/tuning"
)

// state is a breaker.Store with one state.
type state struct{ breaker.State }

func (s *state) Read(context.Context) (breaker.State, error) { return s.State, nil }

func (s *state) Write(_ context.Context, next breaker.State, was int64) error {
	s.State, s.Version = next, was+1
	return nil
}

func TestSalesforceIsLeftAloneAsTuned(t *testing.T) {
	for name, tt := range map[string]struct {
		tuned    tuning.Snapshot
		failures int
		rest     time.Duration
	}{
		"by default": {nil, 3, 15 * time.Second},
		"as tuned":   {tuning.Snapshot{"salesforce/failures": "2", "salesforce/rest": "40"}, 2, 40 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			shared := &state{}
			l := lookUp{directory: fails(errDown), index: &index{}, state: shared, now: time.Now}
			for n := range tt.failures {
				if !shared.Until.IsZero() {
					t.Errorf("%s: closed after %d failures", name, n)
				}
				f := l.tuned(tt.tuned)
				d := f.Find(t.Context(), caller.Clue{Kind: caller.ByNumber, Number: "+14155550100"}, caller.Terms{})
				if err := f.Settle(t.Context(), d); err != nil || d.Reason != "unavailable" {
					t.Errorf("%s: %v, decided %+v", name, err, d)
				}
			}
			if !shared.Until.Equal(time.Now().Add(tt.rest)) {
				t.Errorf("%s: closed until %s of %s", name, shared.Until, time.Now())
			}
			if d := l.tuned(tt.tuned).Find(t.Context(), caller.Clue{Kind: caller.ByNumber, Number: "+14155550100"}, caller.Terms{}); d.Reason != caller.Closed {
				t.Errorf("%s: decided %+v", name, d)
			}
		})
	}
}
