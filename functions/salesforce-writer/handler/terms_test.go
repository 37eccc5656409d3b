package handler

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/tuning"
)

// waited puts a finished contact of a known customer into the table, which waited
// for 30 s.
func (o *office) waited(t *testing.T, id string) {
	t.Helper()
	d := contact.Details{Queue: "q1", InitiatedAt: start, EnqueuedAt: start, QueueDuration: contact.Span{Duration: 30 * time.Second, Known: true}, DisconnectedAt: start.Add(time.Minute)}
	item := contact.Item{State: contact.State{ID: id, Record: contact.Report{UpdatedAt: start, Details: d}, Pop: contact.Pop{At: start, Status: "HIT", Lead: "00Q000000000001AAA"}}, Version: 7, DueAt: start}
	if err := o.table.Write(t.Context(), item, 0); err != nil {
		t.Fatal(err)
	}
}

func TestAContactIsShownOnTheTermsOfThatMoment(t *testing.T) {
	o := newOffice()
	o.waited(t, "c1")
	o.sync(t, "c1")
	o.tuned = tuning.Snapshot{"sla/threshold": "31", "salesforce/time-zone": "America/New_York", "salesforce/create-task": "on"}
	o.waited(t, "c2")
	o.sync(t, "c1", "c2") // and what changed with the parameters makes nothing due
	for n, want := range []struct {
		level contact.Level
		local string
		task  bool
	}{
		{contact.Level{Counts: true, Threshold: 20 * time.Second}, "2026-01-02 03", false},
		{contact.Level{Counts: true, Met: true, Threshold: 31 * time.Second}, "2026-01-01 22", true},
	} {
		if len(o.upserts) != 2 || len(o.upserts[n]) != 1 {
			t.Fatalf("upserted %+v", o.upserts)
		}
		got := o.upserts[n][0]
		if got.Level != want.level || got.Local.Format("2006-01-02 15") != want.local || got.Task != want.task {
			t.Errorf("shown %+v at %s, a Task %t, want %+v", got.Level, got.Local, got.Task, want)
		}
	}
}

// A Lambda environment knows no time zone by itself (Go, package time, LoadLocation).
func TestTheFunctionBringsItsTimeZones(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "tieline/functions/salesforce-writer").Output()
	if err != nil || !slices.Contains(strings.Fields(string(out)), "time/tzdata") {
		t.Errorf("no time/tzdata in it, %v", err)
	}
}
