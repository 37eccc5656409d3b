package main

import (
	"fmt"
	"strings"
)

// Most that figures may be.
const (
	maxCPU    = 1.25      // of a hit, in times its two calls made bare
	maxStart  = 1.5       // of screen-pop, in times an empty program with the SDK: docs/decisions/0012-why-screen-pop-starts-late.md
	maxClosed = 50        // milliseconds, p99 of screen-pop while Salesforce is known to be closed
	maxGrowth = 1_000_000 // in bytes, in the second half of many invocations
)

// Bound is a figure and the most that it may be.
type Bound struct {
	What     string
	Is, Most float64
	Shared   bool // by whatever else this machine does, so that it fails no run
}

// String says whether it holds.
func (b Bound) String() string {
	verdict := "holds"
	if b.Is > b.Most {
		verdict = "EXCEEDED"
	}
	return fmt.Sprintf("%s: %.4g, at most %.4g: %s", b.What, b.Is, b.Most, verdict)
}

func (b Bound) err() error {
	if b.Is > b.Most && !b.Shared {
		return fmt.Errorf("%s", b)
	}
	return nil
}

// bounds are those of all rows that have one.
func bounds(rows []Row) (all []Bound) {
	for _, r := range rows {
		switch {
		case r.Name == screenPopHit:
			all = append(all, Bound{"CPU of " + r.Name + " in times " + bareGet, r.Beside[bareGet].CPU, maxCPU, true})
		case r.Name == startOf+screenPop:
			all = append(all, Bound{r.Name + " in times " + emptyWithSDK, r.Beside[emptyWithSDK].P50, maxStart, true})
		case r.Name == screenPopShut:
			all = append(all, Bound{"p99 of " + r.Name + " in ms", r.P99 / 1000, maxClosed, true})
		case strings.HasPrefix(r.Name, sizeOf):
			all = append(all, Bound{r.Name + ", zip in kB", float64(r.Zip) / 1000, maxZip / 1000, false})
		}
		if r.Peak > 0 {
			all = append(all, Bound{r.Name + ", resident in kB", float64(r.Peak) / 1000, maxResident / 1000, false})
		}
		if r.HalfWay > 0 {
			all = append(all, Bound{r.Name + ", growth in its second half in kB", max(0, float64(r.Resident-r.HalfWay)) / 1000, maxGrowth / 1000, false})
		}
	}
	return all
}
