package tuning_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tieline/shared/tuning"
)

// set are overrides, in an order of chance.
func set(s tuning.Snapshot) (all []tuning.Override) {
	for name, text := range s {
		all = append(all, tuning.Override{Name: name, Text: text})
	}
	return all
}

// named are the names of what is rejected, in their order.
func named(rejected []tuning.Rejected) (all []string) {
	for _, r := range rejected {
		all = append(all, r.Name)
	}
	return all
}

func TestWhatIsRightIsInForceAndOfWhatIsWrongTheLastGoodValue(t *testing.T) {
	for name, tt := range map[string]struct{ set, last, want, rejected tuning.Snapshot }{
		"nothing is set":                   {},
		"what is set is in force":          {set: tuning.Snapshot{"sla/target": "90", of(sales, "target"): "95"}, want: tuning.Snapshot{"sla/target": "90", of(sales, "target"): "95"}},
		"a changed value follows":          {set: tuning.Snapshot{"sla/target": "91"}, last: tuning.Snapshot{"sla/target": "90"}, want: tuning.Snapshot{"sla/target": "91"}},
		"what is deleted is reset":         {last: tuning.Snapshot{"sla/target": "90", of(sales, "target"): "95"}},
		"one like the default is kept":     {set: tuning.Snapshot{"sla/target": "80"}, want: tuning.Snapshot{"sla/target": "80"}},
		"a bad one was good before":        {set: tuning.Snapshot{"sla/target": "0"}, last: tuning.Snapshot{"sla/target": "90"}, want: tuning.Snapshot{"sla/target": "90"}, rejected: tuning.Snapshot{"sla/target": "1 to 100 (%)"}},
		"a bad one was never good":         {set: tuning.Snapshot{"sla/target": "101"}, rejected: tuning.Snapshot{"sla/target": "1 to 100 (%)"}},
		"the last is not allowed any more": {set: tuning.Snapshot{"sla/target": "101"}, last: tuning.Snapshot{"sla/target": "120"}, rejected: tuning.Snapshot{"sla/target": "1 to 100 (%)"}},
		"a bad one for a queue":            {set: tuning.Snapshot{of(sales, "threshold"): "20s", "sla/threshold": "30"}, last: tuning.Snapshot{of(sales, "threshold"): "25"}, want: tuning.Snapshot{of(sales, "threshold"): "25", "sla/threshold": "30"}, rejected: tuning.Snapshot{of(sales, "threshold"): "1 to 86400 (s)"}},
		"no such parameter":                {set: tuning.Snapshot{"sla/treshold": "30"}, last: tuning.Snapshot{"sla/treshold": "30"}, rejected: tuning.Snapshot{"sla/treshold": "the nearest is sla/threshold"}},
		"no such queue":                    {set: tuning.Snapshot{of("sales", "target"): "90", "sla/target": "85"}, want: tuning.Snapshot{"sla/target": "85"}, rejected: tuning.Snapshot{of("sales", "target"): "want the id of a queue"}},
	} {
		now, rejected := tuning.Compile(set(tt.set), tt.last)
		if !maps.Equal(now, tt.want) || !slices.Equal(named(rejected), slices.Sorted(maps.Keys(tt.rejected))) {
			t.Errorf("%s: in force %v, want %v; rejected %v", name, now, tt.want, rejected)
		}
		for _, r := range rejected {
			if !strings.HasPrefix(r.Sentence, r.Name+": ") || !strings.Contains(r.Sentence, tt.rejected[r.Name]) {
				t.Errorf("%s: %s: %q, want %q in it", name, r.Name, r.Sentence, tt.rejected[r.Name])
			}
		}
	}
}

