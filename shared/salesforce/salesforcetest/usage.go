package salesforcetest

import (
	"maps"
	"slices"
	"time"
)

// dailyLimit is how many calls an org may make in 24 hours.
const dailyLimit = 100_000

// usage is the number of calls by the hour, since 1970, in which they came.
type usage map[int64]int

func hour(t time.Time) int64 { return t.Unix() / int64(time.Hour/time.Second) }

func (u usage) add(now time.Time, calls int) {
	u[hour(now)] += calls
	maps.DeleteFunc(u, func(h int64, _ int) bool { return h <= hour(now)-24 })
}

// total is how many came within the last 24 hours, as far as hours tell.
func (u usage) total(now time.Time) int {
	sum := 0
	for h, calls := range u {
		if h > hour(now)-24 {
			sum += calls
		}
	}
	return sum
}

// Use counts calls that others have made just now. Once the limit of 24 hours
// is reached, every data call has the fault LimitExceeded.
func (o *Org) Use(calls int) {
	o.lock()
	defer o.mu.Unlock()
	o.used.add(o.now(), calls)
}

// count counts a call, and returns what its answer says of the usage. While
// LimitExceeded stands there are none left, and none are counted; where it befalls
// a single call the answer does not say so.
func (o *Org) count(f Fault) int {
	used := o.used.total(o.now())
	stands := slices.ContainsFunc(o.faults.until, func(s season) bool { return s.fault == LimitExceeded && o.now().Before(s.until) })
	if f == LimitExceeded && (stands || used >= dailyLimit) {
		return dailyLimit
	}
	o.used.add(o.now(), 1)
	return used + 1
}
