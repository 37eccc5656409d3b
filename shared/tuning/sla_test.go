package tuning_test

import (
	"strings"
	"testing"
	"time"

	"tieline/shared/tuning"
)

const (
	sales   = "aaaaaaaa-0000-4000-8000-000000000001"
	support = "bbbbbbbb-0000-4000-8000-000000000009"
)

// of is the name of a parameter for a queue.
func of(queue, name string) string { return "sla/queue/" + queue + "/" + name }

func TestWhatIsWrongIsRefusedWithItsNameAndWhatIsAllowed(t *testing.T) {
	const opening = "always, or up to 14 spans of days and times"
	for _, tt := range []struct{ name, text, want string }{
		{"sla/target", "0", "sla/target: want a whole number from 1 to 100 (%), digits only"},
		{"sla/target", "101", "sla/target: want a whole number from 1 to 100 (%), digits only"},
		{"sla/target", "79.5", "sla/target: want a whole number from 1 to 100 (%), digits only"},
		{"sla/threshold", "20s", "sla/threshold: want a whole number from 1 to 86400 (s), digits only"},
		{"sla/threshold", "", "sla/threshold: want a whole number from 1 to 86400 (s), digits only"},
		{"sla/threshold", "-20", "sla/threshold: want a whole number from 1 to 86400 (s), digits only"},
		{"sla/window", "7776001", "sla/window: want a whole number from 60 to 7200 (s), digits only"},  // longer than any retention
		{"sla/silence", "14401", "sla/silence: want a whole number from 60 to 14400 (s), digits only"}, // longer than an opening day may be
		{"sla/pop-limit", "0", "sla/pop-limit: want a whole number from 1 to 100 (%), digits only"},
		{"sla/drift-limit", "0", "sla/drift-limit: want a whole number from 1 to 100 (%), digits only"},
		{of(sales, "drift-limit"), "5", of(sales, "drift-limit") + ": sla/drift-limit is set for all queues, never for one"},
		{of(sales, "pop-limit"), "95", of(sales, "pop-limit") + ": sla/pop-limit is set for all queues, never for one"},
		{"sla/final-window", "86401", "sla/final-window: want a whole number from 300 to 86400 (s), digits only"},
		{"sla/variant", "industry", "sla/variant: want connect, ignore-abandons, abandons-negative or abandons-positive"},
		{"sla/opening-hours", "9 to 5", "sla/opening-hours: want " + opening},
		{of(sales, "target"), "0", of(sales, "target") + ": want a whole number from 1 to 100 (%), digits only"},
		{of(sales, "opening-hours"), "", of(sales, "opening-hours") + ": want " + opening},
		{of("sales", "target"), "80", of("sales", "target") + ": want the id of a queue after sla/queue/"},
		{of("agent/"+sales, "target"), "80", "there is no such parameter"},
		{of(strings.ToUpper(sales), "target"), "80", "want the id of a queue after sla/queue/"},
		{of(sales+"0", "target"), "80", "want the id of a queue after sla/queue/"},
		{of(sales, "variant"), "connect", of(sales, "variant") + ": sla/variant is set for all queues, never for one"},
		{of(sales, "treshold"), "20", "the nearest is " + of(sales, "threshold")},
		{"sla/queue", "20", "there is no such parameter"},
		{"sla/treshold", "20", "sla/treshold: there is no such parameter; the nearest is sla/threshold"},
		{"screen-pop/objects", "Lead,Lead", "screen-pop/objects: want one to three of Contact, Lead and Account, each once"},
		{"", "20", ": there is no such parameter"},
	} {
		if err := tuning.Check(tt.name, tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s=%q: %v, want: %s", tt.name, tt.text, err, tt.want)
		}
	}
	for name, text := range map[string]string{"sla/target": "100", of(sales, "target"): "1", of(support, "opening-hours"): "always", "screen-pop/fields": ""} {
		if err := tuning.Check(name, text); err != nil {
			t.Error(err)
		}
	}
}

func TestAnErrorQuotesNoValue(t *testing.T) {
	for _, d := range tuning.All() {
		if err := d.Check("+4930123456 ;"); err == nil || strings.Contains(err.Error(), "+4930123456 ;") {
			t.Errorf("%v", err)
		}
	}
}

func TestAQueueMayHaveValuesOfItsOwn(t *testing.T) {
	s := tuning.Snapshot{"sla/threshold": "30", of(sales, "threshold"): "45", of(support, "threshold"): "45s", of(sales, "variant"): "abandons-negative"}
	for queue, want := range map[string]time.Duration{sales: 45 * time.Second, support: 30 * time.Second, "": 30 * time.Second, "x": 30 * time.Second} {
		if got := tuning.SLAThreshold.For(s, queue); got != want {
			t.Errorf("the threshold of %q is %s, want %s", queue, got, want)
		}
	}
	if got := tuning.SLAThreshold.For(nil, sales); got != 20*time.Second {
		t.Errorf("by default %s", got)
	}
	if got := tuning.SLAVariant.For(s, sales); got != "connect" {
		t.Errorf("what is for all queues is %s for one", got)
	}
}

func TestOpeningHours(t *testing.T) {
	for text, want := range map[string]bool{
		"always":                  true,
		"Mon-Fri 08:00-18:00 UTC": true,
		"Mon-Fri 08:00-18:00, Sat 09:00-13:00 Europe/Berlin":   true,
		"Mon-Fri 08:00-18:00,Sat 09:00-13:00 America/New_York": true,
		"Fri-Mon 22:00-06:00 America/Argentina/Buenos_Aires":   true,
		"Sun 00:00-24:00 Etc/GMT+5":                            true,
		"Mon-Fri 08:00-18:00":                                  false, // whose clocks?
		"Mon-Fri 08:00-18:00 Local":                            false,
		"Mon-Fri 08:00-18:00 Europe/Berln":                     false,
		"Mon-Fri 08:00-08:00 UTC":                              false,
		"Mon 00:00-24:00, Tue 09:30-09:30 UTC":                 false,
		"Mon-Fri 24:00-08:00 UTC":                              false,
		"Mon-Fri 8:00-18:00 UTC":                               false,
		"Mon-Fri 08:00-18:60 UTC":                              false,
		"Mo-Fr 08:00-18:00 UTC":                                false,
		"mon-fri 08:00-18:00 UTC":                              false,
		"Mon-Fri  08:00-18:00 UTC":                             false,
		"Mon-Fri 08:00-18:00; Sat 09:00-13:00 UTC":             false,
		"Always":                           false,
		"never":                            false,
		"always ":                          false,
		"always\n":                         false,
		"Mon 08:00-18:00 ../../etc/passwd": false,
		strings.Repeat("Mon 08:00-18:00, ", 14)[:14*17-2] + " UTC": true,
		strings.Repeat("Mon 08:00-18:00, ", 15)[:15*17-2] + " UTC": false,
	} {
		if err := tuning.SLAHours.Check(text); (err == nil) != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}
