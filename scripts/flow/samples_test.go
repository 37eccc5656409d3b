package flow

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// samples are public flows, beside the checkout where there are any.
const samples = "../../../shared/samples/connect"

func TestPublicFlowsAreRead(t *testing.T) {
	for name, c := range map[string]struct {
		actions int
		asks    string // the action that calls a function
	}{
		"flow_scv_inbound.json":        {13, "2cab4f51-d8d3-4b77-98cc-917fffe29026"},
		"composed_flow_screenpop.json": {15, "lookup"},
	} {
		content, err := os.ReadFile(filepath.Join(samples, name))
		if errors.Is(err, fs.ErrNotExist) {
			t.Skipf("NOT TESTED with public flows: %v", err)
		}
		if err != nil {
			t.Fatal(err)
		}
		f, err := Parse(content)
		if err != nil {
			t.Fatal(err)
		}
		if found := f.Lint(); len(f.Actions) != c.actions || len(found) > 0 {
			t.Errorf("%s: %d actions, found %q", name, len(f.Actions), found)
		}
		if found := f.Lint(tiers); len(found) != 1 || found[0].Action != c.asks || found[0].Rule != Function {
			t.Errorf("%s: with another function allowed: found %q", name, found)
		}
	}
}
