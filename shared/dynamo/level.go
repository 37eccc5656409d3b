package dynamo

import (
	"cmp"
	"time"

	"tieline/shared/contact"
	"tieline/shared/names"
	"tieline/shared/sla"
)

// The lists of the indexes of service levels: a queue's id, a shard and, where a
// queue has two lists, which of them.
const (
	waiting = "#waiting"
	left    = "#left"
)

// levelRow is what an item says of its contact's time in its queue; nothing of a
// contact that is of no service level. Times are Unix milliseconds.
type levelRow struct {
	Level     string `dynamodbav:"level,omitempty"`     // as level.text has it; all that the indexes project
	LiveList  string `dynamodbav:"liveList,omitempty"`  // waiting or left; absent if nobody knows that it waits, or when it left
	LiveAt    int64  `dynamodbav:"liveAt,omitempty"`    // when it was enqueued, or left
	FinalList string `dynamodbav:"finalList,omitempty"` // absent until it has disconnected
	FinalAt   int64  `dynamodbav:"finalAt,omitempty"`   // when it disconnected
}

// levelRowOf returns where an item is to be listed. An agent's own queue has no
// service level: its id is none of a queue's.
func levelRowOf(i contact.Item, shards int) (r levelRow) {
	v := i.View()
	if !i.Erased.IsZero() || !i.Shown() || !contact.ValidID(v.Queue) {
		return r
	}
	c, in := levelOf(i, v), v.Queue+"#"+shard(i.ID, shards)
	switch {
	case c.EnqueuedAt.IsZero(): // it is not of the live ones
	case !c.LeftAt.IsZero():
		r.LiveList, r.LiveAt = in+left, c.LeftAt.UnixMilli()
	case c.Fate == sla.Waits && !over(v):
		r.LiveList, r.LiveAt = in+waiting, c.EnqueuedAt.UnixMilli()
	}
	if !c.DisconnectedAt.IsZero() {
		r.FinalList, r.FinalAt = in, c.DisconnectedAt.UnixMilli()
	}
	if r != (levelRow{}) {
		r.Level = encodeLevel(c)
	}
	return r
}

// over reports whether a contact has come to an end, known or not: it waits no
// more, though nobody may ever tell when it ceased to.
func over(v contact.View) bool { return v.Final || v.Lapsed || !v.ClosedAt.IsZero() }

// levelOf is a contact's time in its queue.
func levelOf(i contact.Item, v contact.View) sla.Contact {
	c := sla.Contact{EnqueuedAt: v.EnqueuedAt, DisconnectedAt: v.DisconnectedAt, Final: v.Final,
		QueueTime: sla.Span(v.QueueDuration), Pop: popOf(v.Pop), WrappedUp: i.WrapUp != contact.WrapUp{}}
	c.Fate, c.LeftAt = fateOf(i, v)
	exact(&c, i.Events, v.Queue)
	if over(v) { // else after-contact work goes on
		c.HandleTime = sla.Span(v.HandleTime())
	}
	return c
}

// exact puts the events' times of a wait, which are to the millisecond, in the
// place of others', which may be cut to the second: else a wait of 19.6 s becomes
// one of 20 s, and too long, when the record comes. Times further apart than clocks
// are of other moments, and the record knows better which counts. Its queue time
// stays its own.
func exact(c *sla.Contact, e contact.Draft, queue string) {
	left := e.Disconnected
	if c.Fate == sla.Answered {
		left = e.Connected.At
	}
	if e.Queued.Value == queue && near(e.Queued.At, c.EnqueuedAt) && near(left, c.LeftAt) {
		c.EnqueuedAt, c.LeftAt = e.Queued.At, left
	}
}

// near reports whether two may be the same moment.
func near(a, b time.Time) bool { return a.Sub(b).Abs() <= sla.Skew }

// fateOf is what became of a contact's wait, and when: the zero time if it waits,
// or nobody has told. A callback begins when it is asked for, and a stay in another
// queue when this one ends.
func fateOf(i contact.Item, v contact.View) (sla.Fate, time.Time) {
	switch {
	case !v.ConnectedAt.IsZero():
		return sla.Answered, v.ConnectedAt
	case v.NextID != "", !v.TransferredAt.IsZero(), v.CalledBack:
		return sla.Moved, cmp.Or(v.DequeuedAt, v.DisconnectedAt, v.TransferredAt, i.Callback.At, i.WentOn.At)
	case !v.DisconnectedAt.IsZero():
		return sla.Abandoned, cmp.Or(v.DequeuedAt, v.DisconnectedAt)
	}
	return sla.Waits, time.Time{}
}

// popOf is what became of a screen pop. One with nothing to look for (ANON)
// neither succeeded nor failed.
func popOf(p contact.Pop) sla.Pop {
	switch p.Status {
	case "HIT", "MULTI", "NONE":
		return sla.PopDone
	case "DEGRADED":
		return sla.PopFailed
	}
	return sla.NoPop
}

// The lists as they are queried.
var (
	onWaiting = levelList{names.IndexQueueLive, names.AttributeLiveList, names.AttributeLiveAt, waiting}
	onLeft    = levelList{names.IndexQueueLive, names.AttributeLiveList, names.AttributeLiveAt, left}
	onEnded   = levelList{names.IndexQueueFinal, names.AttributeFinalList, names.AttributeFinalAt, ""}
)

// levelList is a list of an index of service levels.
type levelList struct {
	index  string
	in, at string // attributes
	suffix string
}
