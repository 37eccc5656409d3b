// Package fault gives errors a kind, so that callers act on the kind and never
// on the text. A kind is given once, by the code that understands the error;
// everyone above only wraps it with %w.
package fault

import (
	"cmp"
	"errors"
	"fmt"
)

// Kind says what the caller can do about an error.
type Kind string

// The kinds.
const (
	Invalid      Kind = "invalid"      // this input can never succeed
	NotFound     Kind = "not_found"    // what this input refers to is gone
	Superseded   Kind = "superseded"   // something newer is already there
	Unauthorized Kind = "unauthorized" // our credentials or permissions: retried, and pages someone
	Incomplete   Kind = "incomplete"   // done, but for a part that has to wait for something else
	Conflict     Kind = "conflict"     // someone else was faster or holds it: look again
	Throttled    Kind = "throttled"    // over a limit: later
	Unavailable  Kind = "unavailable"  // the other side is down: later
	Unknown      Kind = "unknown"      // not classified: retried, and worth an alarm
)

type kinded struct {
	kind Kind
	err  error
}

func (e *kinded) Error() string { return e.err.Error() }
func (e *kinded) Unwrap() error { return e.err }

// Errorf is fmt.Errorf with a kind. The empty kind is Unknown, so that what a
// table of kinds does not list need not be treated apart.
func Errorf(kind Kind, format string, args ...any) error {
	return &kinded{cmp.Or(kind, Unknown), fmt.Errorf(format, args...)}
}

// KindOf returns the outermost kind in err's chain, Unknown if it has none,
// and "" for nil.
func KindOf(err error) Kind {
	var k *kinded
	switch {
	case err == nil:
		return ""
	case errors.As(err, &k):
		return k.kind
	}
	return Unknown
}

// Permanent reports whether the input itself is at fault, so that neither a
// retry nor a wait nor new credentials can make it succeed.
func Permanent(err error) bool {
	switch KindOf(err) {
	case Invalid, NotFound, Superseded:
		return true
	}
	return false
}
