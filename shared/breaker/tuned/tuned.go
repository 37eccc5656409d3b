// Package tuned is the pace of leaving Salesforce alone, as admins tuned it.
package tuned

import (
	"time"

	"tieline/shared/breaker"
	"tieline/shared/tuning"
)

// longest is how long Salesforce is left alone at most: thirty calls in an hour
// of outage, and all that waits goes on so soon after it. It is nobody's to tune.
const longest = 2 * time.Minute

// Pace is that of who takes at most probe for a call.
func Pace(in tuning.Snapshot, probe time.Duration) breaker.Pace {
	return breaker.Pace{
		Failures: tuning.SalesforceFailures.In(in),
		Rest:     tuning.SalesforceRest.In(in),
		Longest:  longest,
		Probe:    probe,
	}
}
