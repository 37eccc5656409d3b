package sla_test

import (
	"testing"
	"time"

	"tieline/shared/sla"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// at is so many seconds after noon.
func at(seconds float64) time.Time {
	return noon.Add(time.Duration(seconds * float64(time.Second)))
}

func known(seconds float64) sla.Span {
	return sla.Span{Duration: at(seconds).Sub(noon), Known: true}
}

// left is a contact that left the queue at so many seconds after noon, having
// waited for so many.
func left(when, waited float64, fate sla.Fate) sla.Contact {
	return sla.Contact{EnqueuedAt: at(when - waited), LeftAt: at(when), Fate: fate, Final: true}
}

func waits(since float64) sla.Contact { return sla.Contact{EnqueuedAt: at(since)} }

var policy = sla.Policy{Target: 80, Threshold: 20 * time.Second, Window: 15 * time.Minute, FinalWindow: time.Hour,
	Variant: sla.Connect, Bad: 3, Of: 5, Minimum: 10, AbandonLimit: 10, PopLimit: 90, WaitLimit: 5 * time.Minute, WrapUpAfter: 10 * time.Minute}

func TestLiveCountsAContact(t *testing.T) {
	out := sla.Figures{LeftOut: 1}
	overdue := func(wait float64) sla.Figures {
		return sla.Figures{Offered: 1, Overdue: 1, Waiting: 1, LongestWait: known(wait).Duration}
	}
	lately := func(wait float64) sla.Figures { return overdue(wait).Plus(sla.Figures{MissedLately: 1}) }
	for _, tt := range []struct {
		name string
		c    sla.Contact
		want sla.Figures
	}{
		{"answered in time", left(-100, 19.9, sla.Answered), sla.Figures{Offered: 1, Within: 1, Answered: 1, AnsweredWithin: 1, Timed: 1, AnswerTime: 19900}},
		{"answered at the threshold, which is too late", left(-100, 20, sla.Answered), sla.Figures{Offered: 1, Answered: 1, Timed: 1, AnswerTime: 20000}},
		{"abandoned in time", left(-100, 5, sla.Abandoned), sla.Figures{Offered: 1, Within: 1, Abandoned: 1, AbandonedWithin: 1}},
		{"abandoned too late", left(-100, 50, sla.Abandoned), sla.Figures{Offered: 1, Abandoned: 1}},
		{"abandoned, but its record may say otherwise", sla.Contact{EnqueuedAt: at(-120), DisconnectedAt: at(-100), LeftAt: at(-100), Fate: sla.Abandoned}, sla.Figures{Offered: 1, Abandoned: 1, Provisional: 1}},
		{"abandoned when it disconnected", sla.Contact{EnqueuedAt: at(-110), DisconnectedAt: at(-100), Fate: sla.Abandoned, Final: true}, sla.Figures{Offered: 1, Within: 1, Abandoned: 1, AbandonedWithin: 1}},
		{"moved in time", left(-100, 5, sla.Moved), sla.Figures{Offered: 1, Within: 1, Moved: 1}},
		{"moved too late", left(-100, 25, sla.Moved), sla.Figures{Offered: 1, Moved: 1}},
		{"left this instant, too late", left(0, 20, sla.Moved), sla.Figures{Offered: 1, Moved: 1, MissedLately: 1}},
		{"left this instant, in time", left(0, 19, sla.Moved), sla.Figures{Offered: 1, Within: 1, Moved: 1}},
		{"left too late within the last minute", left(-59.9, 20, sla.Moved), sla.Figures{Offered: 1, Moved: 1, MissedLately: 1}},
		{"left this instant, too late for a minute", left(0, 80, sla.Moved), sla.Figures{Offered: 1, Moved: 1}},
		{"left this instant, too late for not quite so long", left(0, 79.9, sla.Moved), sla.Figures{Offered: 1, Moved: 1, MissedLately: 1}},
		{"left a minute ago", left(-60, 20, sla.Moved), sla.Figures{Offered: 1, Moved: 1}},
		{"left as the window began", left(-900, 5, sla.Answered), sla.Figures{}},
		{"left just after", left(-899.999, 5, sla.Moved), sla.Figures{Offered: 1, Within: 1, Moved: 1}},
		{"left since: then it waited", left(0.001, 5, sla.Answered), sla.Figures{Waiting: 1, LongestWait: 4999 * time.Millisecond}},
		{"left since, and had waited too long", left(10, 35, sla.Answered), lately(25)},
		{"came since", left(10, 5, sla.Answered), sla.Figures{}},
		{"came since, and waits", waits(1), sla.Figures{}},
		{"came an hour since, in a minute caught up on", waits(3600), sla.Figures{}},
		{"came this instant", waits(0), sla.Figures{Waiting: 1}},
		{"waits", waits(-19.9), sla.Figures{Waiting: 1, LongestWait: 19900 * time.Millisecond}},
		{"waits for the threshold", waits(-20), lately(20)},
		{"waits for too long since less than a minute", waits(-79.9), lately(79.9)},
		{"waits for too long since a minute", waits(-80), overdue(80)},
		{"waits for days", waits(-86400 * 3), overdue(86400 * 3)},
		{"the record's queue time, which is not asked", sla.Contact{EnqueuedAt: at(-60.4), LeftAt: at(-40.6), Fate: sla.Moved, QueueTime: known(20)}, sla.Figures{Offered: 1, Within: 1, Moved: 1}},
		{"the pop of one that left", sla.Contact{EnqueuedAt: at(-105), LeftAt: at(-100), Fate: sla.Moved, Pop: sla.PopDone}, sla.Figures{Offered: 1, Within: 1, Moved: 1, Popped: 1}},
		{"the pop that failed", sla.Contact{EnqueuedAt: at(-105), LeftAt: at(-100), Fate: sla.Moved, Pop: sla.PopFailed}, sla.Figures{Offered: 1, Within: 1, Moved: 1, PopFailed: 1}},
		{"clocks that differ a little", sla.Contact{EnqueuedAt: at(-100), LeftAt: at(-105), Fate: sla.Answered}, sla.Figures{Offered: 1, Within: 1, Answered: 1, AnsweredWithin: 1, Timed: 1}},

		{"left before it came", sla.Contact{EnqueuedAt: at(-100), LeftAt: at(-105.1), Fate: sla.Answered}, out},
		{"disconnected before it came", sla.Contact{EnqueuedAt: at(-100), LeftAt: at(-90), DisconnectedAt: at(-106), Fate: sla.Answered}, out},
		{"comes in the far future", waits(66 * 60), out},
		{"never came", sla.Contact{LeftAt: at(-10), Fate: sla.Abandoned}, out},
		{"waits since 1970", sla.Contact{EnqueuedAt: time.Unix(1, 0)}, out},
		{"waits, but is over", sla.Contact{EnqueuedAt: at(-20), DisconnectedAt: at(-10)}, out},
		{"left, but waits", left(-10, 5, sla.Waits), out},
		{"answered, nobody knows when", sla.Contact{EnqueuedAt: at(-20), DisconnectedAt: at(-10), Fate: sla.Answered}, out},
		{"a fate of tomorrow", left(-10, 5, "deferred"), out},
		{"a fate of tomorrow, that waits", sla.Contact{EnqueuedAt: at(-20), Fate: "deferred"}, out},
		{"handled for less than no time", sla.Contact{EnqueuedAt: at(-20), LeftAt: at(-10), Fate: sla.Answered, HandleTime: known(-1)}, out},
	} {
		if got := sla.Live([]sla.Contact{tt.c}, policy, noon); got != tt.want {
			t.Errorf("%s:\n%+v, want\n%+v", tt.name, got, tt.want)
		}
	}
}

func TestFinalCountsAContact(t *testing.T) {
	out := sla.Figures{LeftOut: 1}
	ended := func(c sla.Contact, seconds float64) sla.Contact { c.DisconnectedAt = at(seconds); return c }
	answered := sla.Figures{Offered: 1, Within: 1, Answered: 1, AnsweredWithin: 1, Timed: 1, AnswerTime: 5000, LongestWait: 5 * time.Second}
	unwrapped := answered
	unwrapped.MissingWrapUps = 1
	for _, tt := range []struct {
		name string
		c    sla.Contact
		want sla.Figures
	}{
		{"ended as the hour began", ended(left(-3700, 5, sla.Answered), -3600), unwrapped},
		{"ended before", ended(left(-3700, 5, sla.Answered), -3600.001), sla.Figures{}},
		{"ended just before the hour's end", ended(left(-100, 5, sla.Answered), -0.001), answered},
		{"ended at the hour's end", ended(left(-100, 5, sla.Answered), 0), sla.Figures{}},
		{"goes on", left(-100, 5, sla.Answered), sla.Figures{}},
		{"waits", waits(-100), sla.Figures{}},
		{"no wrap-up for ten minutes", ended(left(-1000, 5, sla.Answered), -600), unwrapped},
		{"no wrap-up for less", ended(left(-1000, 5, sla.Answered), -599.9), answered},
		{"wrapped up", sla.Contact{EnqueuedAt: at(-1005), LeftAt: at(-1000), DisconnectedAt: at(-900), Fate: sla.Answered, WrappedUp: true}, answered},
		{"abandoned: nobody has to wrap that up", ended(left(-1000, 50, sla.Abandoned), -1000), sla.Figures{Offered: 1, Abandoned: 1, LongestWait: 50 * time.Second}},
		{"abandoned, but its record may say otherwise", sla.Contact{EnqueuedAt: at(-10), LeftAt: at(-5), DisconnectedAt: at(-5), Fate: sla.Abandoned}, sla.Figures{Offered: 1, Within: 1, Abandoned: 1, AbandonedWithin: 1, Provisional: 1, LongestWait: 5 * time.Second}},
		{"moved", ended(left(-1000, 50, sla.Moved), -1000), sla.Figures{Offered: 1, Moved: 1, LongestWait: 50 * time.Second}},
		{"the record's whole seconds, which are the threshold", sla.Contact{EnqueuedAt: at(-60.4), LeftAt: at(-40.6), DisconnectedAt: at(-40), Fate: sla.Answered, QueueTime: known(20)},
			sla.Figures{Offered: 1, Answered: 1, Timed: 1, AnswerTime: 20000, LongestWait: 20 * time.Second}},
		{"a callback's queue time, which began before its enqueue", sla.Contact{EnqueuedAt: at(-60), LeftAt: at(-50), DisconnectedAt: at(-40), Fate: sla.Answered, QueueTime: known(310)},
			sla.Figures{Offered: 1, Answered: 1, Timed: 1, AnswerTime: 310000, LongestWait: 310 * time.Second}},
		{"answered, nobody knows when: not in time, and in no mean", sla.Contact{EnqueuedAt: at(-60), DisconnectedAt: at(-40), Fate: sla.Answered}, sla.Figures{Offered: 1, Answered: 1}},
		{"abandoned when it disconnected", sla.Contact{EnqueuedAt: at(-60), DisconnectedAt: at(-50), Fate: sla.Abandoned, Final: true}, sla.Figures{Offered: 1, Within: 1, Abandoned: 1, AbandonedWithin: 1, LongestWait: 10 * time.Second}},
		{"an agent's own call: handled, never offered", sla.Contact{DisconnectedAt: at(-40), Fate: sla.Answered, HandleTime: known(33)}, sla.Figures{Handled: 1, HandleTime: 33000}},
		{"handled for no time", sla.Contact{EnqueuedAt: at(-60), LeftAt: at(-55), DisconnectedAt: at(-40), Fate: sla.Moved, HandleTime: known(0)},
			sla.Figures{Offered: 1, Within: 1, Moved: 1, Handled: 1, LongestWait: 5 * time.Second}},
		{"the pop", sla.Contact{EnqueuedAt: at(-60), LeftAt: at(-55), DisconnectedAt: at(-40), Fate: sla.Moved, Pop: sla.PopFailed},
			sla.Figures{Offered: 1, Within: 1, Moved: 1, PopFailed: 1, LongestWait: 5 * time.Second}},

		{"left before it came", sla.Contact{EnqueuedAt: at(-60), LeftAt: at(-66), DisconnectedAt: at(-40), Fate: sla.Answered}, out},
		{"disconnected before it came", sla.Contact{EnqueuedAt: at(-34), DisconnectedAt: at(-40), Fate: sla.Abandoned}, out},
		{"waited for less than no time", sla.Contact{EnqueuedAt: at(-60), DisconnectedAt: at(-40), Fate: sla.Abandoned, QueueTime: known(-1)}, out},
		{"waited for longer than anything is kept", sla.Contact{EnqueuedAt: at(-86400 * 181), LeftAt: at(-50), DisconnectedAt: at(-40), Fate: sla.Abandoned}, out},
		{"handled for longer than that", sla.Contact{EnqueuedAt: at(-60), LeftAt: at(-50), DisconnectedAt: at(-40), Fate: sla.Answered, HandleTime: known(86400 * 181)}, out},
		{"over, and nobody knows what became of it", sla.Contact{EnqueuedAt: at(-60), DisconnectedAt: at(-40)}, out},
	} {
		if got := sla.Final([]sla.Contact{tt.c}, policy, at(-3600), noon); got != tt.want {
			t.Errorf("%s:\n%+v, want\n%+v", tt.name, got, tt.want)
		}
	}
}
