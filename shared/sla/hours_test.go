package sla_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"tieline/shared/fault"
	"tieline/shared/sla"
)

// The week of Monday, 23 November 2026. Both days on which Berlin's clocks are
// changed are Sundays: 29 March (02:00 is 03:00) and 25 October (03:00 is 02:00).
func TestOpeningHours(t *testing.T) {
	const office = "Mon-Fri 08:00-18:00, Sat 09:00-13:00 Europe/Berlin"
	const night = "Fri-Sun 22:00-06:00 Europe/Berlin"
	for _, tt := range []struct {
		hours, at string // RFC 3339
		open      bool
	}{
		{"always", "2026-11-22T03:00:00Z", true},
		{" Always ", "2026-11-22T03:00:00Z", true},
		{office, "2026-11-23T07:59:59.999+01:00", false},
		{office, "2026-11-23T08:00:00+01:00", true},
		{office, "2026-11-23T08:00:00Z", true},
		{office, "2026-11-23T06:59:59Z", false},
		{office, "2026-11-27T17:59:59.999+01:00", true},
		{office, "2026-11-27T18:00:00+01:00", false},
		{office, "2026-11-28T12:59:00+01:00", true},
		{office, "2026-11-28T13:00:00+01:00", false},
		{office, "2026-11-29T10:00:00+01:00", false},
		{"mon-FRI 8:00-18:00 Europe/Berlin", "2026-11-23T08:00:00+01:00", true},
		{"  Mon   08:00-18:00 ,Tue 09:00-13:00   UTC ", "2026-11-24T09:00:00Z", true},
		{"Mon 08:00-12:00, Mon 13:00-17:00 UTC", "2026-11-23T12:30:00Z", false},
		{"Mon 08:00-12:00, Mon 13:00-17:00 UTC", "2026-11-23T13:30:00Z", true},
		{"Sat-Mon 10:00-11:00 UTC", "2026-11-22T10:00:00Z", true},
		{"Sat-Mon 10:00-11:00 UTC", "2026-11-23T10:00:00Z", true},
		{"Sat-Mon 10:00-11:00 UTC", "2026-11-24T10:00:00Z", false},
		{"Sat-Mon 10:00-11:00 UTC", "2026-11-27T10:00:00Z", false},
		{"Mon-Mon 10:00-11:00 UTC", "2026-11-24T10:00:00Z", false},
		{"Mon 00:00-24:00 UTC", "2026-11-23T23:59:59.999Z", true},
		{"Mon 00:00-24:00 UTC", "2026-11-24T00:00:00Z", false},
		{"Mon 22:00-00:00 UTC", "2026-11-23T23:59:00Z", true},
		{"Mon 22:00-00:00 UTC", "2026-11-24T00:00:00Z", false},
		{night, "2026-11-27T21:59:00+01:00", false},
		{night, "2026-11-27T22:00:00+01:00", true},
		{night, "2026-11-28T05:59:00+01:00", true},
		{night, "2026-11-28T06:00:00+01:00", false},
		{night, "2026-11-30T05:59:00+01:00", true},
		{night, "2026-11-27T05:59:00+01:00", false},
		{"Mon 09:00-10:00 Pacific/Kiritimati", "2026-11-22T19:30:00Z", true}, // Monday there already
		{"Mon 09:00-10:00 America/Los_Angeles", "2026-11-23T17:30:00Z", true},
		{"Mon 09:00-10:00 Asia/Kathmandu", "2026-11-23T03:15:00Z", true}, // 5 h 45 min ahead

		{office, "2026-03-27T07:30:00Z", true}, // 08:30 in winter
		{office, "2026-03-27T06:30:00Z", false},
		{office, "2026-03-30T06:30:00Z", true},                                // 08:30 in summer
		{"Sun 01:00-03:00 Europe/Berlin", "2026-03-29T00:59:59Z", true},       // 01:59:59
		{"Sun 01:00-03:00 Europe/Berlin", "2026-03-29T01:00:00Z", false},      // 03:00:00, at once
		{"Sun 02:00-03:00 Europe/Berlin", "2026-03-29T01:00:00Z", false},      // which is not there
		{"Sun 02:30-04:00 Europe/Berlin", "2026-03-29T01:00:00Z", true},       // begins late
		{"Sun 02:00-03:00 Europe/Berlin", "2026-10-25T00:30:00Z", true},       // 02:30
		{"Sun 02:00-03:00 Europe/Berlin", "2026-10-25T01:30:00Z", true},       // 02:30 again
		{"Sun 02:00-03:00 Europe/Berlin", "2026-10-25T02:00:00Z", false},      // 03:00
		{"Sat 22:00-02:30 Europe/Berlin", "2026-10-25T00:45:00Z", false},      // 02:45
		{"Sat 22:00-02:30 Europe/Berlin", "2026-10-25T01:15:00Z", true},       // 02:15 again
		{"Sun 00:00-24:00 Europe/Berlin", "2026-10-25T22:59:59.999Z", true},   // a day of 25 h
		{"Sun 00:00-24:00 America/Sao_Paulo", "2026-11-22T02:59:00Z", false},  // still Saturday
		{"Sun 00:00-24:00 Australia/Lord_Howe", "2026-10-03T13:30:00Z", true}, // half an hour, too
	} {
		h, err := sla.ParseHours(tt.hours)
		when, bad := time.Parse(time.RFC3339, tt.at)
		if err != nil || bad != nil || h.Open(when) != tt.open {
			t.Errorf("%q at %s: open %t; %v, %v", tt.hours, tt.at, h.Open(when), err, bad)
		}
	}
}

