package breaker

import (
	"context"
	"errors"
	"time"

	"tieline/shared/fault"
)

// verdict returns the kind of failure that a call was, "" if Salesforce works,
// and whether the call says anything at all: one that we ended ourselves does not.
func verdict(call error) (kind fault.Kind, certain bool) {
	kind = fault.KindOf(call)
	switch {
	case errors.Is(call, context.DeadlineExceeded):
		return fault.Unavailable, true
	case errors.Is(call, context.Canceled):
		return "", false
	case kind == fault.Throttled, kind == fault.Unauthorized, kind == fault.Unavailable, kind == fault.Unknown:
		return kind, true
	}
	return "", true
}

// failed is the state after one more failure. A refusal for limits or rights
// weighs as much as all that close it: the next call would fare no better.
// Failures of long ago are forgotten, unless it was closed ever since.
func (s State) failed(kind fault.Kind, now time.Time, p Pace) State {
	probed := !s.Until.IsZero()
	if s.Failures == 0 || !probed && now.Sub(s.Since) > p.Longest {
		s.Failures, s.Since = 0, now
	}
	s.Failures++
	if kind == fault.Throttled || kind == fault.Unauthorized {
		s.Failures = max(s.Failures, p.Failures)
	}
	s.Reason = kind
	if probed || s.Failures >= p.Failures {
		s.Until = now.Add(p.rest(s.Failures - p.Failures))
	}
	return s
}

// rest doubles with every failure after those that closed it.
func (p Pace) rest(more int) time.Duration {
	rest := p.Rest
	for range more {
		if rest >= p.Longest {
			break
		}
		rest *= 2
	}
	return min(rest, p.Longest)
}
