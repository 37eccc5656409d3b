package contact

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strings"
	"time"
)

// Merge adds a fact to a state and reports whether the state learned anything.
// It is commutative, associative and idempotent: facts may come in any order
// and any number of times, and lead to the same state.
func Merge(state, fact State) (merged State, changed bool) {
	a, b := state.Events, fact.Events
	merged = State{
		ID: cmp.Or(state.ID, fact.ID),
		Events: Draft{
			Heard:        earlier(a.Heard, b.Heard),
			Channel:      first(a.Channel, b.Channel),
			Method:       first(a.Method, b.Method),
			Initial:      first(a.Initial, b.Initial),
			Previous:     first(a.Previous, b.Previous),
			Initiated:    earlier(a.Initiated, b.Initiated),
			Queued:       last(a.Queued, b.Queued),
			Connected:    first(a.Connected, b.Connected),
			Disconnected: earlier(a.Disconnected, b.Disconnected),
			Reason:       first(a.Reason, b.Reason),
			Answering:    last(a.Answering, b.Answering),
			AcwStarted:   earlier(a.AcwStarted, b.AcwStarted),
			Closed:       later(a.Closed, b.Closed),
			Hold:         longest(a.Hold, b.Hold),
			AfterWork:    longest(a.AfterWork, b.AfterWork),
		},
		Describe: latest(state.Describe, fact.Describe),
		Record:   latest(state.Record, fact.Record),
		Lapsed:   earlier(state.Lapsed, fact.Lapsed),
		Callback: first(state.Callback, fact.Callback),
		WentOn:   first(state.WentOn, fact.WentOn),
		WrapUp:   latest(state.WrapUp, fact.WrapUp),
		Pop:      latest(state.Pop, fact.Pop),
	}
	return merged, merged != state
}

// first is the rule "set once". It takes the smallest (time, value) and not
// the first to arrive, which would depend on the order of arrival.
func first(a, b Stamped) Stamped {
	if b == (Stamped{}) || a != (Stamped{}) && compare(a, b) <= 0 {
		return a
	}
	return b
}

// last takes the largest (time, value); no value at all is the smallest.
func last(a, b Stamped) Stamped {
	if compare(a, b) >= 0 {
		return a
	}
	return b
}

func compare(a, b Stamped) int {
	return cmp.Or(a.At.Compare(b.At), strings.Compare(a.Value, b.Value))
}

func earlier(a, b time.Time) time.Time {
	if b.IsZero() || !a.IsZero() && a.Before(b) {
		return a
	}
	return b
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func longest(a, b Span) Span {
	if !a.Known || b.Known && b.Duration > a.Duration {
		return b
	}
	return a
}

// latest takes the one with the larger (time, content); none at all is the
// smallest. The content decides between two of one time, so that both orders of
// arrival agree.
func latest[T Report | Pop | WrapUp](a, b T) T {
	var none T
	if a == b || b == none {
		return a
	}
	if a == none {
		return b
	}
	if cmp.Or(timeOf(a).Compare(timeOf(b)), bytes.Compare(canonical(a), canonical(b))) < 0 {
		return b
	}
	return a
}

func timeOf[T Report | Pop | WrapUp](value T) time.Time {
	switch v := any(value).(type) {
	case Report:
		return v.UpdatedAt
	case Pop:
		return v.At
	case WrapUp:
		return v.At
	}
	return time.Time{}
}

// canonical returns the same bytes for the same value. Marshalling cannot
// fail: the fields are strings, durations and times that were themselves parsed.
func canonical[T Report | Pop | WrapUp](value T) []byte {
	b, _ := json.Marshal(value)
	return b
}
