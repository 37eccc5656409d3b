// Package breaker is the domain of leaving Salesforce alone: after it failed or
// refused, nobody asks it for a while, in whatever environment, and then one
// asks first. It knows nothing of AWS, logging or the Salesforce API.
package breaker

import (
	"context"
	"time"

	"tieline/shared/fault"
)

// State is what all environments know of Salesforce.
type State struct {
	Version  int64      // 0 if nobody has written it yet
	Failures int        // in a row
	Since    time.Time  // of the first of them
	Until    time.Time  // nobody asks before; zero while it is open
	Reason   fault.Kind // of the last failure
}

// Store keeps the State.
type Store interface {
	// Read returns the State, the zero one if there is none.
	Read(ctx context.Context) (State, error)

	// Write stores next if the stored State has the version was, 0 meaning that
	// there is none. What is stored then has the version was + 1, whatever that of
	// next. Otherwise it stores nothing and returns a fault of kind Conflict.
	Write(ctx context.Context, next State, was int64) error
}

// Pace is how patient a Breaker is.
type Pace struct {
	Failures int           // of a passing kind in a row that close it
	Rest     time.Duration // how long it is closed at first; doubles up to Longest
	Longest  time.Duration
	Probe    time.Duration // how long the one that asks first may take
}

// Breaker lets calls through to Salesforce, or not.
type Breaker struct {
	store Store
	pace  Pace
	now   func() time.Time
}

// New returns a Breaker. All that share a store act as one.
func New(store Store, pace Pace, now func() time.Time) *Breaker { return &Breaker{store, pace, now} }

// Enter reports false while Salesforce is to be left alone. Otherwise leave must
// be told how the call went, if there was one; it may be told late, and returns
// why nobody else will know of it. Where the store fails, everybody asks.
func (b *Breaker) Enter(ctx context.Context) (leave func(ctx context.Context, call error) error, open bool) {
	s, err := b.store.Read(ctx)
	if err != nil {
		return unheard(err), true
	}
	if s.Until.IsZero() {
		return b.leave(s), true
	}
	now := b.now()
	if now.Before(s.Until) {
		return nil, false
	}
	s.Until = now.Add(b.pace.Probe)
	switch err := b.store.Write(ctx, s, s.Version); {
	case fault.KindOf(err) == fault.Conflict:
		return nil, false // somebody else asks
	case err != nil:
		return unheard(err), true
	}
	s.Version++
	return b.leave(s), true
}

// Closed returns until when nobody asks Salesforce: the zero time if it is open,
// a time that has passed if whoever asks next asks first. It claims nothing.
func (b *Breaker) Closed(ctx context.Context) (until time.Time, err error) {
	s, err := b.store.Read(ctx)
	return s.Until, err
}

// unheard is for a call of which the store cannot know.
func unheard(err error) func(context.Context, error) error {
	return func(context.Context, error) error { return err }
}

// tries bound how often a failure is told again because others told theirs.
const tries = 3

// leave tells of a call that began in state s.
func (b *Breaker) leave(s State) func(context.Context, error) error {
	return func(ctx context.Context, call error) error {
		kind, certain := verdict(call)
		switch {
		case !certain, kind == "" && s.Failures == 0 && s.Until.IsZero():
			return nil
		case kind == "":
			return settled(b.store.Write(ctx, State{}, s.Version))
		}
		return b.failed(ctx, s, kind)
	}
}

// failed adds a failure to the state, unless others closed it meanwhile.
func (b *Breaker) failed(ctx context.Context, s State, kind fault.Kind) error {
	for range tries {
		err := b.store.Write(ctx, s.failed(kind, b.now(), b.pace), s.Version)
		if fault.KindOf(err) != fault.Conflict {
			return err
		}
		if s, err = b.store.Read(ctx); err != nil || !s.Until.IsZero() {
			return err
		}
	}
	return nil
}

// settled drops a conflict: what others found out since is newer.
func settled(err error) error {
	if fault.KindOf(err) == fault.Conflict {
		return nil
	}
	return err
}
