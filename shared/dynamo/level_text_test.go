package dynamo

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"tieline/shared/sla"
)

// full is a contact of which all is known.
var full = sla.Contact{EnqueuedAt: second(10), LeftAt: second(59).Add(250 * time.Millisecond), DisconnectedAt: second(330), Fate: sla.Answered, Final: true,
	QueueTime: sla.Span(seconds(49)), HandleTime: sla.Span(seconds(271)), Pop: sla.PopDone, WrappedUp: true}

func TestATextIsShort(t *testing.T) {
	for want, c := range map[string]sla.Contact{
		"e1767355210000 l49250 d320000 fanswered r q49000 h271000 pdone w": full,
		"e1767355210000": inQueue,
		"e1767355210000 l-9000 d-9000 fabandoned": is(func(c *sla.Contact) {
			c.Fate, c.LeftAt, c.DisconnectedAt = sla.Abandoned, second(1), second(1)
		}),
		"e1767355210000 l0 fmoved q0 pfailed": is(func(c *sla.Contact) {
			c.Fate, c.LeftAt, c.QueueTime, c.Pop = sla.Moved, second(10), sla.Span(seconds(0)), sla.PopFailed
		}),
		"l1767355230000 d1767355290000 fanswered": {LeftAt: second(30), DisconnectedAt: second(90), Fate: sla.Answered},
	} {
		if got := encodeLevel(c); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		if got, is := decodeLevel(want); got != c || !is {
			t.Errorf("%q is read as %+v, %t", want, got, is)
		}
	}
}

func TestATextIsReadLoosely(t *testing.T) {
	for text, want := range map[string]sla.Contact{
		"w pdone h271000 q49000 r fanswered d320000 l49250 e1767355210000":                    full,
		" e1767355210000  l49250 d320000 fanswered r q49000 h271000 pdone w ":                 full,
		"v2 e1767355210000 xyz l49250 d320000 fanswered rwhoever q49000 h271000 pdone w1 ☎ ?": full,
		"e1767355210000 fshelved":     {EnqueuedAt: second(10), Fate: "shelved"},
		"e+1767355210000 pdone-twice": {EnqueuedAt: second(10), Pop: "done-twice"},
	} {
		if got, is := decodeLevel(text); got != want || !is {
			t.Errorf("%q is read as %+v, %t", text, got, is)
		}
	}
	for _, text := range []string{"", " ", "w", "r fanswered", "l5", "q5", "e", "e1x", "e1.5", "e 1767355210000", "e1767355210000 lsoon", "e1767355210000 d",
		"e1767355210000 q", "e1767355210000 h4s", "e99999999999999999999", `{"e":1}`} {
		if got, is := decodeLevel(text); is || got != (sla.Contact{}) {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func TestWhateverIsKnownIsReadAsItWasWritten(t *testing.T) {
	at := rapid.Custom(func(t *rapid.T) time.Time {
		if rapid.Bool().Draw(t, "unknown") {
			return time.Time{}
		}
		return time.UnixMilli(rapid.Int64Range(1, 4_000_000_000_000).Draw(t, "at")).UTC()
	})
	span := rapid.Custom(func(t *rapid.T) sla.Span {
		if rapid.Bool().Draw(t, "unknown") {
			return sla.Span{}
		}
		return sla.Span{Duration: time.Duration(rapid.Int64Range(-1000, 1_000_000_000).Draw(t, "ms")) * time.Millisecond, Known: true}
	})
	rapid.Check(t, func(t *rapid.T) {
		c := sla.Contact{EnqueuedAt: at.Draw(t, "enqueued"), LeftAt: at.Draw(t, "left"), DisconnectedAt: at.Draw(t, "disconnected"),
			Fate:  rapid.SampledFrom([]sla.Fate{sla.Waits, sla.Answered, sla.Abandoned, sla.Moved}).Draw(t, "fate"),
			Final: rapid.Bool().Draw(t, "final"), QueueTime: span.Draw(t, "queue time"), HandleTime: span.Draw(t, "handle time"),
			Pop: rapid.SampledFrom([]sla.Pop{sla.NoPop, sla.PopDone, sla.PopFailed}).Draw(t, "pop"), WrappedUp: rapid.Bool().Draw(t, "wrapped up")}
		want := !c.EnqueuedAt.IsZero() || !c.DisconnectedAt.IsZero()
		if got, is := decodeLevel(encodeLevel(c)); is != want || is && got != c {
			t.Fatalf("%+v is read as %+v", c, got)
		}
	})
}

func FuzzATextOfAnybodysIsReadOrRefused(f *testing.F) {
	f.Add(encodeLevel(full))
	f.Add("e1 l9223372036854775807 d-9223372036854775808 q9223372036854775807")
	f.Fuzz(func(t *testing.T, text string) {
		c, is := decodeLevel(text)
		if !is && c != (sla.Contact{}) {
			t.Errorf("%q is refused, and read as %+v", text, c)
		}
	})
}
