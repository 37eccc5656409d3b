package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestALongRunIsBoundInTimeAndMemory(t *testing.T) {
	for name, c := range map[string]struct {
		contacts int
		took     time.Duration
		memory   uint64 // MB
		tells    string // "" if it is good
	}{
		"within both":          {busy, 10 * time.Minute, 1024, ""},
		"too large":            {busy, time.Minute, 1025, "memory, at its peak: must be at most 1024 MB, and is 1025 MB"},
		"too slow":             {busy, 11 * time.Minute, 100, "time: must be at most 10 minutes, and is 11m0s"},
		"too short to tell":    {busy - 1, time.Hour, 4096, ""},
		"both, and larger yet": {2 * busy, time.Hour, 4096, "memory"},
	} {
		r := Result{Verdict: Verdict{Contacts: c.contacts}, Took: c.took, Memory: c.memory << 20}
		var said bytes.Buffer
		good := report(&said, []string{"faults", "no faults"}, []Result{r, {Took: time.Hour, Memory: 4096 << 20}})
		if good != (c.tells == "") || !strings.Contains(said.String(), c.tells) {
			t.Errorf("%s: good %t:\n%s", name, good, &said)
		}
	}
}
