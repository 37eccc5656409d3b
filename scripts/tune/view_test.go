package tune

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tieline/shared/fault"
	"tieline/shared/tuning"
)

const (
	sales   = "aaaaaaaa-1111-4111-8111-111111111111"
	service = "bbbbbbbb-2222-4222-8222-222222222222"
)

// set is an override, of the third version.
func set(name, text string) tuning.Override {
	return tuning.Override{Name: name, Text: text, Version: 3}
}

// ofQueue is the name of a queue's override.
func ofQueue(queue, last string) string { return "sla/queue/" + queue + "/" + last }

func find(t *testing.T, v View, name, queue string) Row {
	t.Helper()
	for _, r := range v.Rows {
		if r.Name == name && r.Queue == queue {
			return r
		}
	}
	t.Fatalf("no row of %s %s", name, queue)
	return Row{}
}

func TestARowSaysWhatHoldsAndWhereItComesFrom(t *testing.T) {
	for name, tt := range map[string]struct {
		stage         Stage
		of            string
		value, origin string
		next, says    string
	}{
		"nobody set it":           {Stage{}, "sla/target", "80", "default", "", ""},
		"set, and in force":       {Stage{Overrides: []tuning.Override{set("sla/target", "85")}, InForce: tuning.Snapshot{"sla/target": "85"}}, "sla/target", "85", "override", "", ""},
		"set to the default":      {Stage{Overrides: []tuning.Override{set("sla/target", "80")}}, "sla/target", "80", "override", "", ""},
		"set, not yet in force":   {Stage{Overrides: []tuning.Override{set("sla/target", "85")}}, "sla/target", "80", "pending", "85", ""},
		"changed, not in force":   {Stage{Overrides: []tuning.Override{set("sla/target", "90")}, InForce: tuning.Snapshot{"sla/target": "85"}}, "sla/target", "85", "pending", "90", ""},
		"reset, not in force":     {Stage{InForce: tuning.Snapshot{"sla/target": "85"}}, "sla/target", "85", "pending", "80", ""},
		"bad":                     {Stage{Overrides: []tuning.Override{set("sla/target", "101")}}, "sla/target", "80", "rejected", "", "from 1 to 100"},
		"bad, after a good one":   {Stage{Overrides: []tuning.Override{set("sla/target", "0")}, InForce: tuning.Snapshot{"sla/target": "85"}}, "sla/target", "85", "rejected", "", "from 1 to 100"},
		"it contradicts another":  {Stage{Overrides: []tuning.Override{set("sla/breach-minutes", "6")}}, "sla/breach-minutes", "3", "rejected", "", "at most what sla/breach-of is"},
		"what is in force is bad": {Stage{InForce: tuning.Snapshot{"sla/target": "500"}}, "sla/target", "80", "default", "", ""},
		"nobody may see, and set": {Stage{Overrides: []tuning.Override{set("sla/target", "85")}, Blind: true}, "sla/target", "85", "override", "", ""},
		"nobody may see, and bad": {Stage{Overrides: []tuning.Override{set("sla/target", "x")}, Blind: true}, "sla/target", "80", "rejected", "", "from 1 to 100"},
	} {
		r := find(t, tt.stage.View(), tt.of, "")
		if r.Value != tt.value || string(r.Origin) != tt.origin || r.Next != tt.next || r.Without != r.Text || !strings.Contains(r.Sentence, tt.says) || (r.Sentence == "") != (tt.says == "") {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestAQueuesOwnValueStandsBelowThatOfAll(t *testing.T) {
	s := Stage{
		Overrides: []tuning.Override{
			set("sla/target", "85"), set(ofQueue(service, "target"), "90"), set(ofQueue(sales, "target"), "95"),
			set(ofQueue("no-id", "target"), "70"), set(ofQueue(sales, "threshold"), "0"),
		},
		InForce: tuning.Snapshot{"sla/target": "85", ofQueue(service, "target"): "90", ofQueue(service, "breach-of"): "7"},
		Queues:  Queues{sales: "Sales", service: "Service"},
	}
	v := s.View()
	for _, tt := range []struct{ name, queue, value, without, origin string }{
		{"sla/target", "", "85", "80", "override"},
		{"sla/target", "no-id", "85", "85", "rejected"},
		{"sla/target", sales, "85", "85", "pending"},
		{"sla/target", service, "90", "85", "override"},
		{"sla/threshold", sales, "20", "20", "rejected"},
		{"sla/breach-of", service, "7", "5", "pending"}, // it was reset
	} {
		if r := find(t, v, tt.name, tt.queue); r.Value != tt.value || r.Without != tt.without || string(r.Origin) != tt.origin {
			t.Errorf("%s of %q: %+v", tt.name, tt.queue, r)
		}
	}
	if r := s.look().row(tuning.SLAThreshold.Declaration, service); r.Origin != Default {
		t.Errorf("a queue without an override: %+v", r)
	}
	s.Overrides = append(s.Overrides, set("sla/window", "1800"))
	if r := s.look().row(tuning.SLAWindow.Declaration, service); r.Origin != Default || r.Value != "900" {
		t.Errorf("a queue without an override, when that of all is to change: %+v", r)
	}
	var order []string
	for _, r := range v.Rows {
		if r.Name == "sla/target" {
			order = append(order, r.Queue)
		}
	}
	if !slices.Equal(order, []string{"", "no-id", sales, service}) {
		t.Errorf("the rows of the target are of %q", order)
	}
}

func TestAnOverrideOfNoParameterDoesNothing(t *testing.T) {
	s := Stage{Overrides: []tuning.Override{set("sla/tresold", "30"), set(ofQueue(sales, "variant"), "connect"), set("sla/target", "x")}}
	v := s.View()
	if len(v.Strays) != 2 || v.Strays[0].Name != ofQueue(sales, "variant") || !strings.Contains(v.Strays[1].Sentence, "sla/threshold") {
		t.Errorf("strays are %+v", v.Strays)
	}
}

func TestAPartOfAView(t *testing.T) {
	s := Stage{Overrides: []tuning.Override{set("sla/target", "85"), set("screen-pop/budget", "1"), set("no/such", "1")}}
	all, _ := s.View().Of("", false)
	if len(all.Rows) != len(tuning.All()) || len(all.Strays) != 1 {
		t.Errorf("all: %d rows, %d strays", len(all.Rows), len(all.Strays))
	}
	changed, _ := s.View().Of("", true)
	if len(changed.Rows) != 2 || changed.Rows[0].Name != "screen-pop/budget" || changed.Rows[1].Name != "sla/target" {
		t.Errorf("changed: %+v", changed.Rows)
	}
	one, _ := s.View().Of("sla", true)
	if len(one.Rows) != 1 || one.Rows[0].Name != "sla/target" || len(one.Strays) != 0 {
		t.Errorf("changed in sla: %+v", one)
	}
	if _, err := s.View().Of("slas", false); fault.KindOf(err) != fault.NotFound || !strings.Contains(err.Error(), `no area "slas"`) || !strings.Contains(err.Error(), "screen-pop, sla, wrap-up") {
		t.Error(err)
	}
}

// TestAValueIsAsFunctionsReadIt holds the text that people see against the number
// that functions get, whatever is in a snapshot.
func TestAValueIsAsFunctionsReadIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom([]string{"", "0", "1", "55", "100", "101", "80 ", "x"})
		s := tuning.Snapshot{}
		for _, key := range []string{"sla/target", ofQueue(sales, "target"), ofQueue(service, "target")} {
			if rapid.Bool().Draw(t, "set") {
				s[key] = text.Draw(t, key)
			}
		}
		for _, queue := range []string{"", sales, service} {
			if shown, read := value(s, tuning.SLATarget.Declaration, queue), tuning.SLATarget.For(s, queue); shown != strconv.Itoa(read) {
				t.Fatalf("of %q people see %s and functions read %d", queue, shown, read)
			}
		}
	})
}
