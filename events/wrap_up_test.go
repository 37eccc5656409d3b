package events_test

import (
	"encoding/json"
	"testing"
	"time"

	"tieline/events"
)

func TestAWrapUpIsReadAsTheRelayBringsIt(t *testing.T) {
	w := payload[events.WrapUp](t, "wrap-up")
	if w.ContactID != "aaaaaaaa-0000-4000-8000-0000000000c1" || w.Disposition != "Callback agreed" || w.By != "005000000000002AAA" || !w.Known() || w.EventKey == "" {
		t.Errorf("read %+v", w)
	}
	for what, times := range map[string][2]time.Time{
		"saved":     {w.At.Time, time.Date(2026, 1, 2, 3, 11, 58, 0, time.UTC)},
		"follow-up": {w.FollowUpAt.Time, time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)},
		"published": {w.Published.Time, time.Date(2026, 1, 2, 3, 11, 59, 104_000_000, time.UTC)},
	} {
		if !times[0].Equal(times[1]) {
			t.Errorf("%s at %s, want %s", what, times[0], times[1])
		}
	}
}

func TestAWrapUpThatWeFoundReadsAsOneThatWasRelayed(t *testing.T) {
	relayed := payload[events.WrapUp](t, "wrap-up")
	relayed.Published = events.Moment{} // what we found nobody published
	for name, w := range map[string]events.WrapUp{
		"whole":  relayed,
		"sparse": {RelayedKey: events.RelayedKey{EventKey: "k", SchemaVersion: "1"}, ContactID: "c1", At: relayed.At},
	} {
		w.SchemaVersion = "1"
		var e events.Envelope
		var back events.WrapUp
		if err := json.Unmarshal(events.NewWrapUp(w), &e); err != nil || e.DetailType != events.DetailTypeWrapUp {
			t.Fatalf("%s: %s, %v", name, events.NewWrapUp(w), err)
		}
		if err := json.Unmarshal(e.Payload(), &back); err != nil || back != w {
			t.Errorf("%s: reads as %+v, %v; want %+v", name, back, err, w)
		}
	}
}
