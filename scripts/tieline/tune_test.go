package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tieline/scripts/tune"
	"tieline/shared/tuning"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden holds what people are shown against what was last reviewed.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not as last reviewed: read the difference that \"go test ./scripts/tieline -update\" makes. It is now\n%s", path, got)
	}
}

const (
	sales   = "aaaaaaaa-1111-4111-8111-111111111111"
	service = "bbbbbbbb-2222-4222-8222-222222222222"
	closed  = "cccccccc-3333-4333-8333-333333333333" // the stage has heard of no contact there
)

// tuned is a stage on which admins have done much, and not all of it well.
func tuned() desk {
	at := time.Date(2026, 11, 20, 9, 12, 0, 0, time.UTC)
	set := func(name, text string, version int64) tuning.Override {
		return tuning.Override{Name: name, Text: text, Version: version, ChangedAt: at}
	}
	return desk{Stage: tune.Stage{
		Overrides: []tuning.Override{
			set("sla/target", "85", 3), set("sla/queue/"+sales+"/target", "90", 1), set("sla/queue/"+service+"/target", "70", 2), set("sla/queue/"+closed+"/target", "60", 1),
			set("sla/threshold", "20s", 4), set("sla/window", "1800", 1), set("sla/opening-hours", "Mon-Fri 08:00-18:00, Sat 09:00-13:00 Europe/Berlin", 1),
			set("sla/queue/"+sales+"/breach-minutes", "7", 1), set("screen-pop/regions", "+442079460018=GB,+4930123456=DE,+33123456789=FR", 2),
			set("sla/tresold", "30", 1), set("sla/\x1b[2Jtarget", "1", 1),
		},
		InForce: tuning.Snapshot{
			"sla/target": "85", "sla/queue/" + sales + "/target": "90", "sla/queue/" + service + "/target": "75", "sla/queue/" + closed + "/target": "60",
			"sla/opening-hours":  "Mon-Fri 08:00-18:00, Sat 09:00-13:00 Europe/Berlin",
			"screen-pop/regions": "+442079460018=GB,+4930123456=DE,+33123456789=FR", "sla/minimum-contacts": "20",
		},
		Queues: tune.Queues{sales: "Sales", service: "Service\x1b[31m"},
	}}
}

func TestAListOfParameters(t *testing.T) {
	d := tuned()
	v, err := d.View().Of("sla", false)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	printView(&out, v, d.Queues)
	golden(t, "tune-list-sla.txt", out.String())

	out.Reset()
	if v, err = d.View().Of("", true); err != nil {
		t.Fatal(err)
	}
	printView(&out, v, d.Queues)
	golden(t, "tune-list-changed.txt", out.String())
	if strings.ContainsRune(out.String(), '\x1b') {
		t.Error("a name moves the cursor")
	}

	out.Reset()
	if v, err = (tune.Stage{}).View().Of("", true); err != nil {
		t.Fatal(err)
	}
	printView(&out, v, nil)
	if out.String() != "All have their defaults.\n" {
		t.Errorf("of nothing it says %s", out.String())
	}
}

func TestAParameterIsExplained(t *testing.T) {
	var out strings.Builder
	for _, name := range []string{"sla/threshold", "sla/variant", "screen-pop/regions"} {
		said, err := said(tuneCommand(), "", "explain", name)
		if err != nil {
			t.Fatal(err)
		}
		out.WriteString(said + "\n")
	}
	golden(t, "tune-explain.txt", out.String())
}

func TestAllOfAValueIsShownIfOneIsAskedFor(t *testing.T) {
	d := tuned()
	var out strings.Builder
	printRows(&out, d.View().Named("screen-pop/regions").Rows, d.Queues, uncut)
	if !strings.Contains(out.String(), "+442079460018=GB,+4930123456=DE,+33123456789=FR") || strings.Contains(out.String(), "sla/") {
		t.Errorf("said\n%s", out.String())
	}
}

func TestAChangeInALine(t *testing.T) {
	d := tuned()
	for want, plan := range map[string]func() (tune.Change, error){
		"sla/target: 85 % (override v3) → 88 %":                                                  func() (tune.Change, error) { return d.Set("sla/target", "", "88") },
		"sla/target: 85 % (override v3) → 80 %, which would hold without an override, too":       func() (tune.Change, error) { return d.Set("sla/target", "", "80") },
		"sla/target of queue Sales (" + sales + "): 90 % (override v1) → 85 %":                   func() (tune.Change, error) { return d.Reset("sla/target", sales) },
		"sla/threshold: 20 s (rejected v4) → 25 s":                                               func() (tune.Change, error) { return d.Set("sla/threshold", "", "25") },
		"sla/window: 900 s (pending v1) → 900 s":                                                 func() (tune.Change, error) { return d.Reset("sla/window", "") },
		"sla/abandon-limit of queue Service\uFFFD[31m (" + service + "): 10 % (default) → 15 %":  func() (tune.Change, error) { return d.Set("sla/abandon-limit", service, "15") },
		"sla/target of queue " + closed + " (never heard of): 60 % (override v1) → 85 %":         func() (tune.Change, error) { return d.Reset("sla/target", closed) },
		"sla/tresold: does nothing, and goes":                                                    func() (tune.Change, error) { return d.Reset("sla/tresold", "") },
		`screen-pop/regions: +442079460018=GB,+4930123456=DE,+33123456789=FR (override v2) → ""`: func() (tune.Change, error) { return d.Reset("screen-pop/regions", "") },
	} {
		c, err := plan()
		if got := changed(c, d.Queues); got != want || err != nil {
			t.Errorf("%v: it says\n%s, want\n%s", err, got, want)
		}
	}
}
