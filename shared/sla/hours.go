package sla

import "time"

// Hours are a queue's opening hours, by the clocks of a time zone. The zero Hours
// are always open.
type Hours struct {
	text  string
	zone  *time.Location
	spans []span
}

// span is open on some days, each from a minute of the day until another, that
// of the next day if it is not later.
type span struct {
	days        [7]bool // by time.Weekday
	from, until int
}

// Always reports whether the hours have no end.
func (h Hours) Always() bool { return len(h.spans) == 0 }

// Open reports whether the hours are open at that time. The hour that a zone's
// clocks show twice is open both times, or neither; one they skip is not there.
func (h Hours) Open(t time.Time) bool {
	if h.Always() {
		return true
	}
	local := t.In(h.zone)
	minute := local.Hour()*60 + local.Minute()
	today := local.Weekday()
	yesterday := (today + 6) % 7
	for _, s := range h.spans {
		overnight := s.until <= s.from
		switch {
		case s.days[today] && minute >= s.from && (overnight || minute < s.until),
			s.days[yesterday] && overnight && minute < s.until:
			return true
		}
	}
	return false
}

// String returns the hours as ParseHours reads them.
func (h Hours) String() string {
	if h.Always() {
		return always
	}
	return h.text
}

// MarshalText returns the hours as ParseHours reads them.
func (h Hours) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads the hours as ParseHours does.
func (h *Hours) UnmarshalText(text []byte) (err error) {
	*h, err = ParseHours(string(text))
	return err
}
