package breaker_test

import (
	"context"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tieline/shared/breaker"
	"tieline/shared/fault"
)

var answers = []error{
	nil, nil, down, down, fault.Errorf(fault.Unknown, "x"), throttled, fault.Errorf(fault.Unauthorized, "x"),
	fault.Errorf(fault.Invalid, "x"), context.DeadlineExceeded, context.Canceled,
}

// call is one that is on its way.
type call struct {
	leave func(context.Context, error) error
	probe bool
}

// model is some environments on one store, whose calls overlap in any way.
type model struct {
	store    store
	now      time.Time
	breakers []*breaker.Breaker
	under    []call
}

// enter holds that nobody asks while it is closed, and that of all who come once
// the rest is over only one does.
func (m *model) enter(t *rapid.T) {
	was := m.store.state
	b := rapid.SampledFrom(m.breakers).Draw(t, "environment")
	leave, open := b.Enter(context.Background())
	closed := m.now.Before(was.Until)
	if open == closed {
		t.Fatalf("open %v at %s: %+v", open, m.now, was)
	}
	if !open {
		return
	}
	probe := !was.Until.IsZero()
	if probe && m.store.state.Until != m.now.Add(pace.Probe) {
		t.Fatalf("a probe that nobody knows of: %+v", m.store.state)
	}
	m.under = append(m.under, call{leave, probe})
}

// race lets all environments in between the read and the write of one.
func (m *model) race(t *rapid.T) {
	s := &racing{store: &m.store}
	asked := 0
	enter := func() {
		if leave, open := breaker.New(s, pace, func() time.Time { return m.now }).Enter(context.Background()); open {
			asked++
			m.under = append(m.under, call{leave, !m.store.state.Until.IsZero()})
		}
	}
	was := m.store.state
	s.between = func() { s.between = nil; enter() }
	enter()
	if closed := !was.Until.IsZero(); closed && asked > 1 || !closed && asked != 2 {
		t.Fatalf("%d asked at once: %+v", asked, was)
	}
}

func (m *model) answer(t *rapid.T) {
	if len(m.under) == 0 {
		t.Skip("no call is under way")
	}
	n := rapid.IntRange(0, len(m.under)-1).Draw(t, "call")
	c, answer := m.under[n], rapid.SampledFrom(answers).Draw(t, "answer")
	m.under = append(m.under[:n], m.under[n+1:]...)
	was := m.store.state
	if err := c.leave(context.Background(), answer); err != nil {
		t.Fatal(err)
	}
	is := m.store.state
	switch {
	case was.Version != is.Version && is.Failures == 0 && is != (breaker.State{Version: is.Version}):
		t.Fatalf("a success left %+v", is)
	case is.Until.After(m.now.Add(pace.Longest)):
		t.Fatalf("closed for too long: %+v", is)
	case !c.probe && m.now.Before(was.Until) && is != was:
		t.Fatalf("a late answer changed %+v to %+v", was, is)
	}
}

func (m *model) wait(t *rapid.T) {
	m.now = m.now.Add(time.Duration(rapid.IntRange(1, 20).Draw(t, "seconds")) * time.Second)
}

// heal holds that it opens once Salesforce works: one probe is enough.
func (m *model) heal(t *rapid.T) {
	m.under = nil
	if m.store.state.Until.After(m.now) {
		m.now = m.store.state.Until
	}
	leave, open := m.breakers[0].Enter(context.Background())
	if !open || leave(context.Background(), nil) != nil || m.store.state != (breaker.State{Version: m.store.state.Version}) {
		t.Fatalf("open %v, left %+v", open, m.store.state)
	}
}

// racing runs something between a read and what follows.
type racing struct {
	*store
	between func()
}

func (r *racing) Read(ctx context.Context) (breaker.State, error) {
	s, err := r.store.Read(ctx)
	if r.between != nil {
		r.between()
	}
	return s, err
}

func TestHoweverCallsOverlapOneAsksFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &model{now: noon}
		for range 3 {
			m.breakers = append(m.breakers, breaker.New(&m.store, pace, func() time.Time { return m.now }))
		}
		t.Repeat(map[string]func(*rapid.T){
			"enter": m.enter, "race": m.race, "answer": m.answer, "wait": m.wait, "heal": m.heal,
			"": func(t *rapid.T) {
				if s := m.store.state; s.Failures < 0 || !s.Until.IsZero() && s.Reason == "" {
					t.Fatalf("%+v", s)
				}
			},
		})
	})
}
