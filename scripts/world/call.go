package world

import (
	"context"
	"slices"
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
	case w.options.Trouble != "":
		return 15 * time.Minute
	}
	return 150 * time.Second
}

// Call is a call that was played, and what came of it.
type Call struct {
	Number int // from 0
	Kind   connecttest.Kind
	connecttest.Played
	Timelines   []Timeline // of those Contacts that make a record
	Compared    int        // fields
	Differences []Difference
	pop         Pop // a right one
}

// Play plays the nth call of a kind to its end. What Salesforce makes of it may
// come later: Await waits for it.
func (w *World) Play(ctx context.Context, n int, kind connecttest.Kind) (*Call, error) {
	from := w.caller(kind, n)
	played, err := w.Instance.Play(ctx, connecttest.Call{Number: uint64(n) + 1, Kind: kind, From: from.number, To: ours})
	return &Call{Number: n, Kind: kind, Played: played, pop: w.expected(from.pop)}, err
}

// Await waits until what stands in Salesforce of the call is right, or has not
// come nearer to it for too long; then its differences say what is wrong. It
// fails only if ctx ends.
func (w *World) Await(ctx context.Context, c *Call) error {
	timer := time.NewTimer(w.patience())
	defer timer.Stop()
	for {
		changed, was := w.Org.Changed(), len(c.Differences)
		w.wrapUpShown(c)
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
	c.Compared, c.Differences = 0, nil
	if !slices.Contains(unasked, c.Kind) {
		c.Compared, c.Differences = CompareAnswer(c.Contacts[0].ID, w.right(c, 0), c.Played)
	}
	for n := range c.Contacts {
		want := w.expectation(c, n)
		compared, found := Compare(want, w.org.interactions(want.ID))
		c.Compared += compared
		c.Differences = append(c.Differences, found...)
		if want.records() > 0 {
			c.Timelines = append(c.Timelines, w.follower.timeline(want.ID))
		}
	}
	return len(c.Differences) == 0
}

// expectation is all that decides what must stand there of the call's nth contact.
func (w *World) expectation(c *Call, n int) Expectation {
	want := Expectation{Truth: c.Contacts[n], Pop: w.right(c, n), Left: w.left(c, n), CalledBack: c.Kind == connecttest.Callback && n == 0}
	if root := w.org.interactions(want.InitialID); want.InitialID != want.ID && len(root) > 0 {
		want.Parent, _ = root[0]["Id"].(string)
	}
	want.User, want.Desk = w.users[want.AgentUsername], w.desks.of(want.ID)
	return want
}

// right is the pop that is right for the call's nth contact: none if its flow did
// not ask, and one that could not look if the org did a fault to a search while
// it asked, or shortly before, so that it was left alone.
func (w *World) right(c *Call, n int) Pop {
	answer := c.Contacts[n].Answer
	switch {
	case answer == nil && (n > 0 || slices.Contains(unasked, c.Kind)):
		return Pop{}
	case c.pop.Status != "ANON" && answer["matchStatus"] == degraded && w.follower.timeline(c.Contacts[n].ID).searchFailed(w.Org.Requests()):
		return Pop{Status: degraded}
	}
	return c.pop
}

// left is what the call's flows left for the agent of its nth contact, whose own
// flow, if it asks, lets stand what it could not look up.
func (w *World) left(c *Call, n int) Pop {
	if own := w.right(c, n); n == 0 || own.Status != "" && own.Status != degraded {
		return own
	}
	return w.right(c, 0)
}
