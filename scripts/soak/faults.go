package main

import (
	"time"

	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/salesforce/salesforcetest"
)

// Faults are what goes wrong, as shares of what could. The zero Faults has none.
type Faults struct {
	Connect        connecttest.Faults
	Killed         float64 // runs of a function that die at one of their calls
	DoubledMessage float64 // messages that a queue delivers twice
	LostRing       float64 // rings that nobody hears
	Throttled      float64 // calls of the table that it refuses, before the SDK tries again
	LostWrite      float64 // writes that are done, and whose reply is lost
	Slow           float64 // calls of the table that take long enough for others to come between
	DelayedRequest float64 // upserts that fail, and are done minutes later
	Unheard        float64 // events of Salesforce that its relay loses
	Untold         float64 // screen pops that could not look
	LockedRows     float64 // records of an upsert that somebody else holds
	Shaky          map[salesforcetest.Fault]float64
	Outage         float64 // of the time in which calls are played, once, for Salesforce
}

// All is the mix of a soak.
var All = Faults{
	Connect:        connecttest.Faults{Lose: 0.10, Double: 0.20, Delay: 0.20, Noise: 0.20, Redeliver: 0.15, Redeliveries: 3, Throttle: 0.1},
	Killed:         0.01,
	DoubledMessage: 0.02,
	LostRing:       0.02,
	Throttled:      0.05,
	LostWrite:      0.003,
	Slow:           0.004,
	DelayedRequest: 0.03,
	Unheard:        0.10,
	Untold:         0.02,
	LockedRows:     0.003,
	Shaky: map[salesforcetest.Fault]float64{
		salesforcetest.ExpiredSession: 0.02, salesforcetest.PartialFailure: 0.01, salesforcetest.LockedRow: 0.01,
		salesforcetest.Unavailable: 0.01, salesforcetest.HTMLPage: 0.01, salesforcetest.HTMLSuccess: 0.005,
		salesforcetest.ForbiddenSession: 0.01, salesforcetest.CPULimit: 0.005, salesforcetest.TooLong: 0.005, salesforcetest.LimitExceeded: 0.003,
		salesforcetest.ReplyLost: 0.02, salesforcetest.Truncated: 0.01,
	},
	Outage: 0.20,
}

// down is what an org answers that is away.
var down = map[salesforcetest.Fault]float64{
	salesforcetest.Unavailable: 0.4, salesforcetest.HTMLPage: 0.3, salesforcetest.MaintenancePage: 0.3,
}

// window is a time from, and until when.
type window struct{ from, until time.Time }

// outage is the middle of the time in which calls are played.
func (f Faults) outage(calls time.Duration) window {
	from := began.Add(time.Duration(float64(calls) * 0.4))
	return window{from, from.Add(time.Duration(float64(calls) * f.Outage))}
}
