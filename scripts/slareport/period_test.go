package slareport

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tieline/shared/fault"
	"tieline/shared/tuning"
)

func zone(t interface{ Fatal(...any) }, name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestAPeriodIsReadInItsZone(t *testing.T) {
	now := time.Date(2026, 11, 10, 12, 0, 0, 0, time.UTC)
	berlin := zone(t, "Europe/Berlin")
	for name, tt := range map[string]struct {
		from, to       string
		wantFrom, want string // in UTC
		notes          int
		says           string
	}{
		"days":                   {"2026-11-01", "2026-11-08", "2026-10-31T23:00:00Z", "2026-11-07T23:00:00Z", 0, ""},
		"times":                  {"2026-11-01T09:30", "2026-11-01T10:00:30", "2026-11-01T08:30:00Z", "2026-11-01T09:00:30Z", 0, ""},
		"times with a zone":      {"2026-11-01T09:30Z", "2026-11-01T10:30:00-05:00", "2026-11-01T09:30:00Z", "2026-11-01T15:30:00Z", 0, ""},
		"until now":              {"2026-11-01", "", "2026-10-31T23:00:00Z", "2026-11-10T12:00:00Z", 0, ""},
		"an end in the future":   {"2026-11-01", "2027-01-01", "2026-10-31T23:00:00Z", "2026-11-10T12:00:00Z", 1, "What lies after now, 2026-11-10 13:00, is left out."},
		"beyond retention":       {"2026-01-01", "2026-11-08", "2026-08-12T12:00:00Z", "2026-11-07T23:00:00Z", 1, "What lies before 2026-08-12 14:00 is left out: contacts are kept for 90 days."},
		"all beyond retention":   {"2026-01-01", "2026-02-01", "2026-01-31T23:00:00Z", "2026-01-31T23:00:00Z", 1, "kept for 90 days"},
		"too much on both sides": {"2026-01-01", "2027-01-01", "2026-08-12T12:00:00Z", "2026-11-10T12:00:00Z", 2, "What lies after now"},
	} {
		p, err := NewPeriod(tt.from, tt.to, berlin, now, 90*24*time.Hour)
		if err != nil || p.From.UTC().Format(time.RFC3339) != tt.wantFrom || p.To.UTC().Format(time.RFC3339) != tt.want || len(p.Notes) != tt.notes || !strings.Contains(strings.Join(p.Notes, " "), tt.says) {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
		if p.From.Location() != berlin || p.To.Location() != berlin {
			t.Errorf("%s: from %s to %s", name, p.From, p.To)
		}
	}
}

func TestAPeriodThatMakesNoSenseIsRefused(t *testing.T) {
	now := time.Date(2026, 11, 10, 12, 0, 0, 0, time.UTC)
	for times, want := range map[[2]string]string{
		{"2026-11-08", "2026-11-01"}: "--from 2026-11-08 must be before --to 2026-11-01",
		{"2026-11-08", "2026-11-08"}: "must be before --to 2026-11-08, which counts no more itself",
		{"2026-12-01", "2026-12-08"}: "--from 2026-12-01 lies in the future",
		{"2026-12-01", ""}:           "--from 2026-12-01 lies in the future",
		{"", ""}:                     `--from "": must be a day like 2026-11-01`,
		{"yesterday", ""}:            `--from "yesterday": must be a day`,
		{"2026-11-01", "2026-11-31"}: `--to "2026-11-31": must be a day`,
		{"01.11.2026", ""}:           "must be a day like",
	} {
		if p, err := NewPeriod(times[0], times[1], time.UTC, now, 90*24*time.Hour); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %+v, %v", times, p, err)
		}
	}
}

func TestDaysAndHoursAreThoseOfTheZone(t *testing.T) {
	for name, tt := range map[string]struct {
		zone, from, to string
		days, hours    int
		first, last    time.Duration // hours
		firstDay       time.Duration
	}{
		"two days":                {"UTC", "2026-11-01", "2026-11-03", 2, 48, time.Hour, time.Hour, 24 * time.Hour},
		"when summer ends":        {"Europe/Berlin", "2026-10-25", "2026-10-26", 1, 25, time.Hour, time.Hour, 25 * time.Hour},
		"when summer begins":      {"Europe/Berlin", "2026-03-29", "2026-03-30", 1, 23, time.Hour, time.Hour, 23 * time.Hour},
		"a day without midnight":  {"Asia/Beirut", "2022-03-26", "2022-03-29", 3, 71, time.Hour, time.Hour, 24 * time.Hour},
		"half an hour of summer":  {"Australia/Lord_Howe", "2026-10-04", "2026-10-05", 1, 24, time.Hour, 30 * time.Minute, 23*time.Hour + 30*time.Minute},
		"within hours":            {"Asia/Kolkata", "2026-11-01T09:20", "2026-11-01T11:10", 1, 3, 40 * time.Minute, 10 * time.Minute, 110 * time.Minute},
		"within one hour":         {"UTC", "2026-11-01T09:20", "2026-11-01T09:30", 1, 1, 10 * time.Minute, 10 * time.Minute, 10 * time.Minute},
		"from evening to morning": {"UTC", "2026-11-01T23:30", "2026-11-02T00:30", 2, 2, 30 * time.Minute, 30 * time.Minute, 30 * time.Minute},
	} {
		p, err := NewPeriod(tt.from, tt.to, zone(t, tt.zone), time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), 1e5*time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		days, hours := p.Chunks(Day), []Bucket{}
		for _, c := range p.Chunks(Hour) {
			hours = append(hours, c.Buckets...)
		}
		if len(days) != tt.days || len(hours) != tt.hours {
			t.Errorf("%s: %d days, %d hours", name, len(days), len(hours))
			continue
		}
		first, last := hours[0], hours[len(hours)-1]
		if first.To.Sub(first.From) != tt.first || last.To.Sub(last.From) != tt.last || days[0].To.Sub(days[0].From) != tt.firstDay {
			t.Errorf("%s: hours from %v to %v, first day %v", name, first, last, days[0])
		}
	}
}

// TestChunksLeaveNoGap holds for each zone and time: what ends is in one bucket, and
// read once.
func TestChunksLeaveNoGap(t *testing.T) {
	zones := []string{"UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Beirut", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "America/Havana", "Pacific/Apia"}
	rapid.Check(t, func(t *rapid.T) {
		in := zone(t, rapid.SampledFrom(zones).Draw(t, "zone"))
		from := time.Unix(rapid.Int64Range(1.2e9, 1.9e9).Draw(t, "from"), 0).In(in)
		p := Period{Bucket: Bucket{from, from.Add(time.Duration(rapid.Int64Range(1, int64(9*24*time.Hour)).Draw(t, "length")))}}
		for _, by := range []By{Day, Hour, Whole} {
			at, read := p.From, p.From
			for _, c := range p.Chunks(by) {
				if !c.From.Equal(read) || !c.From.Before(c.To) || c.To.Sub(c.From) > 25*time.Hour {
					t.Fatalf("by %s: %v is read after %s", by, c.Bucket, read)
				}
				read = c.To
				for _, b := range c.Buckets {
					if by == Whole {
						at = p.From // it is the same each time
					}
					if !b.From.Equal(at) || !b.From.Before(b.To) || by == Hour && b.To.Sub(b.From) > time.Hour {
						t.Fatalf("by %s: %v comes after %s", by, b, at)
					}
					at = b.To
				}
			}
			if !at.Equal(p.To) || !read.Equal(p.To) {
				t.Fatalf("by %s: it ends at %s, and what was read at %s, not %s", by, at, read, p.To)
			}
		}
	})
}

func TestAComparisonIsOfWholeQuarters(t *testing.T) {
	at := func(text string) time.Time {
		when, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return when.In(zone(t, "Asia/Kathmandu"))
	}
	p, err := Period{Bucket: Bucket{at("2026-11-01T09:15:00Z"), at("2026-11-01T10:14:59Z")}}.Quarters()
	if err != nil || !p.From.Equal(at("2026-11-01T09:15:00Z")) || !p.To.Equal(at("2026-11-01T10:00:00Z")) {
		t.Errorf("%+v, %v", p, err)
	}
	p, err = Period{Bucket: Bucket{at("2026-11-01T09:15:01Z"), at("2026-11-01T10:15:00Z")}}.Quarters()
	if err != nil || !p.From.Equal(at("2026-11-01T09:30:00Z")) || !p.To.Equal(at("2026-11-01T10:15:00Z")) {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := (Period{Bucket: Bucket{at("2026-11-01T09:16:00Z"), at("2026-11-01T09:44:00Z")}}).Quarters(); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
}

func TestTheZoneIsThatOfOpeningHours(t *testing.T) {
	s := tuning.Snapshot{"sla/opening-hours": "Mon-Fri 08:00-18:00 Europe/Berlin", "sla/queue/aaaaaaaa-1111-4111-8111-111111111111/opening-hours": "Sat 09:00-13:00 Asia/Tokyo"}
	for queue, want := range map[string]string{"": "Europe/Berlin", "aaaaaaaa-1111-4111-8111-111111111111": "Asia/Tokyo", "other": "Europe/Berlin"} {
		if got := Zone(s, queue).String(); got != want {
			t.Errorf("of %q it is %s", queue, got)
		}
	}
	if got := Zone(nil, ""); got != time.UTC {
		t.Errorf("without opening hours it is %s", got)
	}
}
