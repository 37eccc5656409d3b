package handler

import (
	"encoding/json"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"tieline/shared/amazonconnect"
	"tieline/shared/fault"
)

// staffedWorld has q1 below target, and q2 of which only Connect knows.
func staffedWorld() *world {
	w := newWorld()
	w.queues, w.watched = []string{"q1", "q2", "q3"}, []string{"q2", "q3"}
	w.fakeContacts.of["q1"] = missed(noon.Add(-time.Second))
	w.now = noon.Add(2 * time.Second)
	w.fakeConnect.now = map[string]amazonconnect.Current{"q1": {Staffed: 4, Available: 1, InQueue: 5}, "q2": {Staffed: 4, Available: 2, InQueue: 2}}
	return w
}

func staffing(put map[string]float64) map[string]float64 {
	put = maps.Clone(put)
	maps.DeleteFunc(put, func(name string, _ float64) bool {
		return name != "AgentsStaffed" && name != "AgentsAvailable" && name != "ContactsInQueue"
	})
	return put
}

func TestWhatOnlyConnectKnowsIsPutToo(t *testing.T) {
	w := staffedWorld()
	if _, err := w.run(t, noon); err != nil {
		t.Fatal(err)
	}
	for queue, want := range map[string]map[string]float64{
		"all":   {"ContactsInQueue": 7}, // who serves both queues is one agent
		"worst": {"AgentsStaffed": 4, "AgentsAvailable": 1, "ContactsInQueue": 5},
		"q2":    {"AgentsStaffed": 4, "AgentsAvailable": 2, "ContactsInQueue": 2},
		"q3":    {},
	} {
		if got := staffing(w.put(noon, queue)); !maps.Equal(got, want) {
			t.Errorf("%s: put %v, want %v", queue, got, want)
		}
	}
}

func TestAFailureOfConnectsCostsOnlyWhatItKnows(t *testing.T) {
	for kind, counted := range map[fault.Kind]string{
		fault.Unauthorized: `"RefusedAccess":1,"UnknownFaults":0,"_aws":`,
		fault.Unknown:      `"RefusedAccess":0,"UnknownFaults":1,"_aws":`,
		fault.Throttled:    `"RefusedAccess":0,"UnknownFaults":0,"_aws":`,
	} {
		w := staffedWorld()
		w.fakeConnect.err = fault.Errorf(kind, "no answer")
		log, err := w.run(t, noon)
		if err != nil || w.put(noon, "all")["SlaBreached"] != 1 || len(w.taken) != 1 {
			t.Errorf("%s: put %v, told %v: %v", kind, w.put(noon, "all"), w.taken, err)
		}
		if !strings.Contains(log, `"figures":"staffing","kind":"`+string(kind)+`","err":"no answer",`+counted) {
			t.Errorf("%s: logged %s", kind, log)
		}
		// Half a sum is none; what was answered for is known.
		if _, put := w.put(noon, "all")["ContactsInQueue"]; put || w.put(noon, "q2")["ContactsInQueue"] != 2 {
			t.Errorf("%s: put %v", kind, w.fakeCloudWatch.of)
		}
	}
}

func TestWhereConnectKnowsNothingNothingIsPut(t *testing.T) {
	w := staffedWorld()
	w.fakeConnect.now = nil
	if _, err := w.run(t, noon); err != nil || w.puts != 1 || len(staffing(w.put(noon, "all"))) > 0 {
		t.Errorf("put %d times, %v: %v", w.puts, w.put(noon, "all"), err)
	}
}

func TestStaffingIsOfNowAndOfNoOtherMinute(t *testing.T) {
	for late, want := range map[time.Duration]int{-2 * time.Second: 2, 0: 2, 59 * time.Second: 2, time.Minute: 1} {
		w := staffedWorld()
		w.now = noon.Add(late)
		if _, err := New(w.parts())(t.Context(), json.RawMessage(`{"time":"2026-01-05T12:00:00Z"}`)); err != nil || w.puts != want {
			t.Errorf("%s late: put %d times, %v", late, w.puts, err)
		}
	}
}

func TestWhatPeopleMustMendIsNotHiddenByWhatPasses(t *testing.T) {
	w := staffedWorld()
	w.fakeConnect.err = errors.Join(fault.Errorf(fault.Throttled, "slow down"), errors.Join(fault.Errorf(fault.Unauthorized, "no")))
	if log, err := w.run(t, noon); err != nil || !strings.Contains(log, `"RefusedAccess":1,"UnknownFaults":0,"_aws":`) {
		t.Errorf("%v, said %s", err, log)
	}
}
