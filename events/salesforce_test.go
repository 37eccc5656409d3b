package events_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/events"
)

func payload[T any](t *testing.T, name string) T {
	t.Helper()
	var into T
	if err := json.Unmarshal(read[events.Envelope](t, name).Payload(), &into); err != nil {
		t.Fatal(err)
	}
	return into
}

func TestOfARelayedEventOnlyThePayloadIsRead(t *testing.T) {
	if key := payload[events.RelayedKey](t, "relayed-platform-event"); key != (events.RelayedKey{EventKey: "k1", SchemaVersion: "1"}) {
		t.Errorf("read %+v", key)
	}
}

func TestACallerChangedHasItsNumbersOneByOne(t *testing.T) {
	c := payload[events.CallerChanged](t, "caller-changed")
	if c.Object != "Contact" || c.RecordID != "003000000000001AAA" || c.Change != "Updated" || c.EventKey == "" || !c.Known() {
		t.Errorf("read %+v", c)
	}
	if !slices.Equal(c.OldNumbers, events.Joined{"(415) 555-0100"}) ||
		!slices.Equal(c.NewNumbers, events.Joined{"(415) 555-0100", "+44 20 7946 0018 x12", "020 7946 0018"}) {
		t.Errorf("numbers %q, %q", c.OldNumbers, c.NewNumbers)
	}
	if d := payload[events.CallerChanged](t, "caller-deleted"); len(d.OldNumbers) != 1 || d.NewNumbers != nil {
		t.Errorf("read %+v", d)
	}
}

