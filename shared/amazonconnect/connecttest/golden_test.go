package connecttest

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestShapes pins all that one transferred call gives out: ten events and two
// records, in the order in which they came.
func TestShapes(t *testing.T) {
	i, p := simulate(t)
	call(t, i, Transferred)
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
	const golden = "testdata/transferred.golden.json"
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
