package handler

import (
	"cmp"
	"time"

	"tieline/shared/names"
	"tieline/shared/sla"
)

// together is the level of all queues. Their sum is judged by the policy of the
// queues without one of their own. What is left until a limit is that of the queue
// that is nearest to its own: in a sum a healthy queue would hide it. Queues that
// are closed have no say in that.
func together(all []level, global sla.Policy, at time.Time, last bool) level {
	sum := level{queue: names.QueueAll, policy: global, open: global.Hours.Open(at)}
	if last {
		sum.final = &sla.Figures{}
	}
	for _, l := range all {
		sum.live = sum.live.Plus(l.live)
		if last {
			*sum.final = sum.final.Plus(*l.final)
		}
		if l.open {
			sum.spare = sum.spare.orLess(l.spare)
		}
		sum.abandons = sum.abandons.orLess(l.abandons)
		sum.open = sum.open || l.judged
		sum.breached = sum.breached || l.breached
	}
	if sum.open && sum.live.Popped+sum.live.PopFailed >= global.Minimum {
		sum.pops = roomOf(global.PopHeadroom(sum.live))
	}
	return sum
}

// room is what is left until a limit, negative beyond it, where that is known.
type room[T cmp.Ordered] struct {
	left  T
	known bool
}

func roomOf[T cmp.Ordered](left T, known bool) room[T] { return room[T]{left, known} }

// orLess returns the lesser of two, as far as they are known.
func (r room[T]) orLess(other room[T]) room[T] {
	if !r.known || other.known && other.left < r.left {
		return other
	}
	return r
}