func TestJoinedValuesAreReadFromWhatSendersWrite(t *testing.T) {
	for in, want := range map[string][]string{
		`"a|b"`: {"a", "b"}, `"a"`: {"a"}, `" a | "`: {"a"}, `"|"`: nil, `""`: nil, `null`: nil, `{}`: nil, `["a"]`: nil, `4155550100`: {"4155550100"},
	} {
		got := events.Joined{"before"}
		if err := json.Unmarshal([]byte(in), &got); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s reads as %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestOnlyTheSchemaVersionThatWeReadIsKnown(t *testing.T) {
	for version, want := range map[string]bool{
		`1`: true, `1.0`: true, `"1"`: true, `2`: false, `1.5`: false, `0`: false, `-1`: false, `""`: false, `null`: false, `true`: false,
		`"one"`: false, `{}`: false, `[1]`: false, `"NaN"`: false,
	} {
		var k events.RelayedKey
		if err := json.Unmarshal([]byte(`{"Schema_Version__c":`+version+`}`), &k); err != nil || k.Known() != want {
			t.Errorf("%s: known %t, %v", version, k.Known(), err)
		}
	}
}

func TestAHeartbeatComesBackAsItWasSent(t *testing.T) {
	sent := time.Date(2026, 1, 2, 4, 9, 58, 250_000_000, time.FixedZone("CET", 3600))
	body, err := json.Marshal(events.NewHeartbeat("k", sent))
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"Event_Key__c":"k","Schema_Version__c":1,"Sent_At__c":"2026-01-02T03:09:58.250Z"}`; string(body) != want {
		t.Errorf("publishes %s, want %s", body, want)
	}
	var back events.Heartbeat
	if err := json.Unmarshal(body, &back); err != nil || !back.SentAt.Equal(sent) || !back.Known() || back.EventKey != "k" {
		t.Errorf("read %+v, %v", back, err)
	}
	if relayed := payload[events.Heartbeat](t, "heartbeat"); !relayed.SentAt.Equal(sent) || !relayed.Known() {
		t.Errorf("read %+v", relayed)
	}
}

func TestAMomentIsReadFromWhatSalesforceWrites(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 9, 58, 250_000_000, time.UTC)
	for in, want := range map[string]time.Time{
		`1767323398250`: at, `"1767323398250"`: at, `"2026-01-02T03:09:58.250Z"`: at, `"2026-01-02T03:09:58.250+0000"`: at,
		`"2026-01-02T05:09:58.250+02:00"`: at, `"2026-01-02T03:09:58Z"`: at.Truncate(time.Second),
		`null`: {}, `""`: {}, `"soon"`: {}, `true`: {}, `{}`: {}, `1.5e12`: {}, `"9999-12-31T23:59:59-05:00"`: {}, `253402300800000`: {},
	} {
		got := events.Moment{Time: at.Add(time.Hour)}
		if err := json.Unmarshal([]byte(in), &got); err != nil || !got.Equal(want) {
			t.Errorf("%s reads as %s, %v; want %s", in, got, err, want)
		}
	}
}

func TestAChangeEventSaysWhatChangedAndInWhichRecords(t *testing.T) {
	c := payload[events.ChangeEvent](t, "change-contact-update")
	if c.Header.EntityName != "Contact" || c.Header.ChangeType != events.ChangeUpdate || len(c.Header.RecordIDs) != 2 {
		t.Errorf("read %+v", c.Header)
	}
	if want := []string{"Email", "HomePhone", "LastModifiedDate", "MobilePhone", "Name"}; !slices.Equal(c.Changed(), want) {
		t.Errorf("changed %q, want %q", c.Changed(), want)
	}
	if string(c.Fields["MobilePhone"]) != `"(415) 555-0100"` || c.Fields["ChangeEventHeader"] != nil {
		t.Errorf("fields %s", c.Fields)
	}
}

func TestAFieldThatIsBlankMayHaveBeenSoBefore(t *testing.T) {
	var c events.ChangeEvent
	body := `{"ChangeEventHeader":{"entityName":"Lead","nulledFields":["Phone"]},"Phone":null,"MobilePhone":null,"Company":"Example"}`
	if err := json.Unmarshal([]byte(body), &c); err != nil || !slices.Equal(c.Changed(), []string{"Company", "Phone"}) {
		t.Errorf("changed %q, %v", c.Changed(), err)
	}
}

func TestACommitNumberKeepsAllItsDigits(t *testing.T) {
	for _, name := range []string{"change-contact-update", "change-lead-appflow"} {
		if h := payload[events.ChangeEvent](t, name).Header; h.CommitNumber != "1745500706683617281" {
			t.Errorf("%s: commit number %s", name, h.CommitNumber)
		}
	}
}

func TestAChangeEventThroughAppFlowSaysTheSame(t *testing.T) {
	relayed, direct := payload[events.ChangeEvent](t, "change-contact-update"), payload[events.ChangeEvent](t, "change-lead-appflow")
	if direct.Header.EntityName != "Lead" || !slices.Equal(direct.Changed(), []string{"LastModifiedDate", "Phone"}) {
		t.Errorf("read %+v", direct)
	}
	if !direct.Header.CommitTimestamp.Equal(relayed.Header.CommitTimestamp.Time) {
		t.Errorf("committed at %s and %s", direct.Header.CommitTimestamp, relayed.Header.CommitTimestamp)
	}
}

func TestWhatHasNoReadableHeaderIsNoChangeEvent(t *testing.T) {
	for _, body := range []string{`null`, `7`, `{}`, `{"ChangeEventHeader":null}`, `{"ChangeEventHeader":"Zebedee"}`,
		`{"ChangeEventHeader":{"entityName":"Contact","recordIds":{"Zebedee":1}}}`, `{"ChangeEventHeader":{"recordIds":["Zebedee"]}}`} {
		var c events.ChangeEvent
		if err := json.Unmarshal([]byte(body), &c); err == nil || strings.Contains(err.Error(), "Zebedee") {
			t.Errorf("%s reads as %+v, %v", body, c, err)
		}
	}
}

// recorded is the folder of real payloads, beside the checkout.
const recorded = "../../shared/samples/salesforce/eventbridge/"

func TestRecordedEventsOfSalesforceAreRead(t *testing.T) {
	for file, want := range map[string]struct{ entity, record, number, changed string }{
		"appflow_account_change.json":           {"Account", "0016g00000MLhLeAAL", "248197218874", "LastModifiedDate Region__c"},
		"cdc_payload_update_contact.json":       {"Contact", "003ak00000IiFInAAN", "1745500706683617281", "LastModifiedDate Name"},
		"relay_platform_event.CONSTRUCTED.json": {},
	} {
		body, err := os.ReadFile(recorded + file)
		if errors.Is(err, fs.ErrNotExist) {
			t.Skip("NOT TESTED: the payloads that Salesforce really sends are not beside this checkout: ", err)
		}
		var e events.Envelope
		if err := errors.Join(err, json.Unmarshal(body, &e)); err != nil {
			t.Fatal(err)
		}
		if e.Detail == nil { // the event alone
			e.Detail = body
		}
		var c events.ChangeEvent
		err = json.Unmarshal(e.Payload(), &c)
		if want.entity == "" {
			if err == nil || string(e.DetailType) != "Call_Wrap_Up__e" || !strings.Contains(string(e.Payload()), `"Contact_Id__c"`) || strings.Contains(string(e.Payload()), "payload") {
				t.Errorf("%s: reads as a change %+v, payload %s", file, c, e.Payload())
			}
			continue
		}
		if err != nil || string(c.Header.EntityName) != want.entity || string(c.Header.RecordIDs[0]) != want.record ||
			string(c.Header.CommitNumber) != want.number || strings.Join(c.Changed(), " ") != want.changed || c.Header.CommitTimestamp.IsZero() {
			t.Errorf("%s: reads as %+v, %v", file, c, err)
		}
	}
}
