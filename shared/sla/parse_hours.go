package sla

import (
	"slices"
	"strings"
	"time"

	"tieline/shared/fault"
)

const always = "always"

// ParseHours reads opening hours: "always", or days with their times, and one
// IANA time zone at the end, such as
//
//	Mon-Fri 08:00-18:00, Sat 09:00-13:00 Europe/Berlin
//
// Ranges of days go around the week's end (Fri-Mon). Times are from 00:00 to
// 24:00; those that end before they begin go over midnight (Fri 22:00-06:00 ends
// on Saturday). The zones are those of the machine, or of the package time/tzdata
// where a program imports that. What is wrong is a fault of kind Invalid.
func ParseHours(text string) (Hours, error) {
	words := strings.Fields(text)
	switch {
	case len(words) == 0:
		return Hours{}, fault.Errorf(fault.Invalid, "opening hours are empty; %s", form)
	case len(words) == 1 && strings.EqualFold(words[0], always):
		return Hours{}, nil
	}
	zone, err := parseZone(words[len(words)-1])
	if err != nil {
		return Hours{}, err
	}
	h := Hours{text: strings.Join(words, " "), zone: zone}
	for part := range strings.SplitSeq(strings.Join(words[:len(words)-1], " "), ",") {
		s, err := parseSpan(part)
		if err != nil {
			return Hours{}, err
		}
		h.spans = append(h.spans, s)
	}
	return h, nil
}

const form = `they are "always", or such as "Mon-Fri 08:00-18:00, Sat 09:00-13:00 Europe/Berlin"`

func parseZone(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" { // which is wherever the program runs
		return nil, fault.Errorf(fault.Invalid, "opening hours end in %q, which is no IANA time zone such as Europe/Berlin or UTC", name)
	}
	return zone, nil
}

func parseSpan(text string) (s span, err error) {
	words := strings.Fields(text)
	if len(words) != 2 {
		return s, fault.Errorf(fault.Invalid, "opening hours have a part %q, which is not days and times; %s", strings.TrimSpace(text), form)
	}
	if s.days, err = parseDays(words[0]); err != nil {
		return s, err
	}
	s.from, s.until, err = parseTimes(words[1])
	return s, err
}

func parseDays(text string) (days [7]bool, err error) {
	from, to, isRange := strings.Cut(text, "-")
	if !isRange {
		to = from
	}
	first, err := parseDay(from)
	if err != nil {
		return days, err
	}
	last, err := parseDay(to)
	for day := first; err == nil; day = (day + 1) % 7 {
		days[day] = true
		if day == last {
			break
		}
	}
	return days, err
}

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func parseDay(text string) (int, error) {
	day := slices.Index(weekdays, strings.ToLower(text))
	if day < 0 {
		return 0, fault.Errorf(fault.Invalid, "opening hours name %q, which is no day; days are Mon, Tue, Wed, Thu, Fri, Sat and Sun", text)
	}
	return day, nil
}

func parseTimes(text string) (from, until int, err error) {
	begin, end, _ := strings.Cut(text, "-")
	if from, err = parseTime(begin); err != nil {
		return 0, 0, err
	}
	if until, err = parseTime(end); err != nil {
		return 0, 0, err
	}
	switch from {
	case until:
		return 0, 0, fault.Errorf(fault.Invalid, "opening hours %s are over as they begin; a whole day is 00:00-24:00", text)
	case midnight:
		return 0, 0, fault.Errorf(fault.Invalid, "opening hours %s begin at 24:00, which is 00:00 of the next day", text)
	}
	return from, until, nil
}

const midnight = 24 * 60 // at the end of a day, in minutes since its beginning

func parseTime(text string) (minute int, err error) {
	if text == "24:00" {
		return midnight, nil
	}
	at, err := time.Parse("15:04", text)
	if err != nil {
		return 0, fault.Errorf(fault.Invalid, "opening hours have %q for a time; times are from 00:00 to 24:00, as in 08:00-18:00", text)
	}
	return at.Hour()*60 + at.Minute(), nil
}
