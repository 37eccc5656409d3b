package world

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tieline/shared/amazonconnect/connecttest"
)

// Deploying takes longest where nothing is installed and nothing is built.
const (
	deployPatience = 8 * time.Minute
	testPatience   = 3 * time.Minute
)

// TestEndToEnd deploys Tieline for real and uses it in every way there is.
func TestEndToEnd(t *testing.T) {
	w := started(t)
	w.hurry(t)
	var calls []*Call
	var update span
	t.Run("the deployed world fits in a gigabyte", testMemory)
	t.Run("used", func(t *testing.T) {
		for name, test := range map[string]func(*testing.T, *World){
			"calls":   func(t *testing.T, w *World) { calls = testCalls(t, w) },
			"update":  func(t *testing.T, w *World) { update = testUpdate(t, w) },
			"samples": testSamples, "odd input": testOddInput, "pops": testPops, "changes": testChanges,
			"Salesforce's samples": testSalesforceSamples, "callers": testCallers, "operations": testOperations,
			"a table that conforms": testConform,
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				test(t, w)
			})
		}
	})
	t.Run("with every function warm, too", testMemory)
	t.Run("no message is left, or given up", w.checkNothingLeft)
	t.Run("nothing else is parked", func(t *testing.T) {
		want := mostParked()
		if all, err := w.allParked(t.Context()); len(all) > want || err != nil {
			t.Errorf("%d messages are parked, want %d: %v, %v", len(all), want, all, err)
		}
	})
	t.Run("what was parked sets off its alarm", func(t *testing.T) { testAlarm(t, w) })
	t.Run("commands", func(t *testing.T) { testCommands(t, w) })
	t.Run("Salesforce is down", func(t *testing.T) { testDown(t, w) })
	t.Run("an outage that passes", func(t *testing.T) { testOutage(t, w) })
	t.Run("an outage that lasts", func(t *testing.T) { testSetAside(t, w) })
	t.Run("what the functions said", func(t *testing.T) { testLogs(t, w, calls, update) })
	t.Run("without settings nothing starts", func(t *testing.T) { testSettings(t, w) })
	t.Run("the emulator made no fault of its own", func(t *testing.T) {
		log, err := os.ReadFile(filepath.Join(w.Logs(), "emulator.log"))
		if n := strings.Count(string(log), "Traceback"); n > 0 || err != nil {
			t.Errorf("%d tracebacks in its log, %v", n, err)
		}
	})
}

// mostParked is how many of the inputs are to be parked.
func mostParked() (count int) {
	for _, table := range []map[string]odd{oddEvents, oddRecords} {
		for _, o := range table {
			if o.parked != "" {
				count++
			}
		}
	}
	for _, s := range samples {
		if s.parked.kind != "" {
			count++
		}
	}
	return count
}

func testMemory(t *testing.T) {
	switch used := MemoryUsed(); {
	case used == 0:
		t.Skip("NOT TESTED: this system does not tell how much memory its processes share")
	case used > 1<<30:
		t.Errorf("%d MB are used", used>>20)
	default:
		t.Logf("%d MB are used (sum of PSS)", used>>20)
	}
}

// usual are faults of Connect's delivery, more often than they are usual.
var usual = connecttest.Faults{Double: 0.2, Delay: 0.1, Redeliver: 0.5}

func started(t *testing.T) *World {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	root, err := FindCheckout(here)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), deployPatience)
	defer cancel()
	w, err := Start(ctx, Options{Checkout: root, Progress: NewProgress(os.Stdout), Seed: 1, Faults: usual})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// testCalls plays calls, and compares every field of every contact.
func testCalls(t *testing.T, w *World) (calls []*Call) {
	ctx, cancel := context.WithTimeout(t.Context(), testPatience)
	defer cancel()
	for n, tt := range []struct {
		name     string
		kind     connecttest.Kind
		contacts int
	}{
		{"answered", connecttest.Known, 1},
		{"abandoned in the queue", connecttest.Abandoned, 1},
		{"transferred", connecttest.Transferred, 2},
	} {
		call, err := w.Play(ctx, n, tt.kind)
		if err == nil {
			err = w.Await(ctx, call)
		}
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if len(call.Contacts) != tt.contacts || call.Compared < tt.contacts*len(fields) {
			t.Errorf("%s: %d contacts, %d fields compared", tt.name, len(call.Contacts), call.Compared)
		}
		for _, d := range call.Differences {
			t.Errorf("%s: %s", tt.name, d)
		}
		calls = append(calls, call)
	}
	return calls
}
