package salesforce

import (
	"time"

	"tieline/shared/contact"
)

// measure adds how long things took.
func (r *record) measure(v contact.View) {
	if v.Waited() {
		r.Wait = whole(v.QueueTime(), time.Second)
	}
	r.Talk, r.Hold, r.Acw = seconds(v.Interaction), seconds(v.Hold), seconds(v.AfterWork)
	if v.Final || !v.ClosedAt.IsZero() {
		r.Handle = seconds(v.HandleTime())
	}
}

// rate adds what reports group and average by.
func (r *record) rate(s contact.Showing) {
	if !(datetime{s.Local}).IsZero() {
		r.LocalDate, r.LocalHour = s.Local.Format(time.DateOnly), number(s.Local.Hour())
	}
	if s.Level.Counts {
		r.LevelThreshold, r.LevelMet = whole(s.Level.Threshold, time.Second), number(0)
	}
	if s.Level.Met {
		r.LevelMet = number(1)
	}
}

func (r *record) popped(p contact.Pop) {
	if p.Status == "" {
		return
	}
	r.Pop, r.PopSource, r.PopMs = p.Status, p.Source, whole(p.Took, time.Millisecond)
	r.CustomerContact, r.CustomerAccount, r.CustomerLead = p.Contact, p.Account, p.Lead
}

func seconds(s contact.Span) *int64 {
	if !s.Known {
		return nil
	}
	return whole(s.Duration, time.Second)
}

func number(n int) *int64 { return whole(time.Duration(n), 1) }

func whole(d, unit time.Duration) *int64 {
	n := int64(d / unit)
	return &n
}
