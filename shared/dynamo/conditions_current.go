package dynamo

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"tieline/shared/fault"
)

// lately is for how long conditions are taken to be what they were. A changed
// parameter is in force everywhere within 90 s: a minute until the reconciler's
// next run, this long until functions read what it put in force, and some seconds
// for whatever starts late.
const lately = 15 * time.Second

const (
	// conditionsPatience bounds what a caller may wait for newer conditions, and
	// firstPatience for any at all: a new environment has no connection yet.
	conditionsPatience = 200 * time.Millisecond
	firstPatience      = 500 * time.Millisecond
	// retriesOfLife is how many times as often conditions are asked for after a
	// failure as otherwise.
	retriesOfLife = 5
)

// Current holds the Conditions in force.
type Current struct {
	read   func(context.Context) (Conditions, error)
	life   time.Duration
	now    func() time.Time
	failed func(context.Context, error)

	mu     sync.Mutex
	latest Conditions
	until  time.Time // when latest is to be read again
}

// Lately returns what tells the conditions in force, as read with read, which is
// Operations.Conditions, some seconds ago at most; those read before if that fails,
// which is logged.
func Lately(read func(context.Context) (Conditions, error), now func() time.Time) func(context.Context) Conditions {
	return NewCurrent(read, lately, now, func(ctx context.Context, err error) {
		slog.WarnContext(ctx, "conditions not read", "kind", fault.KindOf(err), "err", err)
	}).Get
}

// NewCurrent returns a Current that reads, with Operations.Conditions, what is
// older than life. Failed hears of each try that fails.
func NewCurrent(read func(context.Context) (Conditions, error), life time.Duration, now func() time.Time, failed func(context.Context, error)) *Current {
	return &Current{read: read, life: life, now: now, failed: failed}
}

// Get returns the conditions: those read last if it is not time to read them
// again, or if that fails; and none at all, so that defaults hold, if they never
// could be read. It is safe for concurrent use.
func (c *Current) Get(ctx context.Context) Conditions {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now().Before(c.until) {
		return c.latest
	}
	patience := conditionsPatience
	if !c.latest.Read {
		patience = firstPatience
	}
	reading, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	read, err := c.read(reading)
	if err != nil {
		c.until = c.now().Add(c.life / retriesOfLife)
		c.failed(ctx, err)
		return c.latest
	}
	c.latest, c.until = read, c.now().Add(c.life)
	return c.latest
}
