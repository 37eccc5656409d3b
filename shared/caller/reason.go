package caller

import (
	"context"
	"errors"

	"tieline/shared/fault"
)

// Reason says in a word or two why nobody was looked for, or found.
type Reason string

// Why there is no clue.
const (
	NoEndpoint    Reason = "no endpoint"
	Withheld      Reason = "withheld"
	Unusable      Reason = "unusable number" // a chat user, digits that no country assigns
	UnusableEmail Reason = "unusable e-mail address"
	UnusableID    Reason = "unusable customer id"
)

// Why the Directory did not say. For its other faults the reason is their kind.
const (
	Closed  Reason = "salesforce closed" // it failed before, and is left alone
	Timeout Reason = "timeout"
	TooMany Reason = "too many records" // and nobody among those that it told of bears the clue
	Untuned Reason = "parameters not read"
)

func reasonOf(err error) Reason {
	if errors.Is(err, context.DeadlineExceeded) {
		return Timeout
	}
	return Reason(fault.KindOf(err))
}
