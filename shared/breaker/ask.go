package breaker

import (
	"context"

	"tieline/shared/fault"
)

// ErrClosed is why a call was not made: Salesforce is to be left alone. It
// passes, as its kind says.
var ErrClosed = fault.Errorf(fault.Unavailable, "salesforce is left alone for now")

// Ask makes a call that concerns one thing only, and returns its fault, ErrClosed
// if Salesforce is to be left alone. That we have no right to that one thing says
// nothing of others, and closes nothing.
func (b *Breaker) Ask(ctx context.Context, call func(context.Context) error) error {
	leave, open := b.Enter(ctx)
	if !open {
		return ErrClosed
	}
	err := call(ctx)
	if fault.KindOf(err) != fault.Unauthorized {
		_ = leave(ctx, err) // that nobody else will know of it costs them a call
	}
	return err
}
