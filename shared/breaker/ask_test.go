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

// ask reports whether Salesforce was asked one thing, and what came of it.
func (s *scene) ask(t *testing.T, answer error) (asked bool, err error) {
	t.Helper()
	err = s.Ask(t.Context(), func(context.Context) error { asked = true; return answer })
	return asked, err
}

func TestWhoAsksOneThingIsToldHowItWent(t *testing.T) {
	for _, answer := range []error{nil, down, throttled, fault.Errorf(fault.NotFound, "nobody")} {
		if asked, err := newScene().ask(t, answer); !asked || !errors.Is(err, answer) {
			t.Errorf("asked %t, %v for %v", asked, err, answer)
		}
	}
}

func TestNobodyAsksOneThingEitherWhileSalesforceIsLeftAlone(t *testing.T) {
	s := newScene()
	s.call(t, throttled)
	if asked, err := s.ask(t, nil); asked || !errors.Is(err, breaker.ErrClosed) || fault.KindOf(err) != fault.Unavailable {
		t.Errorf("asked %t, %v", asked, err)
	}
	s.now = s.now.Add(pace.Rest)
	if asked, err := s.ask(t, nil); !asked || err != nil || !s.store.state.Until.IsZero() {
		t.Errorf("asked %t, %v, then %+v", asked, err, s.store.state)
	}
}

func TestARightToOneThingThatIsLackingClosesNothing(t *testing.T) {
	s := newScene()
	for range 5 {
		if asked, err := s.ask(t, fmt.Errorf("publish: %w", fault.Errorf(fault.Unauthorized, "no"))); !asked || fault.KindOf(err) != fault.Unauthorized {
			t.Errorf("asked %t, %v", asked, err)
		}
	}
	if s.store.writes > 0 {
		t.Errorf("noted %+v", s.store.state)
	}
}

func TestHowTheBreakerStandsIsToldAndNothingClaimed(t *testing.T) {
	s := newScene()
	if until, err := s.Closed(t.Context()); err != nil || !until.IsZero() {
		t.Errorf("open, and yet until %s, %v", until, err)
	}
	s.call(t, throttled)
	for _, after := range []time.Duration{0, pace.Rest, time.Hour} {
		s.now = noon.Add(after)
		if until, err := s.Closed(t.Context()); err != nil || !until.Equal(noon.Add(pace.Rest)) || s.store.writes != 1 {
			t.Errorf("after %s until %s, %d writes, %v", after, until, s.store.writes, err)
		}
	}
	s.store.readErr = down
	if _, err := s.Closed(t.Context()); !errors.Is(err, down) {
		t.Errorf("nobody knows, and yet: %v", err)
	}
}
