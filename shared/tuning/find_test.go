package tuning_test

import (
	"strings"
	"testing"

	"tieline/shared/tuning"
)

func TestAParameterIsFoundByItsNameOrByThatForAQueue(t *testing.T) {
	for name, want := range map[string]string{
		"sla/target": "sla/target", of(sales, "target"): "sla/target", "screen-pop/budget": "screen-pop/budget",
		of(sales, "variant"): "", of("q1", "target"): "", of("", "target"): "", "target": "", "": "", "sla/": "", "SLA/target": "",
	} {
		d, found := tuning.Find(name)
		if d.Name != want || found != (want != "") {
			t.Errorf("%q is %q, found %t, want %q", name, d.Name, found, want)
		}
	}
	d, _ := tuning.Find("sla/target")
	if got := d.ForQueue(sales); got != of(sales, "target") {
		t.Errorf("for a queue it is %s", got)
	}
}

func TestTheNearestNameIsWhatWasMeant(t *testing.T) {
	for name, want := range map[string]string{
		"sla/treshold":             "sla/threshold",
		"sla/opening_hours":        "sla/opening-hours",
		"SLA/Target":               "sla/target",
		"target":                   "sla/target",
		"budgt":                    "screen-pop/budget",
		"screenpop/budget":         "screen-pop/budget",
		"alert/per-hour":           "alerts/per-hour",
		of(sales, "tresholds"):     of(sales, "threshold"),
		of(sales, "opening"):       of(sales, "opening-hours"),
		of(sales, "final-windows"): of(sales, "window"), // sla/final-window is nothing for a queue
		"sla/target":               "sla/target",
	} {
		if got := tuning.Nearest(name); got != want {
			t.Errorf("the nearest to %q is %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{"", "/", "ß", strings.Repeat("x/", 3000), of("q1", "target")} {
		if _, found := tuning.Find(tuning.Nearest(name)); !found {
			t.Errorf("the nearest to %.20q is %q, which is no parameter", name, tuning.Nearest(name))
		}
	}
}
