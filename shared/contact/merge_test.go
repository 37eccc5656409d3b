package contact_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"tieline/shared/contact"
)

// anyFact draws from few values, so that facts meet in their times and words.
func anyFact(t *rapid.T) contact.State {
	at := func(name string) time.Time {
		if n := rapid.IntRange(0, 3).Draw(t, name); n > 0 {
			return time.Date(2026, 1, 1, 0, 0, n, 0, time.UTC)
		}
		return time.Time{}
	}
	word := func(name string) string { return rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, name) }
	stamp := func(name string) contact.Stamped { return contact.Stamp(at(name), word(name)) }
	seconds := func(name string) time.Duration {
		return time.Duration(rapid.IntRange(0, 2).Draw(t, name)) * time.Second
	}
	span := func(name string) contact.Span {
		d := seconds(name)
		return contact.Span{Duration: d, Known: d > 0 || rapid.Bool().Draw(t, name+" known")}
	}
	report := func(name string) contact.Report {
		if at := at(name); !at.IsZero() {
			return contact.Report{UpdatedAt: at, Details: contact.Details{Queue: word(name), Recording: word(name)}}
		}
		return contact.Report{}
	}
	return contact.State{ID: "c1", Describe: report("describe"), Record: report("record"), Events: contact.Draft{
		Heard: at("heard"), Channel: stamp("channel"), Method: stamp("method"), Initiated: at("initiated"), Initial: stamp("initial"), Previous: stamp("previous"),
		Queued: stamp("queued"), Connected: stamp("connected"), Disconnected: at("disconnected"), Reason: stamp("reason"),
		AcwStarted: at("acw started"), Closed: at("closed"), Hold: span("hold"), AfterWork: span("after work"),
	}, Pop: contact.Pop{At: at("pop"), Status: word("status"), Took: seconds("took")}}
}

func merged(a, b contact.State) contact.State {
	m, _ := contact.Merge(a, b)
	return m
}

func TestMergeKnowsNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyFact(t), anyFact(t), anyFact(t)
		if merged(a, b) != merged(b, a) {
			t.Errorf("not commutative")
		}
		if merged(merged(a, b), c) != merged(a, merged(b, c)) {
			t.Errorf("not associative")
		}
		if m := merged(a, b); merged(m, a) != m || merged(m, b) != m {
			t.Errorf("not idempotent")
		}
	})
}
