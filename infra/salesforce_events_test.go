package main

import (
	"testing"

	"tieline/shared/names"
	"tieline/shared/tuning"
)

// Amazon Connect takes ten UpdateContactAttributes a second of an account in a
// Region ("Amazon Connect service quotas", administrator guide).
func TestCopiesStayWithinWhatConnectTakesHoweverTheyAreTuned(t *testing.T) {
	const connect = 10
	eachStage(t, func(t *testing.T, d deployment) {
		seen := false
		for m := range d.of("AWS::Lambda::EventSourceMapping") {
			if d.target(m, "FunctionName").at("FunctionName") != names.On(d.Name, names.SalesforceEvents) {
				continue
			}
			seen = true
			runs := m.number("ScalingConfig/MaximumConcurrency")
			if most := runs * float64(tuning.WrapUpCopies.Max); runs < 1 || most > connect {
				t.Errorf("%v runs at once, and %v copies a second", runs, most)
			}
		}
		if !seen {
			t.Error("nothing triggers the function")
		}
	})
}
