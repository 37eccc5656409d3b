package salesforcetest

import (
	"context"
	"slices"
	"time"
)

// lateCall is a call that is done at a time, and of whose answer nobody hears.
type lateCall struct {
	at time.Time
	do func()
}

// lock locks the org for whoever looks at it or changes it, who finds done what
// is to be done by now.
func (o *Org) lock() {
	o.mu.Lock()
	for {
		due := slices.IndexFunc(o.late, func(c lateCall) bool { return !o.now().Before(c.at) })
		path := o.store.auto.timed.next(o.now())
		switch {
		case path != nil:
			o.store.runLater(path, o.now())
		case due < 0:
			return
		default:
			call := o.late[due]
			o.late = slices.Delete(o.late, due, due+1)
			call.do()
		}
		o.store.settle(o.now())
	}
}

// postpone has a call done later. Calls that are as late as each other keep
// their order.
func (o *Org) postpone(do func()) {
	call := lateCall{o.now().Add(o.faults.late), do}
	at, _ := slices.BinarySearchFunc(o.late, call.at, func(c lateCall, at time.Time) int {
		if c.at.After(at) {
			return 1
		}
		return -1
	})
	o.late = slices.Insert(o.late, at, call)
}

// forever is how long a call takes that is never answered.
const forever = 1<<63 - 1

// PassTime says how time passes for a call that is slow, or never answered, for
// which d is the longest Duration. Until it is said, time really passes. Pass
// must return early if the caller goes away.
func (o *Org) PassTime(pass func(ctx context.Context, d time.Duration)) {
	o.lock()
	defer o.mu.Unlock()
	o.pass = pass
}

// reallyPass waits.
func reallyPass(ctx context.Context, d time.Duration) {
	late := time.NewTimer(d)
	defer late.Stop()
	select {
	case <-late.C:
	case <-ctx.Done():
	}
}
