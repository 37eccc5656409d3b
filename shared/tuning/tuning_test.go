package tuning_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/names"
	"tieline/shared/tuning"
)

func TestEveryDeclarationIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range tuning.All() {
		if seen[d.Name] {
			t.Errorf("%s is declared twice", d.Name)
		}
		seen[d.Name] = true
		if err := d.Check(d.Text); err != nil {
			t.Errorf("the default %q is not allowed: %v", d.Text, err)
		}
		area, name, _ := strings.Cut(d.Name, "/")
		if area == "" || name == "" || strings.Contains(name, "/") {
			t.Errorf("%s is not area/name", d.Name)
		}
		if d.Meaning == "" || d.Pattern == "" || len(d.Readers) == 0 || (d.Unit == "") != (d.Form != "") {
			t.Errorf("%s has no meaning, no pattern or no reader, or not one of unit and form", d.Name)
		}
		if d.PerQueue && area != "sla" {
			t.Errorf("%s is of no queue", d.Name)
		}
		for _, r := range d.Readers {
			if !slices.Contains(names.Functions, r) && commands[r] == "" {
				t.Errorf("%s is read by %s, which is neither a function nor a command", d.Name, r)
			}
		}
	}
	if len(seen) == 0 {
		t.Error("nothing is declared")
	}
}

// Parameter Store keeps a description and a pattern of at most 1,024 characters (API
// reference, PutParameter).
func TestADeclarationFitsIntoParameterStore(t *testing.T) {
	for _, d := range tuning.All() {
		if len(d.Meaning) > 1024 || len("^("+d.Pattern+")$") > 1024 {
			t.Errorf("%s: a meaning of %d and a pattern of %d characters", d.Name, len(d.Meaning), len(d.Pattern))
		}
	}
}

func TestADefaultHasItsType(t *testing.T) {
	if got := tuning.ScreenPopBudget.Default; got != 1500*time.Millisecond {
		t.Errorf("budget %s", got)
	}
	if got := tuning.WriterBackoff.Default; got != 10*time.Second {
		t.Errorf("backoff %s", got)
	}
	if got := tuning.ScreenPopObjects.Default; !slices.Equal(got, []string{"Contact", "Lead", "Account"}) {
		t.Errorf("objects %v", got)
	}
	if got := tuning.ReconcilerRings.Default; got != 2000 {
		t.Errorf("rings %d", got)
	}
}

func TestASnapshotOverridesOnlyWithWhatIsAllowed(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"800":    800 * time.Millisecond,
		"499":    1500 * time.Millisecond, // below its range
		"6001":   1500 * time.Millisecond, // above it
		"":       1500 * time.Millisecond,
		"1s":     1500 * time.Millisecond,
		"-800":   1500 * time.Millisecond,
		"800\n":  1500 * time.Millisecond,
		"0x0800": 1500 * time.Millisecond,
	} {
		if got := tuning.ScreenPopBudget.In(tuning.Snapshot{"screen-pop/budget": text}); got != want {
			t.Errorf("budget %q reads as %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"Lead":         "Lead",
		"Lead,Contact": "Lead,Contact",
		"Lead,Lead":    "Contact,Lead,Account",
		"Case":         "Contact,Lead,Account",
	} {
		got := tuning.ScreenPopObjects.In(tuning.Snapshot{"screen-pop/objects": text})
		if strings.Join(got, ",") != want {
			t.Errorf("objects %q read as %v, want %s", text, got, want)
		}
	}
	if got := tuning.ScreenPopDefaultRegion.In(nil); got != "US" {
		t.Errorf("without a snapshot the region is %q", got)
	}
}
