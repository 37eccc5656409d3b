package alert

import (
	"slices"
	"time"
)

// Past is what is known of a source's episodes, the earliest first.
type Past []Episode

// late is for how long the last of those that an alert counts is remembered: the
// alert is open until its end is told there. What could not be told is tried for
// fifteen hours.
const late = 24 * time.Hour

// Newest is when the last episode began, the zero time if there was none.
func (p Past) Newest() time.Time {
	if len(p) == 0 {
		return time.Time{}
	}
	return p[len(p)-1].At
}

// kept is the past without what is over for an hour: an episode may go on until
// the next one comes, however long, and then its end is told by the alert that
// told its beginning. The last one that an alert counts is kept longer.
func (p Past) kept() (kept Past) {
	newest, last, first := p.Newest(), p.last(), 0
	for n, e := range p {
		if newest.Sub(e.At) >= span {
			first = n
		}
	}
	stays := func(n int) bool {
		return n >= first || p[n].By != "" && last[p[n].By] == n && newest.Sub(p[n].At) < late
	}
	by := map[string]bool{}
	for n, e := range p {
		by[e.By] = by[e.By] || stays(n)
	}
	for n, e := range p {
		if stays(n) || by[e.Key] {
			kept = append(kept, e)
		}
	}
	return kept
}

// last is where the last of those stands that an alert counts, by its key.
func (p Past) last() map[string]int {
	last := map[string]int{}
	for n, e := range p {
		last[e.By] = n
	}
	return last
}

func (p Past) find(key string) int {
	return slices.IndexFunc(p, func(e Episode) bool { return e.Key == key })
}
