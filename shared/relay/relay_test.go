package relay_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"tieline/shared/relay"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func at(minutes float64) time.Time { return noon.Add(time.Duration(minutes * float64(time.Minute))) }

func TestARelayNeverHeardIsNotHealthy(t *testing.T) {
	if (relay.Health{}).Healthy(noon) {
		t.Error("it is")
	}
}

func TestABeatVouchesUntilTheNextOneMustHaveCome(t *testing.T) {
	h := relay.Heard(relay.Health{}, at(0), at(1))
	if h != (relay.Health{Since: at(0), Until: at(7)}) || !h.Healthy(at(6.9)) || h.Healthy(at(7)) {
		t.Errorf("heard %v", h)
	}
}

func TestHeartbeats(t *testing.T) {
	known := relay.Health{Since: at(-60), Until: at(2)} // the last one was sent 5 minutes ago
	for _, tt := range []struct {
		name      string
		sent, now float64
		want      relay.Health
	}{
		{"the next one", 0, 1, relay.Health{Since: at(-60), Until: at(7)}},
		{"in the nick of time", 2, 4, relay.Health{Since: at(-60), Until: at(9)}},
		{"after a gap", 2.1, 2.2, relay.Health{Since: at(2.1), Until: at(9.1)}},
		{"one that took too long", 0, 2.1, known},
		{"one that comes again", -5, -4, known},
		{"an older one", -10, -8, known},
		{"one from the future", 10, 1, known},
	} {
		if got := relay.Heard(known, at(tt.sent), at(tt.now)); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestWhatWasLostIsNotVouchedFor(t *testing.T) {
	known := relay.Health{Since: at(-60), Until: at(2)}
	h := relay.Lost(known, at(-1))
	if h != (relay.Health{Since: at(-1), Until: at(2)}) {
		t.Errorf("lost %v", h)
	}
	if again := relay.Lost(h, at(-30)); again != h {
		t.Errorf("an older loss makes %v", again)
	}
	if silent := relay.Lost(relay.Health{}, at(-1)); silent.Healthy(at(-1)) {
		t.Error("a loss is no heartbeat")
	}
	if next := relay.Heard(relay.Lost(relay.Health{}, at(0)), at(-1), at(0)); next.Since != at(0) {
		t.Errorf("a beat sent before the loss vouches since %v", next.Since)
	}
}

// Whatever the order in which beats come, they vouch equally long, and never for
// a time before the first one after a gap.
func TestTheOrderOfBeatsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sent := rapid.SliceOfN(rapid.IntRange(0, 60), 1, 12).Draw(t, "sent")
		shuffled := rapid.Permutation(sent).Draw(t, "shuffled")
		inOrder, later := hear(sent), hear(shuffled)
		if inOrder.Until != later.Until {
			t.Fatalf("until %v, or %v", inOrder.Until, later.Until)
		}
		if first := unbroken(sent); later.Since.Before(first) {
			t.Fatalf("since %v, before %v", later.Since, first)
		}
	})
}

func hear(sent []int) (h relay.Health) {
	for _, minute := range sent {
		h = relay.Heard(h, at(float64(minute)), at(float64(minute)+1))
	}
	return h
}

// unbroken is when the first beat after the last gap was sent.
func unbroken(sent []int) time.Time {
	beats := map[int]bool{}
	for _, minute := range sent {
		beats[minute] = true
	}
	first, last := -1, -100
	for minute := range 61 {
		if !beats[minute] {
			continue
		}
		if minute-last > 7 {
			first = minute
		}
		last = minute
	}
	return at(float64(first))
}
