package main

import (
	"math"
	"slices"
	"time"
)

// Durations are the times of several calls, in the order of the calls.
type Durations []time.Duration

// Quantile is the smallest of them below or at which a share of q lies (the
// nearest rank): 0.5 for the median. There must be some.
func (d Durations) Quantile(q float64) time.Duration {
	sorted := slices.Sorted(slices.Values(d))
	return sorted[max(0, int(math.Ceil(q*float64(len(sorted))))-1)]
}

// Over compares with another's calls, pair by pair: the median of the ratios,
// and of the differences.
func (d Durations) Over(other Durations) (times float64, more time.Duration) {
	ratios, differences := make([]float64, len(d)), make(Durations, len(d))
	for n := range d {
		ratios[n] = float64(d[n]) / float64(other[n])
		differences[n] = d[n] - other[n]
	}
	slices.Sort(ratios)
	return ratios[(len(ratios)-1)/2], differences.Quantile(0.5)
}
