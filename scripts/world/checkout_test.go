package world

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestACheckoutHoldsOneWorld(t *testing.T) {
	c := checkout(t.TempDir())
	release, err := c.claim()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.claim(); err == nil || !strings.Contains(err.Error(), "another local world") {
		t.Errorf("a second world: %v", err)
	}
	if err := release(); err != nil {
		t.Error(err)
	}
	if _, err := c.claim(); err != nil {
		t.Errorf("the next world: %v", err)
	}
}

func TestACheckoutIsFoundFromWithin(t *testing.T) {
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if root, err := FindCheckout(here); root != filepath.Dir(filepath.Dir(here)) || err != nil {
		t.Errorf("%s, %v", root, err)
	}
	if root, err := FindCheckout(t.TempDir()); err == nil {
		t.Errorf("found %s", root)
	}
}

func TestWhatIsInstalledIsNotInstalledAgain(t *testing.T) {
	dir := t.TempDir()
	lock, stamp := filepath.Join(dir, "lock"), filepath.Join(dir, "stamp")
	runs := 0
	works := func() error { runs++; return nil }
	fails := func() error { runs++; return errors.New("no network") }
	for _, step := range []struct {
		why, lock string
		install   func() error
		runs      int
	}{
		{"the first time", "1.0", fails, 1},
		{"a failure is not remembered", "1.0", works, 2},
		{"nothing changed", "1.0", works, 2},
		{"other pins", "2.0", works, 3},
		{"nothing changed again", "2.0", works, 3},
	} {
		if err := os.WriteFile(lock, []byte(step.lock), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := installed(lock, stamp, step.install); (err != nil) != (step.runs == 1) || runs != step.runs {
			t.Errorf("%s: %d installations, want %d: %v", step.why, runs, step.runs, err)
		}
	}
}

func TestATakenPortIsNamed(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taken.Close() })
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	if _, err := freePort(taken.Addr().(*net.TCPAddr).Port); err == nil || !strings.Contains(err.Error(), "port "+port+" is taken") {
		t.Errorf("error is %v", err)
	}
	if free, err := freePort(0); free == 0 || err != nil {
		t.Errorf("any port: %d, %v", free, err)
	}
}

func TestAllMissingPrerequisitesAreInOneMessage(t *testing.T) {
	bin := t.TempDir()
	for _, tool := range []string{"sh", "sed", "awk", "tail"} {
		found, err := exec.LookPath(tool)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(found, filepath.Join(bin, tool)); err != nil {
			t.Fatal(err)
		}
	}
	script := "#!/bin/sh\necho "
	for tool, version := range map[string]string{"node": "v18.19.0", "python3": "Python 3.9.2"} {
		if err := os.WriteFile(filepath.Join(bin, tool), []byte(script+version+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin)
	err := checkout("../..").prerequisites(t.Context())
	if err == nil {
		t.Fatal("nothing is missing")
	}
	for _, want := range []string{"Go is missing, 1.26", "Node.js is 18.19.0, 20.0", "npm is missing", "Python is 3.9.2, 3.10", "make is missing", "https://go.dev/dl/"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the message lacks %q:\n%v", want, err)
		}
	}
}
