package redrive

import (
	"cmp"
	"slices"
	"time"
)

// Reason is why some letters were set aside.
type Reason struct {
	Why            string
	Count          int
	Oldest, Newest time.Time
}

// Reasons are those of letters, the most frequent first.
func Reasons(letters []Letter) []Reason {
	by := map[string]*Reason{}
	var all []*Reason
	for _, l := range letters {
		r := by[l.Why]
		if r == nil {
			r = &Reason{l.Why, 0, l.Since, l.Since}
			by[l.Why], all = r, append(all, r)
		}
		r.Count++
		if l.Since.Before(r.Oldest) {
			r.Oldest = l.Since
		}
		if l.Since.After(r.Newest) {
			r.Newest = l.Since
		}
	}
	slices.SortFunc(all, func(a, b *Reason) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Why, b.Why)) })
	reasons := make([]Reason, len(all))
	for n, r := range all {
		reasons[n] = *r
	}
	return reasons
}
