package connecttest

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"
)

func TestASchedulerPlaysACallStepByStep(t *testing.T) {
	for _, kind := range Kinds {
		at := now.Add(time.Hour)
		given := Call{Kind: kind, From: "+442079460001", To: "+442079460000", At: at}
		faulty := with(Faults{Lose: 0.1, Double: 0.2, Delay: 0.2, Noise: 0.2, Redeliver: 0.5, Redeliveries: 3})
		one, whole := simulate(t, faulty)
		want, err := one.Play(t.Context(), given)
		if err != nil {
			t.Fatal(err)
		}
		other, steps := simulate(t, faulty, func(c *Config) {
			c.Pace = func(context.Context, time.Duration) error { return errors.New("nobody is to wait") }
		})
		p, err := other.Begin(given)
		if err != nil {
			t.Fatal(err)
		}
		last := time.Time{}
		for due, more := p.Next(); more; due, more = p.Next() {
			if due.Before(last) || due.Before(at.Truncate(time.Millisecond)) {
				t.Fatalf("%s: a step is due at %s after %s", kind, due, last)
			}
			last = due
			before := len(steps.events) + len(steps.records)
			if err := p.Step(t.Context()); err != nil {
				t.Fatal(err)
			}
			for _, e := range steps.events[min(before, len(steps.events)):] {
				if e.Time.After(due) {
					t.Errorf("%s: an event of %s came at %s", kind, e.Time, due)
				}
			}
			if after := len(steps.events) + len(steps.records); after > before+1 {
				t.Errorf("%s: one step gave out %d things", kind, after-before)
			}
		}
		if got := p.Played(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: step by step\n%+v, at once\n%+v", kind, got, want)
		}
		if !reflect.DeepEqual(steps.details, whole.details) || !reflect.DeepEqual(steps.records, whole.records) {
			t.Errorf("%s: step by step comes something else", kind)
		}
		if err := p.Step(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

func TestACallMayBeginWhenItSays(t *testing.T) {
	i, p := simulate(t)
	at := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	played, err := i.Play(t.Context(), Call{Kind: Known, At: at})
	if err != nil || !played.Contacts[0].InitiatedAt.Equal(at) || !p.events[0].Time.Equal(at) {
		t.Errorf("%v: began at %s", err, played.Contacts[0].InitiatedAt)
	}
}

func TestAnOddKindIsNotBegun(t *testing.T) {
	i, _ := simulate(t)
	if _, err := i.Begin(Call{Kind: "odd"}); err == nil {
		t.Error("an odd kind was begun")
	}
}
