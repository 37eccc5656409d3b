package tuned_test

import (
	"testing"
	"time"

	"tieline/shared/breaker"
	"tieline/shared/breaker/tuned"
	"tieline/shared/tuning"
)

func TestThePaceIsAsAdminsTunedIt(t *testing.T) {
	want := breaker.Pace{Failures: 3, Rest: 15 * time.Second, Longest: 2 * time.Minute, Probe: time.Second}
	if got := tuned.Pace(nil, time.Second); got != want {
		t.Errorf("by default %+v, want %+v", got, want)
	}
	want.Failures, want.Rest = 7, time.Minute
	if got := tuned.Pace(tuning.Snapshot{"salesforce/failures": "7", "salesforce/rest": "60"}, time.Second); got != want {
		t.Errorf("tuned %+v, want %+v", got, want)
	}
}
