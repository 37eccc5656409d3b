package breaker_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/fault"
)

// store is one item, as a table keeps it.
type store struct {
	state          breaker.State
	readErr, write error
	writes         int
}

func (s *store) Read(context.Context) (breaker.State, error) { return s.state, s.readErr }

func (s *store) Write(_ context.Context, next breaker.State, was int64) error {
	s.writes++
	if s.write != nil {
		return s.write
	}
	if was != s.state.Version {
		return fault.Errorf(fault.Conflict, "somebody was faster")
	}
	s.state, s.state.Version = next, was+1
	return nil
}

var pace = breaker.Pace{Failures: 3, Rest: 15 * time.Second, Longest: 10 * time.Minute, Probe: 5 * time.Second}

// scene is an environment, its store and its clock.
type scene struct {
	*breaker.Breaker
	store store
	now   time.Time
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func newScene() *scene {
	s := &scene{now: noon}
	s.Breaker = breaker.New(&s.store, pace, func() time.Time { return s.now })
	return s
}

// call reports whether Salesforce was asked; it answered so.
func (s *scene) call(t *testing.T, answer error) bool {
	t.Helper()
	leave, open := s.Enter(t.Context())
	if !open {
		return false
	}
	if err := leave(t.Context(), answer); err != nil {
		t.Error(err)
	}
	return true
}

var (
	down      = fault.Errorf(fault.Unavailable, "down")
	throttled = fault.Errorf(fault.Throttled, "too much")
)

func TestOneRefusalForLimitsOrRightsCloses(t *testing.T) {
	for _, answer := range []error{throttled, fmt.Errorf("search: %w", fault.Errorf(fault.Unauthorized, "x"))} {
		s := newScene()
		s.call(t, answer)
		if s.call(t, nil) || s.store.state.Until != noon.Add(15*time.Second) || s.store.state.Reason != fault.KindOf(answer) {
			t.Errorf("after %v: %+v", answer, s.store.state)
		}
	}
}

func TestThreeFailuresInARowClose(t *testing.T) {
	for _, answer := range []error{down, errors.New("x"), context.DeadlineExceeded, fault.Errorf(fault.Invalid, "%w", context.DeadlineExceeded)} {
		s := newScene()
		for n := range 3 {
			if !s.call(t, answer) {
				t.Errorf("after %d times %v: %+v", n, answer, s.store.state)
			}
		}
		if s.call(t, nil) || s.store.state.Reason == "" {
			t.Errorf("after three times %v: %+v", answer, s.store.state)
		}
	}
}

func TestASuccessBetweenMakesItNoRow(t *testing.T) {
	s := newScene()
	for _, answer := range []error{down, down, nil, down, down} {
		if !s.call(t, answer) {
			t.Fatalf("closed before %v: %+v", answer, s.store.state)
		}
	}
	if !s.call(t, nil) || s.store.state != (breaker.State{Version: s.store.state.Version}) {
		t.Errorf("left %+v", s.store.state)
	}
}

func TestFailuresLongAgoAreForgotten(t *testing.T) {
	s := newScene()
	for range 6 {
		if s.call(t, down); !s.store.state.Until.IsZero() {
			t.Fatalf("closed at %s: %+v", s.now, s.store.state)
		}
		s.now = s.now.Add(pace.Longest/2 + 1)
	}
}

func TestWhatIsNoFaultOfSalesforceCountsAsSuccess(t *testing.T) {
	for _, kind := range []fault.Kind{fault.Invalid, fault.NotFound, fault.Conflict, fault.Superseded, fault.Incomplete} {
		s := newScene()
		s.call(t, down)
		s.call(t, fault.Errorf(kind, "x"))
		if s.store.state.Failures != 0 {
			t.Errorf("%s left %+v", kind, s.store.state)
		}
	}
}

func TestACallThatWeEndedSaysNothing(t *testing.T) {
	s := newScene()
	s.call(t, down)
	was := s.store.state
	s.call(t, fault.Errorf(fault.Unavailable, "search: %w", context.Canceled))
	if s.store.state != was {
		t.Errorf("%+v became %+v", was, s.store.state)
	}
}

func TestWhileAllIsWellNothingIsWritten(t *testing.T) {
	s := newScene()
	s.call(t, nil)
	s.call(t, nil)
	if s.store.writes != 0 {
		t.Errorf("wrote %d times", s.store.writes)
	}
}

func TestAfterTheRestOneAsksAndItsAnswerDecides(t *testing.T) {
	s := newScene()
	s.call(t, throttled)
	s.now = s.now.Add(15*time.Second - 1)
	if s.call(t, nil) {
		t.Fatal("asked too early")
	}
	s.now = s.now.Add(1)
	leave, open := s.Enter(t.Context())
	if !open || s.call(t, nil) {
		t.Fatalf("asked %v, and not alone: %+v", open, s.store.state)
	}
	if err := leave(t.Context(), nil); err != nil || !s.call(t, nil) || s.store.state.Failures != 0 {
		t.Errorf("%v, left %+v", err, s.store.state)
	}
}

func TestTheRestDoublesUpToTheLongest(t *testing.T) {
	for _, answer := range []error{throttled, down} {
		s := newScene()
		for range 3 {
			s.call(t, answer)
		}
		for n, want := range []time.Duration{15, 30, 60, 120, 240, 480, 600, 600} {
			if got := s.store.state.Until.Sub(s.now); got != want*time.Second {
				t.Errorf("%v: the rest %d is %s, want %s", answer, n, got, want*time.Second)
			}
			s.now = s.store.state.Until
			if !s.call(t, answer) {
				t.Fatal("nobody asked")
			}
		}
	}
}

func TestAProbeThatFailsClosesHoweverMuchIsEndured(t *testing.T) {
	s := newScene()
	s.call(t, throttled)
	s.now = s.store.state.Until
	patient := pace
	patient.Failures = 100
	s.Breaker = breaker.New(&s.store, patient, func() time.Time { return s.now })
	if !s.call(t, down) || s.call(t, nil) || s.store.state.Until != s.now.Add(pace.Rest) {
		t.Errorf("left %+v", s.store.state)
	}
}

func TestAProbeThatDiesHoldsTheOthersOnlyForAWhile(t *testing.T) {
	s := newScene()
	s.call(t, throttled)
	s.now = s.store.state.Until
	if _, open := s.Enter(t.Context()); !open {
		t.Fatal("nobody asked")
	}
	s.now = s.now.Add(pace.Probe - 1)
	if s.call(t, nil) {
		t.Error("a second one asked")
	}
	s.now = s.now.Add(1)
	if !s.call(t, nil) || !s.store.state.Until.IsZero() {
		t.Errorf("left %+v", s.store.state)
	}
}

func TestFailuresAtTheSameTimeAllCount(t *testing.T) {
	s := newScene()
	var leaves []func(context.Context, error) error
	for range 4 {
		leave, _ := s.Enter(t.Context())
		leaves = append(leaves, leave)
	}
	for _, leave := range leaves {
		if err := leave(t.Context(), down); err != nil {
			t.Error(err)
		}
	}
	if s.store.state.Failures != 3 || s.call(t, nil) {
		t.Errorf("left %+v", s.store.state)
	}
}

func TestASuccessFromBeforeDoesNotOpen(t *testing.T) {
	s := newScene()
	s.call(t, down)
	leave, _ := s.Enter(t.Context())
	s.call(t, throttled)
	if err := leave(t.Context(), nil); err != nil || s.call(t, nil) {
		t.Errorf("%v, left %+v", err, s.store.state)
	}
}

func TestWhereTheStoreFailsEverybodyAsks(t *testing.T) {
	s := newScene()
	s.store.readErr = errors.New("no table")
	leave, open := s.Enter(t.Context())
	if !open || !errors.Is(leave(t.Context(), throttled), s.store.readErr) || s.store.writes != 0 {
		t.Errorf("open %v, wrote %d times", open, s.store.writes)
	}
	s = newScene()
	s.call(t, throttled)
	s.now, s.store.write = s.store.state.Until, errors.New("no rights")
	leave, open = s.Enter(t.Context())
	if !open || !errors.Is(leave(t.Context(), nil), s.store.write) {
		t.Errorf("open %v", open)
	}
}
