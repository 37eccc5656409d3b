package world

import (
	"slices"
	"strings"
	"time"

	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/salesforce/salesforcetest"
)

// Trouble names something that is wrong with Salesforce, and must cost nothing.
type Trouble string

// The troubles.
const (
	// Flaky is an org that does to one call in twenty each of what passes by itself.
	Flaky Trouble = "salesforce-flaky"
	// Down is an org that does nothing for anybody while calls are played, and is
	// back then.
	Down Trouble = "salesforce-down"
	// Chaos is a flaky org that locks rows, cuts replies and goes away for a while,
	// and a Connect that loses, doubles and delays more than it ever did.
	Chaos Trouble = "chaos"
)

// Troubles lists them.
var Troubles = []Trouble{Chaos, Down, Flaky}

// troubles are the faults that befall the org's data calls, by their share.
var troubles = map[Trouble]map[salesforcetest.Fault]float64{
	Flaky: {
		salesforcetest.ExpiredSession: 0.05, salesforcetest.LockedRow: 0.05, salesforcetest.Unavailable: 0.05,
		salesforcetest.HTMLPage: 0.05, salesforcetest.Slow: 0.05, salesforcetest.PartialFailure: 0.05,
	},
	Chaos: {
		salesforcetest.ExpiredSession: 0.03, salesforcetest.ForbiddenSession: 0.03, salesforcetest.LockedRow: 0.03, salesforcetest.Unavailable: 0.03,
		salesforcetest.HTMLPage: 0.03, salesforcetest.Slow: 0.03, salesforcetest.PartialFailure: 0.05, salesforcetest.ReplyLost: 0.05,
		salesforcetest.Truncated: 0.03, salesforcetest.Late: 0.03, salesforcetest.CPULimit: 0.03,
	},
	Down: {salesforcetest.Unavailable: 0.5, salesforcetest.Hang: 0.5},
}

// chaotic is what goes wrong in Connect's delivery in Chaos.
var chaotic = connecttest.Faults{Lose: 0.1, Double: 0.2, Delay: 0.1, Redeliver: 0.5}

// faults are those of Connect's delivery.
func (w *World) faults() connecttest.Faults {
	if w.options.Trouble == Chaos {
		return chaotic
	}
	return w.options.Faults
}

// alone is for how long Salesforce may be left alone after a few failures.
const alone = time.Minute

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
// contact was played, or shortly before, so that nobody could look for the caller.
func (t Timeline) searchFailed(calls []salesforcetest.Request) bool {
	return slices.ContainsFunc(calls, func(r salesforcetest.Request) bool {
		return r.Fault != "" && strings.Contains(r.Path, "/search") && r.Time.After(t.Initiated.Add(-alone)) && r.Time.Before(t.Flowed)
	})
}
