package handler

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/contact"
	"tieline/shared/fault"
)

// slowOrg takes some time before each wrap-up, and fails at the end.
type slowOrg struct {
	fakeOrg
	before []time.Duration
}

func (s *slowOrg) WrapUps(ctx context.Context, since time.Time, each func(string, contact.WrapUp) error) (time.Time, error) {
	for n, wait := range s.before {
		select {
		case <-ctx.Done():
			return since, fault.Errorf(fault.Unavailable, "no answer: %w", ctx.Err())
		case <-time.After(wait):
		}
		if err := each(fmt.Sprintf("c%d", n), contact.WrapUp{}); err != nil {
			return since, err
		}
		since = since.Add(time.Second)
	}
	return since, s.err
}

func TestOnlySalesforcesOwnFailuresHaveItLeftAlone(t *testing.T) {
	down, ours := fault.Errorf(fault.Unavailable, "down"), fault.Errorf(fault.Throttled, "the table is busy")
	for name, tt := range map[string]struct {
		before []time.Duration
		org    error
		each   error
		slow   time.Duration // each
		want   error
		told   int
		fails  int
	}{
		"all is told":              {before: []time.Duration{0, 0}, told: 2},
		"it fails":                 {org: down, want: down, fails: 1},
		"it fails after a page":    {before: []time.Duration{0}, org: down, want: down, told: 1, fails: 1},
		"it never answers":         {before: []time.Duration{time.Hour}, want: context.DeadlineExceeded, fails: 1},
		"there is more than fits":  {before: []time.Duration{0, time.Second, time.Hour}, want: errUnfinished, told: 2},
		"our table fails":          {before: []time.Duration{0}, each: ours, want: ours},
		"our table takes too long": {before: []time.Duration{0, 0, 0}, slow: glance + time.Second, want: errUnfinished, told: 1},
	} {
		synctest.Test(t, func(t *testing.T) {
			state := &fakeState{}
			b := func(context.Context) *breaker.Breaker {
				return breaker.New(state, breaker.Pace{Failures: 3, Rest: time.Minute, Longest: time.Minute}, time.Now)
			}
			org := spared{&slowOrg{fakeOrg{err: tt.org}, tt.before}, b}
			until, err := org.WrapUps(t.Context(), start, func(string, contact.WrapUp) error { time.Sleep(tt.slow); return tt.each })
			if !errors.Is(err, tt.want) || !until.Equal(start.Add(time.Duration(tt.told)*time.Second)) || state.is.Failures != tt.fails {
				t.Errorf("%s: until %s, %v, %d failures", name, until.Sub(start), err, state.is.Failures)
			}
		})
	}
}

func TestWhileSalesforceIsLeftAloneNobodyAsksForWrapUps(t *testing.T) {
	state, o := &fakeState{breaker.State{Version: 1, Failures: 3, Until: start.Add(time.Minute)}}, &fakeOrg{}
	b := func(context.Context) *breaker.Breaker {
		return breaker.New(state, breaker.Pace{}, func() time.Time { return start })
	}
	if _, err := (spared{o, b}).WrapUps(t.Context(), start, nil); !errors.Is(err, breaker.ErrClosed) || len(o.since) > 0 {
		t.Errorf("asked %d times, %v", len(o.since), err)
	}
}
