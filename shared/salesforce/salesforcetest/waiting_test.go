package salesforcetest_test

import (
	"strings"
	"testing"
	"time"

	"tieline/shared/salesforce/salesforcetest"
)

// at is so long after the test's beginning.
func (w *world) at(d time.Duration) string { return w.clock.Now().Add(d).Format(time.RFC3339) }

func TestAPathRunsAfterTheCommit(t *testing.T) {
	w := worldOf(t, automated(t, "Later"))
	var heard []any
	w.org.Watch(func(_, after salesforcetest.Record) { heard = append(heard, after["Note__c"]) })
	w.compose(true, sub{"POST", data + "/sobjects/Thing__c", "one", map[string]any{"Word__c": "wait"}},
		sub{"POST", data + "/sobjects/Thing__c", "two", map[string]any{"Word__c": "wait", "Size__c": 2}})
	if len(heard) != 4 || heard[0] != nil || heard[1] != nil || heard[2] != "committed wait" || heard[3] != "committed wait" {
		t.Errorf("saved are %v", heard)
	}
	w.compose(true, sub{"POST", data + "/sobjects/Thing__c", "one", map[string]any{"Word__c": "wait"}},
		sub{"POST", data + "/sobjects/Thing__c", "bad", map[string]any{"Size__c": 1e9}})
	if all := w.org.All("Thing__c"); len(all) != 2 {
		t.Errorf("of an undone call there are %v", all)
	}
}

func TestAPathThatNobodyHearsOfLeavesItsFault(t *testing.T) {
	fs := automated(t, "Later")
	fs[folder+"validationRules/X.validationRule-meta.xml"] = automatedRule(`AND(NOT(ISNEW()), ISBLANK(PRIORVALUE(Size__c)))`)
	w := worldOf(t, fs)
	id := w.seed("Thing__c", map[string]any{"Word__c": "wait"})
	faults := w.org.FlowFaults()
	if len(faults) != 1 || faults[0].Element != "At_Once" || faults[0].Handled || !strings.Contains(faults[0].Message, "FIELD_CUSTOM_VALIDATION_EXCEPTION") {
		t.Errorf("remembers %+v", faults)
	}
	if page := w.page("/record/" + id).text; !strings.Contains(page, "Faults of flows (1)") {
		t.Error("its page does not tell it")
	}
}

// TestAPathIsNotAtomicWithTheSave has a path fail that runs after the commit, for
// one of two records that are saved all or none.
func TestAPathIsNotAtomicWithTheSave(t *testing.T) {
	fs := automated(t, "Half")
	fs[folder+"validationRules/X.validationRule-meta.xml"] = automatedRule(`AND(NOT(ISNEW()), ISBLANK(PRIORVALUE(Size__c)))`)
	w := worldOf(t, fs)
	a := w.call("POST", data+"/composite/sobjects", body(true, sobject("Thing__c", `"Ready__c":true`), sobject("Thing__c", `"Ready__c":true,"Size__c":1`)))
	all := w.org.All("Thing__c")
	if strings.Count(a.text, `"success":true`) != 2 || len(all) != 2 || all[0]["Note__c"] != nil || all[1]["Note__c"] != "done" {
		t.Fatalf("answers %s, and saved are %v", a.text, all)
	}
	if n := len(w.tasks()); n != 1 {
		t.Errorf("what the path did before it failed is undone, and there are %d tasks", n)
	}
	if faults := w.org.FlowFaults(); len(faults) != 1 || faults[0].Record != all[0]["Id"] || faults[0].Handled {
		t.Errorf("remembers %+v", faults)
	}
}

func TestAPathWaitsForItsTime(t *testing.T) {
	w := worldOf(t, automated(t, "Later"))
	id := w.seed("Thing__c", map[string]any{"Word__c": "wait", "At__c": w.at(time.Hour)})
	note := func() any { w.org.RunDue(); return w.thing(id)["Note__c"] }
	w.clock.pass(70*time.Minute - 2*time.Second)
	if got := note(); got != "committed wait" {
		t.Errorf("before its time it is %v", got)
	}
	w.clock.pass(2 * time.Second)
	if got := note(); got != "over" {
		t.Errorf("then it is %v", got)
	}
	w.edit("Thing__c", id, map[string]any{"Note__c": nil})
	w.clock.pass(time.Hour)
	if got := note(); got != nil {
		t.Errorf("it ran twice: %v", got)
	}
}

func TestAPathThatWaits(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*world, string)
		at     time.Duration // when it runs, 0 for never
	}{
		"for a time that changes":                       {func(w *world, id string) { w.edit("Thing__c", id, map[string]any{"At__c": w.at(2 * time.Hour)}) }, 130 * time.Minute},
		"for a time that is taken away":                 {func(w *world, id string) { w.edit("Thing__c", id, map[string]any{"At__c": nil}) }, 0},
		"of a record that meets the conditions no more": {func(w *world, id string) { w.edit("Thing__c", id, map[string]any{"Word__c": "no"}) }, 0},
		"of a record whose change is undone": {func(w *world, id string) {
			w.compose(true, sub{"PATCH", data + "/sobjects/Thing__c/" + id, "one", map[string]any{"Word__c": "no"}},
				sub{"POST", data + "/sobjects/Thing__c", "bad", map[string]any{"Size__c": 1e9}})
		}, 70 * time.Minute},
		"of a record that changes otherwise": {func(w *world, id string) { w.edit("Thing__c", id, map[string]any{"Size__c": 2}) }, 70 * time.Minute},
		"of a record that is deleted": {func(w *world, id string) {
			if err := w.org.Delete("Thing__c", id); err != nil {
				w.Fatal(err)
			}
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := worldOf(t, automated(t, "Later"))
			id := w.seed("Thing__c", map[string]any{"Word__c": "wait", "At__c": w.at(time.Hour)})
			tt.change(w, id)
			begun := w.clock.Now()
			var ran time.Duration
			w.org.Watch(func(_, after salesforcetest.Record) {
				if after["Note__c"] == "over" {
					ran = w.clock.Now().Sub(begun)
				}
			})
			for range 200 {
				w.clock.pass(time.Minute)
				w.org.RunDue()
			}
			if ran != tt.at {
				t.Errorf("ran after %v, want %v", ran, tt.at)
			}
		})
	}
}

func TestAPathWhoseTimeHasPassedRunsAtOnce(t *testing.T) {
	w := worldOf(t, automated(t, "Later"))
	id := w.seed("Thing__c", map[string]any{"Word__c": "wait", "At__c": w.at(-time.Hour)})
	if r := w.thing(id); r["Note__c"] != "over" {
		t.Errorf("holds %v", r)
	}
}