func TestWrongOpeningHoursAreNamed(t *testing.T) {
	for text, says := range map[string]string{
		"":                                "are empty",
		"  \t":                            "are empty",
		"Mon-Fri 08:00-18:00":             `end in "08:00-18:00", which is no IANA time zone`,
		"Mon-Fri 08:00-18:00 Berlin":      `"Berlin", which is no IANA time zone`,
		"Mon-Fri 08:00-18:00 Local":       `"Local", which is no IANA time zone`,
		"Mon-Fri 08:00-18:00 ../UTC":      `"../UTC", which is no IANA time zone`,
		"Mon-Fri 08:00-18:00 Europe":      `"Europe", which is no IANA time zone`,
		"Europe/Berlin":                   `part ""`,
		"always UTC":                      `part "always"`,
		"Mon-Fri Europe/Berlin":           `part "Mon-Fri"`,
		"08:00-18:00 UTC":                 `part "08:00-18:00"`,
		"Mon 08:00-18:00, UTC":            `part ""`,
		"Mon 08:00-12:00 13:00-18:00 UTC": `part "Mon 08:00-12:00 13:00-18:00"`,
		"Mon 08:00 - 18:00 UTC":           `part "Mon 08:00 - 18:00"`,
		"Mon-Fry 08:00-18:00 UTC":         `"Fry", which is no day; days are Mon, Tue`,
		"Montag 08:00-18:00 UTC":          `"Montag"`,
		"Mon-Wed-Fri 08:00-18:00 UTC":     `"Wed-Fri"`,
		"Mon- 08:00-18:00 UTC":            `hours name ""`,
		"Mon 08:00 UTC":                   `have "" for a time`,
		"Mon 8-18 UTC":                    `have "8" for a time`,
		"Mon 08:00-18:60 UTC":             `have "18:60"`,
		"Mon 08:00-25:00 UTC":             `have "25:00" for a time; times are from 00:00 to 24:00`,
		"Mon 08:00-24:01 UTC":             `have "24:01"`,
		"Mon 08:00:00-18:00 UTC":          `have "08:00:00"`,
		"Mon -08:00-18:00 UTC":            `have ""`,
		"Mon 24:00-06:00 UTC":             "begin at 24:00, which is 00:00 of the next day",
		"Mon 08:00-08:00 UTC":             "are over as they begin; a whole day is 00:00-24:00",
	} {
		h, err := sla.ParseHours(text)
		if err == nil || fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), says) || !strings.HasPrefix(err.Error(), "opening hours ") {
			t.Errorf("%q: %v, want %q", text, err, says)
		}
		if !h.Always() || h.String() != "always" {
			t.Errorf("%q leaves %s", text, h)
		}
	}
}

func TestHoursComeBackFromJSON(t *testing.T) {
	for _, tt := range []struct{ given, want string }{
		{"ALWAYS", "always"},
		{" Mon  08:00-18:00 ,Tue 09:00-13:00 UTC", "Mon 08:00-18:00 ,Tue 09:00-13:00 UTC"},
	} {
		p := policy
		p.Hours, _ = sla.ParseHours(tt.given)
		var back sla.Policy
		text, err := json.Marshal(p)
		if err != nil || json.Unmarshal(text, &back) != nil || back.Hours.String() != tt.want || back.Hours.Always() != p.Hours.Always() || back.Hours.Open(noon) != p.Hours.Open(noon) || back.Threshold != p.Threshold {
			t.Errorf("%v: %s came back as %+v", err, text, back)
		}
	}
	var p sla.Policy
	if err := json.Unmarshal([]byte(`{"Hours":"Mon"}`), &p); fault.KindOf(err) != fault.Invalid {
		t.Errorf("%v", err)
	}
}
