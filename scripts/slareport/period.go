package slareport

import (
	"fmt"
	"strings"
	"time"

	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// Period is what a report is of.
type Period struct {
	Bucket
	Notes []string // what of the time that was asked for is left out, in sentences
}

// NewPeriod reads when a report begins and ends: days or times in the zone, or
// times with a zone of their own; an empty end is now. What lies before now −
// retention or after now is left out. No time, or one that is all in the
// future, is a fault of kind Invalid.
func NewPeriod(from, to string, zone *time.Location, now time.Time, retention time.Duration) (p Period, err error) {
	now = now.Round(0).In(zone) // without its reading of the machine's own clock, or equal times would differ
	if p.From, err = moment("from", from, zone); err != nil {
		return p, err
	}
	p.To = now
	if to != "" {
		if p.To, err = moment("to", to, zone); err != nil {
			return p, err
		}
	}
	switch {
	case !p.From.Before(now):
		return p, fault.Errorf(fault.Invalid, "--from %s lies in the future", from)
	case !p.From.Before(p.To):
		return p, fault.Errorf(fault.Invalid, "--from %s must be before --to %s, which counts no more itself", from, to)
	}
	if p.To.After(now) {
		p.To = now
		p.Notes = append(p.Notes, fmt.Sprintf("What lies after now, %s, is left out.", now.Format(minutes)))
	}
	if kept := now.Add(-retention); p.From.Before(kept) {
		p.From = earlier(kept, p.To)
		p.Notes = append(p.Notes, fmt.Sprintf("What lies before %s is left out: contacts are kept for %d days.", kept.Format(minutes), int(retention.Hours()/24)))
	}
	return p, nil
}

// minutes is how a moment is written for people.
const minutes = "2006-01-02 15:04"

func moment(flag, text string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", time.RFC3339} {
		if at, err := time.ParseInLocation(layout, text, zone); err == nil {
			return at.In(zone), nil
		}
	}
	return time.Time{}, fault.Errorf(fault.Invalid, "--%s %q: must be a day like 2026-11-01, or a time like 2026-11-01T09:30", flag, text)
}

// Quarters is the period cut to whole quarters of an hour, the finest that Amazon
// Connect counts by. It is a fault of kind Invalid if none is left.
func (p Period) Quarters() (Period, error) {
	const quarter = 15 * time.Minute
	from, to := p.From.Truncate(quarter), p.To.Truncate(quarter)
	if from.Before(p.From) {
		from = from.Add(quarter)
	}
	if !from.Before(to) {
		return p, fault.Errorf(fault.Invalid, "there is no whole quarter of an hour from %s to %s: Amazon Connect counts by those", p.From.Format(minutes), p.To.Format(minutes))
	}
	p.From, p.To = from, to
	return p, nil
}

// Zone is the time zone in which opening hours are written, those of a queue or with
// "" those of all; UTC if they name none.
func Zone(s tuning.Snapshot, queue string) *time.Location {
	words := strings.Fields(tuning.SLAHours.For(s, queue))
	if len(words) > 1 {
		if zone, err := time.LoadLocation(words[len(words)-1]); err == nil {
			return zone
		}
	}
	return time.UTC
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
