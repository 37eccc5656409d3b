package main

import (
	"strings"
	"testing"
	"time"

	"tieline/scripts/world"
	"tieline/shared/amazonconnect/connecttest"
	"tieline/shared/salesforce/salesforcetest"
)

func call() *world.Call {
	noon := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	return &world.Call{
		Number: 6, Kind: connecttest.Known,
		Played: connecttest.Played{
			Contacts: []connecttest.Truth{{ID: "5ca32fbd-8f92-46af-92a5-6b0f970f0efe", Customer: "+14155550132", AgentUsername: "ada"}},
			Blocks:   []string{"greet", "look-up", "to-queue"},
			Answer:   map[string]string{"matchStatus": "HIT", "tookMs": "41", "recordName": "Chris Marlow"},
		},
		Timelines: []world.Timeline{{
			Connected: noon, Drafted: noon.Add(400 * time.Millisecond),
			Recorded: noon.Add(time.Minute), Final: noon.Add(time.Minute + 2100*time.Millisecond),
		}},
	}
}

func TestALineTellsOfACallButNotOfPeople(t *testing.T) {
	got := strings.Join(strings.Fields(line(call())), " ")
	if want := "7 known 5ca32fbd HIT 41 0.4 2.1 Final greet › look-up › to-queue"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestALineTellsTheState(t *testing.T) {
	for want, change := range map[string]func(*world.Call){
		"not final":    func(c *world.Call) { c.Timelines = append(c.Timelines, world.Timeline{}) },
		"Final, wrong": func(c *world.Call) { c.Differences = []world.Difference{{Field: "Queue_Id__c"}} },
	} {
		c := call()
		change(c)
		if got := line(c); !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
}

func TestTheSummaryNamesEachDifference(t *testing.T) {
	s := summary{calls: []*world.Call{call()}, memory: 300 << 20, took: 90 * time.Second, Verdict: world.Verdict{
		Calls: 1, Contacts: 1, Compared: 44,
		Differences: []world.Difference{{Contact: "5ca3", Field: "Outcome__c", Want: "Answered", Got: "nothing"}, {Contact: "5ca3", Field: "Agent_Username__c"}},
	}}
	for _, want := range []string{
		"contact 5ca3: Outcome__c: want Answered, got nothing", "contact 5ca3: Agent_Username__c differs",
		"1 calls, 1 contacts, 44 fields compared, 2 differences, 90 s, 300 MB",
	} {
		if !strings.Contains(s.String(), want) {
			t.Errorf("no %q in:\n%s", want, s)
		}
	}
}

func TestTheSummarySaysWhatSalesforceFailed(t *testing.T) {
	s := summary{Verdict: world.Verdict{Failed: map[salesforcetest.Fault]int{"": 7, salesforcetest.Slow: 2, salesforcetest.HTMLPage: 1}}}
	if want := "Salesforce failed 3 of 10 calls: html-page 1, slow 2"; !strings.Contains(s.String(), want) {
		t.Errorf("no %q in:\n%s", want, s)
	}
	if s.Failed = map[salesforcetest.Fault]int{"": 7}; strings.Contains(s.String(), "failed") {
		t.Errorf("nothing failed, and it says:\n%s", s)
	}
}

func TestPercentilesAreByNearestRank(t *testing.T) {
	of := []time.Duration{30, 10, 20, 40}
	for p, want := range map[int]time.Duration{50: 20, 95: 40, 100: 40} {
		if got := percentile(of, p); got != want {
			t.Errorf("p%d is %d, want %d", p, got, want)
		}
	}
	if got := percentile(nil, 95); got != 0 {
		t.Errorf("p95 of nothing is %d", got)
	}
}
