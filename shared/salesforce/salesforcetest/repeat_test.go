package salesforcetest_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"tieline/shared/salesforce/salesforcetest"
)

func TestASeedRepeatsARunExactly(t *testing.T) {
	run := func(seed uint64) string {
		w := newWorld(t)
		w.org.Repeat(seed)
		w.login()
		w.org.LockRows(seed, 0.5)
		w.org.Misbehave(seed, map[salesforcetest.Fault]float64{salesforcetest.Unavailable: 0.5})
		var said []string
		for n := range 20 {
			said = append(said, w.call("PATCH", collections, keyed(3)).text)
			w.saves(map[string]any{"Disposition__c": strconv.Itoa(n)})
		}
		for _, e := range w.news() {
			said = append(said, fmt.Sprint(e.UUID, e.Fields))
		}
		return fmt.Sprint(w.token, said)
	}
	first := run(1)
	if again := run(1); again != first {
		t.Error("the same seed says something else")
	}
	if run(2) == first {
		t.Error("another seed says the same")
	}
}

func TestWhoWatchesSeesEachRecordThatIsSaved(t *testing.T) {
	w := newWorld(t)
	var seen []string
	w.org.Watch(func(before, after salesforcetest.Record) {
		seen = append(seen, fmt.Sprint(before["Sync_Version__c"], after["Sync_Version__c"]))
	})
	w.upsert(false, `"Connect_Contact_Id__c":"c1","Sync_Version__c":6`)
	w.upsert(false, `"Connect_Contact_Id__c":"c1","Sync_Version__c":7`, `"Connect_Contact_Id__c":"c2"`)
	w.upsert(false, `"Connect_Contact_Id__c":"c1","Sync_Version__c":5`)
	if want := []string{"<nil> 6", "6 7", "<nil> <nil>"}; !slices.Equal(seen, want) {
		t.Errorf("sees %q, want %q", seen, want)
	}
}
