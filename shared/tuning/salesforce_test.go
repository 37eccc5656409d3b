package tuning_test

import (
	"testing"

	"tieline/shared/tuning"
)

func TestATimeZoneIsOneThatThereIs(t *testing.T) {
	for text, want := range map[string]bool{
		"UTC": true, "Europe/Berlin": true, "America/Argentina/Buenos_Aires": true, "Etc/GMT+5": true, "America/Port-au-Prince": true,
		"": false, "Local": false, "Europe/Berln": false, "europe/berlin": false, "UTC\n": false, "../../etc/passwd": false, "/etc/localtime": false, "+01:00": false,
	} {
		if err := tuning.Check("salesforce/time-zone", text); (err == nil) != want {
			t.Errorf("%q: %v", text, err)
		}
		zone := tuning.SalesforceZone.In(tuning.Snapshot{"salesforce/time-zone": text})
		if name := zone.String(); want && name != text || !want && name != "UTC" {
			t.Errorf("%q reads as %s", text, name)
		}
	}
}

func TestATaskIsWantedOnlyIfThatIsOn(t *testing.T) {
	for text, want := range map[string]bool{"on": true, "off": false, "": false, "true": false, "ON": false, "on\n": false} {
		if got := tuning.SalesforceTasks.In(tuning.Snapshot{"salesforce/create-task": text}); got != want {
			t.Errorf("%q reads as %t", text, got)
		}
	}
	if tuning.SalesforceTasks.In(nil) {
		t.Error("by default each contact asks for a Task")
	}
}
