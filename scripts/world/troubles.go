package world

import (
	"maps"
	"slices"
	"strings"

	"tieline/shared/salesforce/salesforcetest"
)

// SalesforceFlaky names an org that does to one call in twenty each of what
// passes by itself.
const SalesforceFlaky = "salesforce-flaky"

var troubles = map[string]map[salesforcetest.Fault]float64{
	SalesforceFlaky: {
		salesforcetest.ExpiredSession: 0.05, salesforcetest.LockedRow: 0.05, salesforcetest.Unavailable: 0.05,
		salesforcetest.HTMLPage: 0.05, salesforcetest.Slow: 0.05, salesforcetest.PartialFailure: 0.05,
	},
}

// Troubles lists the names of what an org can be made to do.
func Troubles() []string { return slices.Sorted(maps.Keys(troubles)) }

// Trouble returns the faults of a name, by share of the org's data calls; nil
// if there is no such name.
func Trouble(name string) map[salesforcetest.Fault]float64 { return troubles[name] }

// failed counts the org's calls by the fault that befell them, "" for none, as
// far back as the org remembers.
func failed(calls []salesforcetest.Request) map[salesforcetest.Fault]int {
	count := map[salesforcetest.Fault]int{}
	for _, r := range calls {
		count[r.Fault]++
	}
	return count
}

// searchFailed reports whether a fault befell a search while the flow of the first
// contact was played, so that nobody could look for the caller.
func (t Timeline) searchFailed(calls []salesforcetest.Request) bool {
	return slices.ContainsFunc(calls, func(r salesforcetest.Request) bool {
		return r.Fault != "" && strings.Contains(r.Path, "/search") && r.Time.After(t.Initiated) && r.Time.Before(t.Flowed)
	})
}
