package world

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestLauncher runs the tests of scripts/launcher, which are written in what it
// is written in: they show that each correction of the emulator is needed, and
// what it brings.
func TestLauncher(t *testing.T) {
	c := tooled(t)
	tests, err := filepath.Glob(c.path("scripts", "launcher", "test_*.py"))
	if err != nil || len(tests) == 0 {
		t.Fatalf("%d tests, %v", len(tests), err)
	}
	for _, test := range tests {
		t.Run(filepath.Base(test), func(t *testing.T) {
			t.Parallel()
			cmd := exec.CommandContext(t.Context(), c.path(".venv", "bin", "python"), "-B", test)
			cmd.Env = append(c.environment(), "TMPDIR="+t.TempDir())
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			} else {
				t.Logf("%s", out)
			}
		})
	}
}

// tooled returns the checkout that this is, with the emulator installed.
func tooled(t *testing.T) checkout {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	root, err := FindCheckout(here)
	if err != nil {
		t.Fatal(err)
	}
	c := checkout(root)
	// The checkout is not claimed: that would wipe the logs of a world that failed.
	if err := os.MkdirAll(c.state("logs"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := c.installEmulator(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c
}
