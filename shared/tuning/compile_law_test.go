package tuning_test

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tieline/shared/tuning"
)

// overridden draws what admins may have set, right or wrong, contradicting or not.
func overridden(t *rapid.T, label string) tuning.Snapshot {
	name := rapid.SampledFrom([]string{
		"sla/breach-minutes", "sla/breach-of", "sla/target", "sla/treshold", "sla/variant",
		of(sales, "breach-minutes"), of(sales, "breach-of"), of(support, "breach-minutes"), of(support, "breach-of"),
		of(sales, "target"), of(sales, "variant"), of("sales", "target"), of("sales", "breach-of"),
	})
	text := rapid.SampledFrom([]string{"1", "2", "3", "4", "5", "6", "7", "59", "60", "61", "many", ""})
	return rapid.MapOfN(name, text, 0, 13).Draw(t, label)
}

func TestLawsOfCompile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		last, _ := tuning.Compile(set(overridden(t, "set before")), nil)
		all := overridden(t, "set")
		now, rejected := tuning.Compile(set(all), last)
		for name, text := range now {
			if err := tuning.Check(name, text); err != nil {
				t.Errorf("in force against its declaration: %v", err)
			}
			if _, overridden := all[name]; !overridden {
				t.Errorf("%s is in force, and nobody has set it", name)
			}
			if text != all[name] && text != last[name] {
				t.Errorf("%s is %s, which it never was set to", name, text)
			}
		}
		for _, queue := range []string{"", sales, support} {
			if bad, among := tuning.SLABad.For(now, queue), tuning.SLAOf.For(now, queue); bad > among {
				t.Errorf("%d of %d minutes for queue %q", bad, among, queue)
			}
		}
		for name, text := range all {
			if now[name] != text && !slices.Contains(named(rejected), name) {
				t.Errorf("%s is not in force, and nobody hears of it", name)
			}
		}
		if again, too := tuning.Compile(set(all), last); !maps.Equal(again, now) || !reflect.DeepEqual(too, rejected) {
			t.Errorf("another order makes %v of it, not %v", again, now)
		}
		if next, _ := tuning.Compile(set(all), now); !maps.Equal(next, now) {
			t.Errorf("a minute later %v is in force, after %v", next, now)
		}
	})
}

// What nobody changed, and is right, must not fall because something else is wrong.
func TestGoodOverridesStandBesideBadOnes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		good := tuning.Snapshot{"sla/target": "70", of(sales, "target"): "60", "screen-pop/budget": "900"}
		all := overridden(t, "set")
		maps.Copy(all, good)
		now, _ := tuning.Compile(set(all), overridden(t, "last"))
		for name, text := range good {
			if now[name] != text {
				t.Errorf("%s is %q", name, now[name])
			}
		}
	})
}
