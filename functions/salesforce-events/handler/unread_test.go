package handler

import (
	"encoding/json"
	"strings"
	"testing"

	"tieline/events"
	"tieline/shared/fault"
)

// without is a body in which something else stands instead of a part.
func without(t testing.TB, body, part, instead string) string {
	t.Helper()
	if !strings.Contains(body, part) {
		t.Fatalf("the sample has no %s", part)
	}
	return strings.Replace(body, part, instead, 1)
}

// later is an event of ours as a later version of the flows may publish it.
func later(t testing.TB) string {
	t.Helper()
	return without(t, sample(t, "caller-changed"), `"Schema_Version__c": 1.0`, `"Schema_Version__c": 2`)
}

// Whose number changed is not known of these, and heartbeats go on.
func TestWhatCannotBeReadHasAllThatIsOlderDistrusted(t *testing.T) {
	changed, change := sample(t, "caller-changed"), sample(t, "change-contact-update")
	for name, body := range map[string]string{
		"no JSON": `{`, "empty": ``, "a number": `7`,
		"no payload":            `{"detail-type":"Tieline_Caller_Changed__e","detail":{"payload":null}}`,
		"no detail":             `{"detail-type":"Tieline_Caller_Changed__e"}`,
		"a detail of text":      `{"detail-type":"Tieline_Caller_Changed__e","detail":"Zebedee"}`,
		"no key":                without(t, changed, `"Event_Key__c": "7c9e6679-7425-40de-944b-e07fc1f90ae7",`, ``),
		"a null key":            without(t, changed, `"7c9e6679-7425-40de-944b-e07fc1f90ae7"`, `null`),
		"a later schema":        later(t),
		"a schema of truth":     without(t, changed, `"Schema_Version__c": 1.0`, `"Schema_Version__c": true`),
		"a schema of text":      without(t, changed, `"Schema_Version__c": 1.0`, `"Schema_Version__c": "Zebedee"`),
		"a schema of parts":     without(t, changed, `"Schema_Version__c": 1.0`, `"Schema_Version__c": {"major": 1}`),
		"no schema":             without(t, changed, `"Schema_Version__c": 1.0`, `"Schema_Version__c": null`),
		"no record":             without(t, changed, `"003000000000001AAA"`, `null`),
		"a record of 15":        without(t, changed, `"003000000000001AAA"`, `"003000000000001"`),
		"a number for a record": without(t, changed, `"003000000000001AAA"`, `"+14155550100Zebedee"`),
		"numbers without end":   without(t, changed, `"(415) 555-0100|||"`, `"`+strings.Repeat("4155550100|", 200)+`"`),
		"a change without head": without(t, change, `"ChangeEventHeader"`, `"Zebedee"`),
		"a change of text":      `{"detail-type":"ContactChangeEvent","detail":"Zebedee"}`,
	} {
		got := tell(t, body)
		if fault.KindOf(got.err) != fault.Invalid || len(got.at) > 0 {
			t.Errorf("%s: %v, invalidated %q", name, got.err, got.keys)
		}
		if !got.unsure() || !got.health.Until.Equal(healthy.Until) {
			t.Errorf("%s: what was found before is trusted on: %+v", name, got.health)
		}
		if got.err != nil && strings.Contains(got.err.Error(), "Zebedee") {
			t.Errorf("%s: the reason quotes the event: %v", name, got.err)
		}
	}
}

func TestAHeartbeatThatCannotBeReadSaysNothing(t *testing.T) {
	beat := sample(t, "heartbeat")
	for name, body := range map[string]string{
		"without time": without(t, beat, `"2026-01-02T03:09:58.250Z"`, `"Zebedee"`),
		"of tomorrow":  without(t, beat, `"Schema_Version__c": 1.0`, `"Schema_Version__c": 2`),
		"without key":  without(t, beat, `"BEKDYZ4KJPQPMEMBNVSDWTAKUY"`, `""`),
		"of text":      `{"detail-type":"Tieline_Heartbeat__e","detail":"Zebedee"}`,
	} {
		got := tell(t, body)
		if fault.KindOf(got.err) != fault.Invalid || got.health != healthy || strings.Contains(got.err.Error(), "Zebedee") {
			t.Errorf("%s: %v, the relay is healthy %+v", name, got.err, got.health)
		}
	}
}

// FuzzEvent looks for events that panic, fail otherwise than for good, or are
// given up without distrust although they may have told of a change.
func FuzzEvent(f *testing.F) {
	for _, name := range []string{"caller-changed", "caller-deleted", "heartbeat", "change-contact-update", "change-lead-appflow",
		"change-gap", "change-overflow", "change-wildcard", "relayed-platform-event", "wrap-up"} {
		f.Add(sample(f, name))
	}
	f.Add(later(f))
	f.Fuzz(func(t *testing.T, body string) {
		var e events.Envelope
		_ = json.Unmarshal([]byte(body), &e) // what is none is seen by its reason
		got := tell(t, body)
		kind := fault.KindOf(got.err)
		if kind != "" && kind != fault.Invalid {
			t.Errorf("%v", got.err)
		}
		ofCallers := e.DetailType != events.DetailTypeHeartbeat && e.DetailType != events.DetailTypeWrapUp
		if kind == fault.Invalid && ofCallers && !got.unsure() {
			t.Errorf("%v, and what was found before is trusted on", got.err)
		}
	})
}
