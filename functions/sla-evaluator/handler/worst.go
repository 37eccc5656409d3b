package handler

import (
	"cmp"
	"slices"
	"strings"
)

// worst is the level of the queue with the least headroom. One of which there is
// no ground to judge comes after those that there is, and one of which nothing is
// known is the last. Where there is no queue it is that of all of them.
func worst(all []level, sum level) level {
	if len(all) == 0 {
		return sum
	}
	return slices.MinFunc(all, func(a, b level) int {
		roomA, groundA := a.headroom()
		roomB, groundB := b.headroom()
		return cmp.Or(cmp.Compare(groundA, groundB), cmp.Compare(roomA, roomB), strings.Compare(a.queue, b.queue))
	})
}

// headroom is that of the service level, and how little ground there is for it.
func (l level) headroom() (points float64, doubt int) {
	points, known := l.policy.Headroom(l.live)
	switch {
	case !known:
		return 0, 2
	case !l.judged:
		return points, 1
	}
	return points, 0
}
