package tune

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"tieline/shared/tuning"
)

func TestAChangeTakesEffectByWhoReadsIt(t *testing.T) {
	for name, want := range map[string]string{
		"screen-pop/budget":   "within 90 s",
		"backfill/api-share":  "within 90 s",
		"alerts/per-hour":     "within 90 s",
		"sla/silence":         "for sla-evaluator in its next run, within two minutes",
		"sla/target":          "for sla-evaluator in its next run, within two minutes",
		"reconciler/overdue":  "for reconciler in its next run, within two minutes",
		"screen-pop/objects":  "within 90 s, for reconciler in its next run, within two minutes",
		"salesforce/failures": "within 90 s, for reconciler in its next run, within two minutes",
	} {
		if d, err := Find(name); err != nil || Effect(d) != want {
			t.Errorf("%s takes effect %s, want %s (%v)", name, Effect(d), want, err)
		}
	}
}

func TestFunctionsThatRunEachMinuteReadParameters(t *testing.T) {
	for _, f := range eachMinute {
		if !slices.ContainsFunc(tuning.All(), func(d tuning.Declaration) bool { return slices.Contains(d.Readers, f) }) {
			t.Errorf("%s reads none: is it called so still?", f)
		}
	}
}

func TestThePageSaysWhenAChangeTakesEffect(t *testing.T) {
	text, err := os.ReadFile("../../docs/parameters.md")
	if err != nil {
		t.Fatal(err)
	}
	intro, _, _ := strings.Cut(string(text), "```")
	flat := strings.Join(strings.Fields(intro), " ")
	for _, want := range append([]string{fmt.Sprintf("with them within %.0f seconds", Within.Seconds()), "in their next run, within two minutes"}, eachMinute...) {
		if !strings.Contains(flat, want) {
			t.Errorf("it does not say %q", want)
		}
	}
}
