package world

import (
	"context"
	"time"

	"tieline/shared/amazonconnect/connecttest"
)

// patience is how long a call may come no nearer to being right before it counts
// as missing or wrong. Tieline mends a passing fault or a lost ring within two
// rounds of a minute. What is lost on purpose is not waited for as long; what an
// org fails several times in a row is left to wait twice as long each time.
func (w *World) patience() time.Duration {
	switch {
	case w.options.Break != "":
		return 30 * time.Second
	case w.options.OrgFaults != nil:
		return 15 * time.Minute
	}
	return 150 * time.Second
}

// Call is a call that was played, and what came of it.
type Call struct {
	Number int // from 0
	Kind   connecttest.Kind
	connecttest.Played
	Timelines   []Timeline // of Contacts, one by one
	Compared    int        // fields
	Differences []Difference
	pop         Pop // a right one
}

// Play plays the nth call of a kind to its end. What Salesforce makes of it may
// come later: Await waits for it.
func (w *World) Play(ctx context.Context, n int, kind connecttest.Kind) (*Call, error) {
	from := w.caller(kind, n)
	played, err := w.Instance.Play(ctx, connecttest.Call{Number: uint64(n) + 1, Kind: kind, From: from.number, To: ours})
	return &Call{Number: n, Kind: kind, Played: played, pop: from.pop}, err
}

// Await waits until what stands in Salesforce of the call is right, or has not
// come nearer to it for too long; then its differences say what is wrong. It
// fails only if ctx ends.
func (w *World) Await(ctx context.Context, c *Call) error {
	timer := time.NewTimer(w.patience())
	defer timer.Stop()
	for {
		changed, was := w.Org.Changed(), len(c.Differences)
		if w.compare(c) {
			return nil
		}
		if len(c.Differences) != was {
			timer.Reset(w.patience())
		}
		select {
		case <-changed:
		case <-timer.C:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// compare compares anew what stands in Salesforce of the call.
func (w *World) compare(c *Call) (right bool) {
	c.Timelines = nil
	w.excuse(c)
	c.Compared, c.Differences = CompareAnswer(c.Contacts[0].ID, c.pop, c.Played)
	for n := range c.Contacts {
		want := c.expectation(n)
		if root := w.org.interactions(want.InitialID); want.InitialID != want.ID && len(root) > 0 {
			want.Parent, _ = root[0]["Id"].(string)
		}
		compared, found := Compare(want, w.org.interactions(want.ID))
		c.Compared += compared
		c.Differences = append(c.Differences, found...)
		c.Timelines = append(c.Timelines, w.follower.timeline(want.ID))
	}
	return len(c.Differences) == 0
}

// excuse takes a screen pop that could not look for one that is right, if the
// org did a fault to a search while the flow asked.
func (w *World) excuse(c *Call) {
	looked := c.pop.source() != ""
	if looked && c.Answer["matchStatus"] == degraded && w.follower.timeline(c.Contacts[0].ID).searchFailed(w.Org.Requests()) {
		c.pop = Pop{Status: degraded}
	}
}

// expectation is what must stand in Salesforce of the call's nth contact. Only
// the first goes through the flow, and so has a screen pop.
func (c *Call) expectation(n int) Expectation {
	e := Expectation{Truth: c.Contacts[n]}
	if n == 0 {
		e.Pop = c.pop
	}
	return e
}
