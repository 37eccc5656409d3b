package connecttest

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestShapes pins all that some calls give out, in the order in which it comes: a
// transferred one's ten events and two records, a callback, a chat, and a task
// that was paused.
func TestShapes(t *testing.T) {
	for kind, golden := range map[Kind]string{
		Transferred: "transferred", Callback: "callback", Missed: "missed", Voicemail: "voicemail", Chat: "chat", Task: "task",
	} {
		i, p := simulate(t)
		if call(t, i, kind).Contacts[0].Pause == 0 && kind == Task {
			*p = tape{}
			call(t, i, kind)
		}
		pinned(t, p, "testdata/"+golden+".golden.json")
	}
}

func pinned(t *testing.T, p *tape, golden string) {
	t.Helper()
	events := make([]map[string]any, 0, len(p.events))
	for n, e := range p.events {
		events = append(events, map[string]any{
			"detail-type": e.DetailType, "resources": e.Resources, "time": e.Time, "detail": p.details[n],
		})
	}
	got, err := json.MarshalIndent(map[string]any{"events": events, "records": p.records}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(append(got, '\n'), want) {
		t.Errorf("the call's events and records are not those of %s; if they should not be, run with -update\n%s", golden, got)
	}
}
