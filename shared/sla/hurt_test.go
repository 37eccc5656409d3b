package sla_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"tieline/shared/sla"
)

// TestABreachHurtsEachContactOnce drives a queue with contacts, minute by minute,
// and counts by hand whom the breach found in its window or later, waiting too long.
func TestABreachHurtsEachContactOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := policy
		p.Bad, p.Of, p.Minimum, p.Window = 1, 3, 1, 2*time.Minute
		var all []sla.Contact
		for range rapid.IntRange(0, 30).Draw(t, "contacts") {
			came, wait := rapid.IntRange(0, 900_000).Draw(t, "came"), rapid.IntRange(0, 120_000).Draw(t, "waited")
			fate := rapid.SampledFrom([]sla.Fate{sla.Answered, sla.Abandoned, sla.Moved}).Draw(t, "fate")
			all = append(all, left(float64(came+wait)/1000, float64(wait)/1000, fate))
		}
		w, hurt := sla.Watch{}, map[int]bool{}
		for n := range 20 {
			now := at(float64(60 * n))
			next, told := w.Next("q1", now, p, sla.Live(all, p, now))
			if w.Open == nil {
				hurt = map[int]bool{}
			}
			if w.Open == nil && next.Open == nil {
				w = next
				continue
			}
			for i, c := range all {
				late := c.EnqueuedAt.Add(p.Threshold)
				if !late.After(now) && !c.LeftAt.Before(late) {
					hurt[i] = hurt[i] || w.Open == nil && c.LeftAt.After(now.Add(-p.Window)) || w.Open != nil && late.After(now.Add(-time.Minute))
				}
			}
			if open := next.Open; open != nil && open.Hurt != counted(hurt) || len(told) == 1 && told[0].Hurt != counted(hurt) {
				t.Fatalf("minute %d: %+v, %+v, want %d", n, open, told, counted(hurt))
			}
			w = next
		}
	})
}

// TestABreachHurtsWhomItHearsOfTooLate has five contacts a minute leave just
// before its end. As it ends they still seem to wait: their events are under way.
func TestABreachHurtsWhomItHearsOfTooLate(t *testing.T) {
	p := policy
	p.Bad, p.Of, p.Minimum = 1, 1, 1
	var w sla.Watch
	for n := range 10 {
		now := at(float64(60 * n))
		var heard []sla.Contact
		for gone := range n + 1 {
			for range 5 {
				c := left(float64(60*gone-2), 38, sla.Abandoned)
				if c.LeftAt.After(now.Add(-3 * time.Second)) {
					c = waits(float64(60*gone - 40))
				}
				heard = append(heard, c)
			}
		}
		w, _ = w.Next("q1", now, p, sla.Live(heard, p, now))
		if w.Open == nil || w.Open.Hurt != 5*(n+1) {
			t.Fatalf("minute %d: %+v, want %d hurt", n, w.Open, 5*(n+1))
		}
	}
}

func counted(which map[int]bool) (n int) {
	for _, is := range which {
		if is {
			n++
		}
	}
	return n
}
