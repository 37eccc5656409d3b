package events_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"tieline/events"
)

func read[T any](t *testing.T, name string) T {
	t.Helper()
	var into T
	body, err := os.ReadFile("samples/" + name + ".json")
	if err == nil {
		err = json.Unmarshal(body, &into)
	}
	if err != nil {
		t.Fatal(err)
	}
	return into
}

func contactEvent(t *testing.T, name string) events.ContactEvent {
	t.Helper()
	var c events.ContactEvent
	if err := json.Unmarshal(read[events.Envelope](t, name).Detail, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEverySampleIsJSON(t *testing.T) {
	files, err := filepath.Glob("samples/*.json")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d samples, %v", len(files), err)
	}
	for _, file := range files {
		if body, err := os.ReadFile(file); err != nil || !json.Valid(body) {
			t.Errorf("%s is not JSON: %v", file, err)
		}
	}
}

func TestBothCasesOfAContactEventSayTheSame(t *testing.T) {
	camel, pascal := contactEvent(t, "contact-connected-to-agent"), contactEvent(t, "contact-pascal-case")
	pascal.Channel = camel.Channel // VOICE and Voice, as in the documentation
	if !reflect.DeepEqual(camel, pascal) {
		t.Errorf("camelCase  %+v\nPascalCase %+v", camel, pascal)
	}
}

func TestATimeThatIsNotSetIsZero(t *testing.T) {
	c := contactEvent(t, "contact-offered-to-agent")
	if !c.AgentInfo.Value.ConnectedToAgentTimestamp.IsZero() || c.QueueInfo.Value.EnqueueTimestamp.IsZero() {
		t.Errorf("read %+v", c)
	}
	for _, unset := range []string{`null`, `""`, `"1970-01-01T00:00:00.001Z"`, `"9999-12-31T23:59:59-05:00"`} {
		at := events.Time{Time: time.Now()}
		if err := json.Unmarshal([]byte(unset), &at); err != nil || !at.IsZero() {
			t.Errorf("%s reads as %s, %v", unset, at, err)
		}
	}
}

func TestAnEventTypeOfTomorrowStillTellsWhatItRepeats(t *testing.T) {
	c := contactEvent(t, "contact-type-of-tomorrow")
	if c.ContactID == "" || c.InitiationTimestamp.IsZero() || !c.QueueInfo.Given || c.AgentInfo.Given {
		t.Errorf("read %+v", c)
	}
}

func TestTextIsReadFromWhatSendersWrite(t *testing.T) {
	for in, want := range map[string]events.Text{
		`"a"`: "a", `7`: "7", `1.50`: "1.50", `true`: "true", `null`: "", `{"a":1}`: "", `[1]`: "", `"\u00e9"`: "é",
	} {
		var got events.Text
		if err := json.Unmarshal([]byte(in), &got); err != nil || got != want {
			t.Errorf("%s reads as %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestSecondsAreReadFromWhatSendersWrite(t *testing.T) {
	for in, want := range map[string]events.Seconds{
		`7`: {Duration: 7 * time.Second, Known: true}, `"7"`: {Duration: 7 * time.Second, Known: true}, `0`: {Known: true},
		`null`: {}, `-1`: {}, `"soon"`: {}, `1e300`: {}, `{}`: {}, `"NaN"`: {},
	} {
		var got events.Seconds
		if err := json.Unmarshal([]byte(in), &got); err != nil || got != want {
			t.Errorf("%s reads as %+v, %v; want %+v", in, got, err, want)
		}
	}
}

func TestARecordIsReadLoosely(t *testing.T) {
	r := read[events.ContactRecord](t, "contact-record")
	if r.Agent.Value.AfterContactWorkDuration.Duration != 32*time.Second || r.NextContactID != "" || r.Recording.Given {
		t.Errorf("read %+v", r)
	}
}

func TestAListIsReadFromWhatSendersWrite(t *testing.T) {
	for in, want := range map[string]int{`null`: 0, `[]`: 0, `"gone"`: 0, `{}`: 0, `[null,{"Location":"a"},7,{"Location":"b"}]`: 2} {
		var got events.List[events.RecordingRef]
		if err := json.Unmarshal([]byte(in), &got); err != nil || len(got) != want {
			t.Errorf("%s reads as %+v, %v; want %d", in, got, err, want)
		}
	}
}

func TestACountIsReadFromWhatSendersWrite(t *testing.T) {
	for in, want := range map[string]events.Count{`3`: 3, `"3"`: 3, `null`: 0, `-1`: 0, `1.5`: 0, `{}`: 0, `99999999999`: 0, `"some"`: 0} {
		got := events.Count(7)
		if err := json.Unmarshal([]byte(in), &got); err != nil || got != want {
			t.Errorf("%s reads as %d, %v; want %d", in, got, err, want)
		}
	}
}
