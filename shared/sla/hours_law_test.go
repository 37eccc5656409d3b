package sla_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tieline/shared/sla"
)

var days = []string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}

const aDay, aWeek = 24 * 60, 7 * 24 * 60

// TestOpeningHoursAreThoseOfTheClock walks each span minute by minute around the
// week, and looks at the clocks of the zone.
func TestOpeningHoursAreThoseOfTheClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var parts []string
		var open [aWeek]bool
		for range rapid.IntRange(1, 4).Draw(t, "spans") {
			first, last := rapid.IntRange(0, 6).Draw(t, "first"), rapid.IntRange(0, 6).Draw(t, "last")
			from, until := rapid.IntRange(0, aDay-1).Draw(t, "from"), rapid.IntRange(0, aDay).Draw(t, "until")
			if from == until {
				continue
			}
			for day := first; ; day = (day + 1) % 7 {
				for minute := from; minute%aDay != until%aDay || minute == from; minute++ {
					open[(day*aDay+minute)%aWeek] = true
				}
				if day == last {
					break
				}
			}
			parts = append(parts, fmt.Sprintf("%s-%s %02d:%02d-%02d:%02d", days[first], days[last], from/60, from%60, until/60, until%60))
		}
		if len(parts) == 0 {
			return
		}
		name := rapid.SampledFrom([]string{"UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"}).Draw(t, "zone")
		h, err := sla.ParseHours(strings.Join(parts, ", ") + " " + name)
		if err != nil {
			t.Fatal(err)
		}
		zone, _ := time.LoadLocation(name)
		for range 50 {
			when := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 366*86400).Draw(t, "at")) * time.Second)
			var day time.Weekday
			var hour, minute int
			if _, err := fmt.Sscanf(when.In(zone).Format("15 4"), "%d %d", &hour, &minute); err != nil {
				t.Fatal(err)
			}
			day = when.In(zone).Weekday()
			if got, want := h.Open(when), open[int(day)*aDay+hour*60+minute]; got != want {
				t.Fatalf("%s at %s: open %t", h, when.In(zone), got)
			}
		}
	})
}

func FuzzParseHours(f *testing.F) {
	for _, text := range []string{"always", "Mon-Fri 08:00-18:00, Sat 09:00-13:00 Europe/Berlin", "Fri-Sun 22:00-06:00 UTC", "Mon 8-18", ",, ,", "Mon 24:00-24:00 UTC", "Mon-Fri 08:00-18:00 /etc/passwd"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		h, err := sla.ParseHours(text)
		if err != nil {
			if !h.Always() || !strings.HasPrefix(err.Error(), "opening hours ") {
				t.Errorf("%q leaves %s, %v", text, h, err)
			}
			return
		}
		again, err := sla.ParseHours(h.String())
		if err != nil || again.String() != h.String() || again.Always() != h.Always() {
			t.Errorf("%q is %s, then %s, %v", text, h, again, err)
		}
		for minute := 0; minute < aWeek; minute += 7 {
			when := noon.Add(time.Duration(minute) * time.Minute)
			if h.Open(when) != again.Open(when) {
				t.Fatalf("%q is %s, and differs from itself at %s", text, h, when)
			}
		}
	})
}