func TestAContradictionLeavesBothAsTheyWere(t *testing.T) {
	const bad, among = "sla/breach-minutes", "sla/breach-of"
	for name, tt := range map[string]struct {
		set, last, want tuning.Snapshot
		rejected        []string
	}{
		"wrap-ups missed after the window": {set: tuning.Snapshot{"sla/wrap-up-after": "7200"}, rejected: []string{"sla/wrap-up-after"}},
		"none":                             {set: tuning.Snapshot{bad: "5"}, want: tuning.Snapshot{bad: "5"}},
		"one against a default":            {set: tuning.Snapshot{bad: "6"}, rejected: []string{bad}},
		"the other against a default":      {set: tuning.Snapshot{among: "2"}, rejected: []string{among}},
		"both":                             {set: tuning.Snapshot{bad: "9", among: "8"}, last: tuning.Snapshot{bad: "2", among: "4"}, want: tuning.Snapshot{bad: "2", among: "4"}, rejected: []string{bad, among}},
		"both, of which one was there":     {set: tuning.Snapshot{bad: "4", among: "3"}, last: tuning.Snapshot{bad: "4"}, want: tuning.Snapshot{bad: "4"}, rejected: []string{bad, among}},
		"a queue's against a default":      {set: tuning.Snapshot{of(sales, "breach-of"): "2"}, rejected: []string{of(sales, "breach-of")}},
		"a queue's own":                    {set: tuning.Snapshot{of(sales, "breach-of"): "9", of(sales, "breach-minutes"): "10"}, rejected: []string{of(sales, "breach-minutes"), of(sales, "breach-of")}},
		"a queue's against that of all":    {set: tuning.Snapshot{bad: "5", of(sales, "breach-of"): "4"}, rejected: []string{bad, of(sales, "breach-of")}},
		"that of all against a queue's":    {set: tuning.Snapshot{bad: "5", of(sales, "breach-of"): "4"}, last: tuning.Snapshot{of(sales, "breach-of"): "4"}, want: tuning.Snapshot{of(sales, "breach-of"): "4"}, rejected: []string{bad, of(sales, "breach-of")}},
		"a queue's with its own":           {set: tuning.Snapshot{bad: "5", of(sales, "breach-of"): "4", of(sales, "breach-minutes"): "4"}, want: tuning.Snapshot{bad: "5", of(sales, "breach-of"): "4", of(sales, "breach-minutes"): "4"}},
		"one queue's, and another is well": {set: tuning.Snapshot{of(sales, "breach-of"): "1", of(support, "breach-of"): "30"}, want: tuning.Snapshot{of(support, "breach-of"): "30"}, rejected: []string{of(sales, "breach-of")}},
		"what held it up was deleted":      {set: tuning.Snapshot{bad: "8"}, last: tuning.Snapshot{bad: "8", among: "10"}, rejected: []string{bad}},
		"one falls after another":          {set: tuning.Snapshot{bad: "8", among: "10", of(sales, "breach-minutes"): "11"}, rejected: []string{bad, among, of(sales, "breach-minutes")}},
		"a last value that is wrong by now pulls no other down": {set: tuning.Snapshot{of(sales, "breach-minutes"): "61", of(sales, "breach-of"): "3"}, last: tuning.Snapshot{among: "6", of(sales, "breach-minutes"): "6"}, want: tuning.Snapshot{of(sales, "breach-of"): "3"}, rejected: []string{of(sales, "breach-minutes")}},
		"a bad one's last value":                                {set: tuning.Snapshot{bad: "many", among: "3"}, last: tuning.Snapshot{bad: "4"}, want: tuning.Snapshot{bad: "4"}, rejected: []string{bad, among}},
	} {
		now, rejected := tuning.Compile(set(tt.set), tt.last)
		if !maps.Equal(now, tt.want) || !slices.Equal(named(rejected), tt.rejected) {
			t.Errorf("%s: in force %v, want %v; rejected %v", name, now, tt.want, rejected)
		}
	}
}

func TestAContradictionNamesBothAndTheRange(t *testing.T) {
	_, rejected := tuning.Compile(set(tuning.Snapshot{"sla/breach-minutes": "5", of(sales, "breach-of"): "4"}), nil)
	want := []tuning.Rejected{
		{Name: "sla/breach-minutes", Sentence: "sla/breach-minutes: want a whole number from 1 to 60 (minutes), digits only, and at most what " + of(sales, "breach-of") + " is"},
		{Name: of(sales, "breach-of"), Sentence: of(sales, "breach-of") + ": want a whole number from 1 to 60 (minutes), digits only, and at least what sla/breach-minutes is"},
	}
	if !slices.Equal(rejected, want) {
		t.Errorf("rejected %v, want %v", rejected, want)
	}
}

func TestOfAHundredOverridesOneIsBad(t *testing.T) {
	all, want := tuning.Snapshot{}, tuning.Snapshot{}
	for n := range 100 {
		name := of(fmt.Sprintf("aaaaaaaa-0000-4000-8000-%012d", n), "target")
		all[name], want[name] = strconv.Itoa(1+n), strconv.Itoa(1+n)
	}
	bad := of("aaaaaaaa-0000-4000-8000-000000000050", "target")
	all[bad], want[bad] = "101", "77"
	now, rejected := tuning.Compile(set(all), tuning.Snapshot{bad: "77"})
	if !maps.Equal(now, want) || !slices.Equal(named(rejected), []string{bad}) {
		t.Errorf("%d in force, rejected %v", len(now), rejected)
	}
}

func TestAHundredBadOverridesAreAllNamed(t *testing.T) {
	all := tuning.Snapshot{"sla/target": "70"}
	for n := range 100 {
		all[of(fmt.Sprintf("aaaaaaaa-0000-4000-8000-%012d", n), "breach-of")] = "2"
	}
	now, rejected := tuning.Compile(set(all), nil)
	if len(rejected) != 100 || !maps.Equal(now, tuning.Snapshot{"sla/target": "70"}) {
		t.Errorf("rejected %d, in force %v", len(rejected), now)
	}
}
