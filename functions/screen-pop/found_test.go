package main

import (
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/events"
	"tieline/shared/caller"
	"tieline/shared/fault"
)

func TestWhatTheIndexKnowsIsAnsweredByIt(t *testing.T) {
	for name, tt := range map[string]struct {
		desk func() *desk // in the test's own time
		want events.FlowAnswer
		line string
	}{
		"one": {func() *desk { return newDesk().indexed(caller.Hit, 5*time.Minute, ann) },
			events.FlowAnswer{MatchStatus: "HIT", MatchCount: 1, RecordID: "003A", Source: "index", AgeSeconds: 300}, `"level":"INFO"`},
		"several": {func() *desk { return newDesk().indexed(caller.Multi, 61*time.Second, ann, bob) },
			events.FlowAnswer{MatchStatus: "MULTI", MatchCount: 2, Candidates: "003A,003B", Source: "index", AgeSeconds: 61}, `"records":2`},
		"nobody": {func() *desk { return newDesk(ann).indexed(caller.None, 59*time.Second) },
			events.FlowAnswer{MatchStatus: "NONE", Source: "index", AgeSeconds: 59}, `"source":"index"`},
		"nobody, too long ago": {func() *desk { return newDesk(bob).indexed(caller.None, 60*time.Second) },
			events.FlowAnswer{MatchStatus: "HIT", MatchCount: 1, RecordID: "003B", Source: "salesforce"}, `"source":"salesforce"`},
		"one, found long ago": {func() *desk { return newDesk(bob).indexed(caller.Hit, 15*time.Minute, ann) },
			events.FlowAnswer{MatchStatus: "HIT", MatchCount: 1, RecordID: "003B", Source: "salesforce"}, `"source":"salesforce"`},
		"as Salesforce fails": {func() *desk { return failing(errDown).indexed(caller.Hit, 15*time.Minute, ann) },
			events.FlowAnswer{MatchStatus: "HIT", MatchCount: 1, RecordID: "003A", Source: "stale", AgeSeconds: 900, Reason: "unavailable"}, `"search":"unavailable"`},
		"as Salesforce is left alone": {func() *desk { return shut(newDesk(bob).indexed(caller.Hit, 15*time.Minute, ann)) },
			events.FlowAnswer{MatchStatus: "HIT", MatchCount: 1, RecordID: "003A", Source: "stale", AgeSeconds: 900, Reason: "salesforce closed"}, `"level":"INFO"`},
		"too old even then": {func() *desk { return failing(errDown).indexed(caller.Hit, 24*time.Hour, ann) },
			events.FlowAnswer{MatchStatus: "DEGRADED", Source: "salesforce", Reason: "unavailable"}, `"level":"WARN"`},
		"nothing, as Salesforce is left alone": {func() *desk { return shut(newDesk(bob)) },
			events.FlowAnswer{MatchStatus: "DEGRADED", Reason: "salesforce closed"}, `"level":"WARN"`},
		"nothing, as it fails": {func() *desk { return unread(newDesk(bob)) },
			events.FlowAnswer{MatchStatus: "HIT", MatchCount: 1, RecordID: "003B", Source: "salesforce"}, `"index":"throttled","index_err":"x"`},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := tt.desk()
				got, line := d.ask(t, request(c1, from))
				kept := d.pops.pop
				if kept.Status != string(got.MatchStatus) || kept.Source != got.Source || kept.Contact != got.RecordID || d.settled != 1 {
					t.Errorf("kept %+v of %+v, settled %d times", kept, got, d.settled)
				}
				got.RecordType, got.RecordName, got.AccountID, got.AccountName, got.PopURL, got.TookMs = "", "", "", "", "", 0
				if !reflect.DeepEqual(got, tt.want) {
					t.Errorf("answered\n%+v, want\n%+v", got, tt.want)
				}
				if !strings.Contains(line, tt.line) {
					t.Errorf("logged %s, want %s", line, tt.line)
				}
				checkSilent(t, line)
			})
		})
	}
}

// shut is the desk while Salesforce is left alone.
func shut(d *desk) *desk {
	d.guard.closed = true
	return d
}

// unread is the desk while the index fails.
func unread(d *desk) *desk {
	d.index.readErr = fault.Errorf(fault.Throttled, "x")
	return d
}

func TestWhatIsFoundIsKeptInTheIndex(t *testing.T) {
	for _, tt := range []struct {
		desk   *desk
		filled int
	}{{newDesk(ann), 1}, {newDesk(), 1}, {failing(errDown), 0}, {shut(newDesk(ann)), 0}, {newDesk().indexed(caller.Hit, time.Minute, ann), 0}} {
		tt.desk.ask(t, request(c1, from))
		if len(tt.desk.index.filled) != tt.filled {
			t.Errorf("filled %+v, want %d", tt.desk.index.filled, tt.filled)
		}
	}
}

func TestByParametersThatWereNotReadNothingIsKept(t *testing.T) {
	for want, d := range map[string]*desk{"HIT ": newDesk(ann), "DEGRADED parameters not read": newDesk()} {
		d.in.Read = false
		got, _ := d.ask(t, request(c1, from))
		if string(got.MatchStatus)+" "+got.Reason != want || d.index.filled != nil || d.pops.pop.Status != string(got.MatchStatus) {
			t.Errorf("answered %+v, want %s; filled %v, kept %+v", got, want, d.index.filled, d.pops.pop)
		}
	}
}
