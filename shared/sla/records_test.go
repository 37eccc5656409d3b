package sla_test

import (
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/sla"
)

// The two real records of which reference/connect.md §9 tells: queue times of 346 s
// and 7 s, handle times of 239 + 221 + 5 s and 33 + 0 + 32 s. On the first the
// customer went on talking to somebody outside, so that it ended long after the
// agent had done.
func TestTwoRealRecords(t *testing.T) {
	seconds := func(n time.Duration) contact.Span { return contact.Span{Duration: n * time.Second, Known: true} }
	all := []sla.Contact{
		{EnqueuedAt: at(-3000), LeftAt: at(-2654), DisconnectedAt: at(-100), Fate: sla.Answered, Final: true, QueueTime: known(346),
			HandleTime: sla.Span(contact.Details{Interaction: seconds(239), Hold: seconds(221), AfterWork: seconds(5)}.HandleTime())},
		{EnqueuedAt: at(-800), LeftAt: at(-793), DisconnectedAt: at(-760), Fate: sla.Answered, Final: true, QueueTime: known(7),
			HandleTime: sla.Span(contact.Details{Interaction: seconds(33), Hold: seconds(0), AfterWork: seconds(32)}.HandleTime())},
	}
	for n, want := range []time.Duration{465 * time.Second, 65 * time.Second} {
		if got, ok := sla.Final(all[n:n+1], policy, at(-3600), noon).AverageHandleTime(); !ok || got != want {
			t.Errorf("record %d: handled for %s, %t", n, got, ok)
		}
	}
	f := sla.Final(all, policy, at(-3600), noon)
	aht, _ := f.AverageHandleTime()
	asa, _ := f.AverageSpeedOfAnswer()
	level, _ := f.ServiceLevel(sla.Connect)
	if aht != 265*time.Second || asa != 176500*time.Millisecond || level != 50 || f.LongestWait != 346*time.Second {
		t.Errorf("handled in %s, answered after %s, %g %%, longest %s", aht, asa, level, f.LongestWait)
	}
}
