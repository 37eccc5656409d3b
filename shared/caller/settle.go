package caller

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"tieline/shared/fault"
)

// pending is what a Decision leaves to do once it is answered.
type pending struct {
	once  sync.Once
	leave func(context.Context, error) error
	call  error // what the Directory answered the guard's question with
	fill  Entry // without a key if there is nothing to keep
}

// Settle does, once, what a Decision left for after its answer: the Guard hears
// how the search went, and the Index keeps what it found. That the Index already
// knows better is no error.
func (f *Finder) Settle(ctx context.Context, d Decision) (err error) {
	if d.pending == nil {
		return nil
	}
	d.pending.once.Do(func() { err = errors.Join(d.pending.told(ctx), f.keep(ctx, d.pending.fill)) })
	return err
}

func (p *pending) told(ctx context.Context) error {
	if errors.Is(p.call, ErrNotAsked) {
		return nil // Salesforce neither works nor fails
	}
	if err := p.leave(ctx, p.call); err != nil {
		return fmt.Errorf("tell how the search went: %w", err)
	}
	return nil
}

func (f *Finder) keep(ctx context.Context, e Entry) error {
	if e.Key == "" {
		return nil
	}
	if err := f.index.Fill(ctx, e); err != nil && fault.KindOf(err) != fault.Conflict {
		return fmt.Errorf("keep what was found: %w", err)
	}
	return nil
}
