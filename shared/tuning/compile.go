package tuning

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Override is a value that an admin has set.
type Override struct {
	Name, Text string // Name is that in a Snapshot
	Version    int64  // counts the changes since it was first set
	ChangedAt  time.Time
	ChangedBy  string // ARN; "" where nobody says
}

// Rejected is an override that is not in force, and why. The sentence names the
// parameter and what is allowed; it never quotes the value, which may be anything.
type Rejected struct{ Name, Sentence string }

// Compile makes of all overrides what is to be in force. Of one that is wrong the
// value of the last snapshot stays if it is still allowed, else the default holds;
// all others are in force. What is not overridden is not in the snapshot. The
// order of overrides means nothing, that of what is rejected is by name.
func Compile(overrides []Override, last Snapshot) (now Snapshot, rejected []Rejected) {
	c := compilation{good: stillGood(overrides, last), now: Snapshot{}, why: map[string]string{}}
	for _, o := range overrides {
		c.now[o.Name] = o.Text
		if err := Check(o.Name, o.Text); err != nil {
			c.fall(o.Name, err.Error())
		}
	}
	c.settle()
	for _, name := range slices.Sorted(maps.Keys(c.why)) {
		rejected = append(rejected, Rejected{name, c.why[name]})
	}
	return c.now, rejected
}

// stillGood is what would be in force if overrides were as they last were. A newer
// version, or an override that was deleted, may have made some of it wrong.
func stillGood(overrides []Override, last Snapshot) Snapshot {
	c := compilation{now: Snapshot{}, why: map[string]string{}}
	for _, o := range overrides {
		if text, had := last[o.Name]; had && Check(o.Name, text) == nil {
			c.now[o.Name] = text
		}
	}
	c.settle()
	return c.now
}

// compilation is of one snapshot.
type compilation struct {
	good Snapshot          // what wrong values fall back to, all of which may be in force together
	now  Snapshot          // what is to be in force
	why  map[string]string // names fell back
}

// fall takes a value back to the last good one, or to none.
func (c *compilation) fall(name, why string) {
	c.why[name] = why
	delete(c.now, name)
	if text, had := c.good[name]; had {
		c.now[name] = text
	}
}

// settle has values fall until none contradict each other, for all queues or for
// one. In the end only good ones are left, or none at all, which do not.
func (c *compilation) settle() {
	for again := true; again; {
		again = false
		for _, queue := range c.queues() {
			for _, o := range orders {
				again = o.broken(c.now, queue) && c.part(o, queue) || again
			}
		}
	}
}

// queues are those with a value of their own, after "" for all.
func (c *compilation) queues() []string {
	all := []string{""}
	for name := range c.now {
		if queue, _, forOne := splitQueue(name); forOne {
			all = append(all, queue)
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(all)))
}

// part has the values fall that break an order, unless they fell already, and
// reports whether there were any.
func (c *compilation) part(o order, queue string) bool {
	lower, upper := c.source(o.lower, queue), c.source(o.upper, queue)
	low, high := c.stands(lower), c.stands(upper)
	if low {
		c.fall(lower, lower+": want "+o.lower.Allowed()+", and at most what "+upper+" is")
	}
	if high {
		c.fall(upper, upper+": want "+o.upper.Allowed()+", and at least what "+lower+" is")
	}
	return low || high
}

// stands reports whether a value is set and did not fall.
func (c *compilation) stands(name string) bool {
	_, fell := c.why[name]
	return c.isSet(name) && !fell
}

func (c *compilation) isSet(name string) bool { _, set := c.now[name]; return set }

// source is the name that says what holds for a queue.
func (c *compilation) source(d Declaration, queue string) string {
	if own := d.ForQueue(queue); queue != "" && c.isSet(own) {
		return own
	}
	return d.Name
}

// order is of two parameters, for all queues and for each.
type order struct {
	lower, upper Declaration
	broken       func(s Snapshot, queue string) bool
}

func ordered[T cmp.Ordered](lower, upper Parameter[T]) order {
	return order{lower.Declaration, upper.Declaration, func(s Snapshot, queue string) bool {
		return lower.For(s, queue) > upper.For(s, queue)
	}}
}

// orders are all that hold between parameters: no M of N minutes with M above N, and
// no wrap-up that is missed only when nobody looks any more.
var orders = []order{ordered(SLABad, SLAOf), ordered(SLAWrapUpAfter, SLAFinalWindow)}
