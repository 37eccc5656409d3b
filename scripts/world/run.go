package world

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"tieline/shared/salesforce/salesforcetest"
)

// atOnce is how many calls are played side by side.
const atOnce = 6

// Run plays calls of all kinds in turn, several at once, until there were so
// many; 0 means until ctx ends. tell hears of each call when it is right, or
// will not become so, by several calls at once. Run keeps the calls only if
// they are counted.
func (w *World) Run(ctx context.Context, count int, tell func(*Call)) ([]*Call, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(w.emulator.gone, func() { cancel(fmt.Errorf("the AWS emulator ended: see %s", w.Logs())) })()
	calls, err := w.run(ctx, count, tell)
	if err != nil && ctx.Err() != nil {
		return calls, context.Cause(ctx) // what it cut off says only that it was cut off
	}
	return calls, err
}

func (w *World) run(ctx context.Context, count int, tell func(*Call)) ([]*Call, error) {
	if w.options.Trouble == Down {
		return w.outage(ctx, count, tell)
	}
	calls := make([]*Call, count)
	group, ctx := errgroup.WithContext(ctx)
	lines := make(chan struct{}, atOnce) // each taken by a call, and free while Salesforce catches up with it
	for n := 0; (count == 0 || n < count) && ctx.Err() == nil; n++ {
		if w.options.Trouble == Chaos && n == count/3 {
			w.Org.FailUntil(salesforcetest.Unavailable, time.Now().Add(away))
		}
		lines <- struct{}{}
		group.Go(func() error {
			c, err := w.see(ctx, n, func() { <-lines })
			if err != nil {
				return err
			}
			tell(c)
			if count > 0 {
				calls[n] = c
				return nil
			}
			for _, contact := range c.Contacts {
				w.follower.forget(contact.ID)
				w.desks.forget(contact.ID)
			}
			return nil
		})
	}
	return calls, group.Wait()
}

// away is for how long an org in Chaos is down.
const away = 20 * time.Second

// see plays a call, says that it is over, and waits for what Salesforce makes of it.
func (w *World) see(ctx context.Context, n int, over func()) (*Call, error) {
	c, err := w.Play(ctx, n, Kinds[n%len(Kinds)])
	over()
	if err != nil {
		return nil, fmt.Errorf("call %d: %w", n+1, err)
	}
	if err := w.Await(ctx, c); err != nil {
		return nil, err
	}
	return c, nil
}
