package events_test

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"
	"time"

	"tieline/events"
)

// breached is what the sample says.
func breached() events.ServiceLevelBreached {
	return events.ServiceLevelBreached{
		SchemaVersion: "1", Key: "aaaaaaaa-0000-4000-8000-0000000000b1@2026-01-02T09:20:00Z",
		Queue: "aaaaaaaa-0000-4000-8000-0000000000b1", QueueName: "Support",
		Target: events.Percent{Value: 80, Known: true}, ThresholdSeconds: events.Seconds{Duration: 20 * time.Second, Known: true},
		OpenedAt: events.Time{Time: time.Date(2026, 1, 2, 9, 20, 0, 0, time.UTC)},
		Level:    events.Percent{Value: 62.5, Known: true}, Worst: events.Percent{Value: 62.5, Known: true}, Hurt: 9,
	}
}

// recovered is what the other sample says.
func recovered() events.ServiceLevelRecovered {
	r := events.ServiceLevelRecovered{
		ServiceLevelBreached: breached(), ClosedAt: events.Time{Time: time.Date(2026, 1, 2, 9, 47, 0, 0, time.UTC)},
	}
	r.Level, r.Worst.Value, r.Hurt = events.Percent{}, 41.66666666666667, 31
	return r
}

// sample returns the detail of a sample of our own, if it comes from where we
// say.
func sample(t *testing.T, name, detailType string) []byte {
	t.Helper()
	e := read[events.Envelope](t, name)
	if e.Source != events.SourceTieline || string(e.DetailType) != detailType {
		t.Errorf("%s is %s of %s", name, e.DetailType, e.Source)
	}
	return e.Detail
}

func TestABreachIsWrittenAndReadAsItsSample(t *testing.T) {
	var opened events.ServiceLevelBreached
	detail := sample(t, "sla-breached", events.DetailTypeServiceLevelBreached)
	if err := json.Unmarshal(detail, &opened); err != nil || opened != breached() || !opened.Known() {
		t.Errorf("%v: read %+v, want %+v", err, opened, breached())
	}
	same(t, events.NewServiceLevelBreached(breached()), detail)

	var closed events.ServiceLevelRecovered
	detail = sample(t, "sla-recovered", events.DetailTypeServiceLevelRecovered)
	if err := json.Unmarshal(detail, &closed); err != nil || closed != recovered() || !closed.Known() {
		t.Errorf("%v: read %+v, want %+v", err, closed, recovered())
	}
	same(t, events.NewServiceLevelRecovered(recovered()), detail)
}

// same holds what is written to the sample, whose spaces do not count.
func same(t *testing.T, written, sample []byte) {
	t.Helper()
	var plain bytes.Buffer
	if err := json.Compact(&plain, sample); err != nil || !bytes.Equal(written, plain.Bytes()) {
		t.Errorf("%v: writes\n%s, want\n%s", err, written, &plain)
	}
}

func TestABreachIsWrittenInOneForm(t *testing.T) {
	b := breached()
	b.SchemaVersion, b.OpenedAt.Time = "7", b.OpenedAt.In(time.FixedZone("CET", 3600)) // whatever it was read as
	same(t, events.NewServiceLevelBreached(b), sample(t, "sla-breached", events.DetailTypeServiceLevelBreached))

	const nothing = `{"schemaVersion":1,"key":"","queue":"","queueName":"","target":null,"thresholdSeconds":null,"openedAt":null,"level":null,"worst":null,"hurt":0`
	same(t, events.NewServiceLevelBreached(events.ServiceLevelBreached{}), []byte(nothing+`}`))
	same(t, events.NewServiceLevelRecovered(events.ServiceLevelRecovered{}), []byte(nothing+`,"closedAt":null}`))
	for _, odd := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		same(t, events.NewServiceLevelBreached(events.ServiceLevelBreached{Worst: events.Percent{Value: odd, Known: true}}), []byte(nothing+`}`))
	}
}

func TestABreachIsReadLoosely(t *testing.T) {
	for name, tt := range map[string]struct {
		body  string
		known bool
	}{
		"texts for numbers": {`{"schemaVersion":"1.0","target":"80","thresholdSeconds":"20","level":"62.5","worst":"62.5","hurt":"9"}`, true},
		"members unknown":   {`{"SchemaVersion":1,"target":80,"thresholdSeconds":20,"level":62.5,"worst":62.5,"hurt":9,"mood":{"bad":true}}`, true},
		"another version":   {`{"schemaVersion":2,"target":80,"thresholdSeconds":20,"level":62.5,"worst":62.5,"hurt":9}`, false},
	} {
		want := breached()
		want.Key, want.Queue, want.QueueName, want.OpenedAt = "", "", "", events.Time{}
		var got events.ServiceLevelBreached
		if err := json.Unmarshal([]byte(tt.body), &got); err != nil || got.Known() != tt.known {
			t.Errorf("%s: %v, known %t", name, err, got.Known())
		}
		if got.SchemaVersion = "1"; got != want {
			t.Errorf("%s: read %+v", name, got)
		}
	}
}

func TestAShareThatIsNoneIsUnknown(t *testing.T) {
	for in, want := range map[string]events.Percent{
		`0`: {Known: true}, `62.5`: {Value: 62.5, Known: true}, `"62.5"`: {Value: 62.5, Known: true}, `-1`: {Value: -1, Known: true},
		`null`: {}, `""`: {}, `"NaN"`: {}, `"Inf"`: {}, `1e999`: {}, `true`: {}, `{}`: {}, `[1]`: {},
	} {
		got := events.Percent{Value: 7, Known: true}
		if err := json.Unmarshal([]byte(in), &got); err != nil || got != want {
			t.Errorf("%s reads as %+v, %v; want %+v", in, got, err, want)
		}
	}
}
