package sla_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"tieline/shared/sla"
)

// anyContact is near noon in all its times, and often exactly on an edge.
func anyContact(t *rapid.T) (c sla.Contact) {
	near := func(name string, around time.Time, edges ...float64) time.Time {
		off := rapid.SampledFrom(append(edges, 0)).Draw(t, name+" edge")
		return around.Add(time.Duration(off*1000)*time.Millisecond + time.Duration(rapid.SampledFrom([]int{0, 0, -1, 1, 700, -12345}).Draw(t, name+" off"))*time.Millisecond)
	}
	if rapid.IntRange(0, 9).Draw(t, "enqueued") > 0 {
		c.EnqueuedAt = near("enqueued", noon, -920, -900, -620, -60, -20, -5, 10, 65*60, -180*86400)
	}
	if rapid.Bool().Draw(t, "left") {
		c.LeftAt = near("left", rapid.SampledFrom([]time.Time{noon, c.EnqueuedAt}).Draw(t, "from"), 20, 5, -5, -60, -900)
	}
	if rapid.Bool().Draw(t, "disconnected") {
		c.DisconnectedAt = near("disconnected", rapid.SampledFrom([]time.Time{noon, c.EnqueuedAt, c.LeftAt}).Draw(t, "from"), 20, -5, -600, -3600)
	}
	span := func(name string) sla.Span {
		return sla.Span{Duration: time.Duration(rapid.SampledFrom([]int{0, 5, 19, 20, 21, 300, -1, 180*86400 + 1}).Draw(t, name)) * time.Second, Known: rapid.Bool().Draw(t, name+" known")}
	}
	c.Fate = rapid.SampledFrom([]sla.Fate{sla.Waits, sla.Answered, sla.Answered, sla.Abandoned, sla.Moved, "?"}).Draw(t, "fate")
	if c.LeftAt.IsZero() && rapid.Bool().Draw(t, "sane") {
		c.Fate, c.DisconnectedAt = sla.Waits, time.Time{}
	}
	c.QueueTime, c.HandleTime = span("queue time"), span("handle time")
	c.Final, c.WrappedUp = rapid.Bool().Draw(t, "final"), rapid.Bool().Draw(t, "wrapped up")
	c.Pop = rapid.SampledFrom([]sla.Pop{sla.NoPop, sla.PopDone, sla.PopFailed}).Draw(t, "pop")
	return c
}

func anyContacts(t *rapid.T, name string) []sla.Contact {
	return rapid.SliceOfN(rapid.Custom(anyContact), 0, 12).Draw(t, name)
}

func TestFiguresAreThoseOfThePlainVersion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := anyContacts(t, "contacts")
		p := policy
		p.Threshold = time.Duration(rapid.SampledFrom([]int{20, 20, 5, 0}).Draw(t, "threshold")) * time.Second
		p.Window = time.Duration(rapid.SampledFrom([]int{900, 900, 60, 30}).Draw(t, "window")) * time.Second
		if got, want := sla.Live(all, p, noon), plainLive(all, p, noon); got != want {
			t.Fatalf("live\n%+v, want\n%+v", got, want)
		}
		if got, want := sla.Final(all, p, at(-3600), noon), plainFinal(all, p, at(-3600), noon); got != want {
			t.Fatalf("final\n%+v, want\n%+v", got, want)
		}
	})
}

func TestFiguresOfBothAreTheirSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyContacts(t, "a"), anyContacts(t, "b")
		both := append(append([]sla.Contact{}, a...), b...)
		if got, want := sla.Live(a, policy, noon).Plus(sla.Live(b, policy, noon)), sla.Live(both, policy, noon); got != want {
			t.Fatalf("live\n%+v, want\n%+v", got, want)
		}
		if got, want := sla.Final(a, policy, at(-3600), noon).Plus(sla.Final(b, policy, at(-3600), noon)), sla.Final(both, policy, at(-3600), noon); got != want {
			t.Fatalf("final\n%+v, want\n%+v", got, want)
		}
	})
}

func TestPlusKnowsNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		figures := rapid.Custom(func(t *rapid.T) sla.Figures { return rapid.Make[sla.Figures]().Draw(t, "figures") })
		a, b, c := figures.Draw(t, "a"), figures.Draw(t, "b"), figures.Draw(t, "c")
		if a.Plus(b) != b.Plus(a) {
			t.Error("not commutative")
		}
		if a.Plus(b).Plus(c) != a.Plus(b.Plus(c)) {
			t.Error("not associative")
		}
		a.LongestWait = max(0, a.LongestWait) // as all are
		if a.Plus(sla.Figures{}) != a {
			t.Error("nothing is something, or a figure is forgotten")
		}
	})
}

// TestAPastMinuteStaysAsItWas lets contacts that waited then leave since.
func TestAPastMinuteStaysAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := anyContacts(t, "contacts")
		then := sla.Live(all, policy, noon)
		for n, c := range all {
			if c.Fate == sla.Waits && c.LeftAt.IsZero() && c.DisconnectedAt.IsZero() && c.EnqueuedAt.Before(noon) && noon.Sub(c.EnqueuedAt) < sla.Longest/2 {
				after := time.Duration(rapid.IntRange(1, 100_000).Draw(t, "after")) * time.Millisecond
				all[n].Fate, all[n].LeftAt = sla.Answered, noon.Add(after)
			}
		}
		if now := sla.Live(all, policy, noon); now != then {
			t.Fatalf("now\n%+v, then\n%+v", now, then)
		}
	})
}

// Nobody is counted twice, or nowhere.
func TestEveryContactIsCountedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := sla.Live(anyContacts(t, "contacts"), policy, noon)
		if f.Offered != f.Answered+f.Abandoned+f.Moved+f.Overdue || f.Overdue > f.Waiting {
			t.Errorf("the offered are not the sum: %+v", f)
		}
		if f.Within > f.Offered-f.Overdue || f.AnsweredWithin+f.AbandonedWithin > f.Within || f.Provisional > f.Abandoned || f.MissedLately > f.Offered-f.Within {
			t.Errorf("a part is more than the whole: %+v", f)
		}
		if f.Handled > 0 || f.HandleTime > 0 || f.MissingWrapUps > 0 {
			t.Errorf("live knows what only final does: %+v", f)
		}
	})
}
