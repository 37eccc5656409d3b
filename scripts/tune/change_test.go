package tune

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"tieline/shared/fault"
	"tieline/shared/tuning"
)

func TestWhatCannotHoldIsNotSet(t *testing.T) {
	odd := []tuning.Override{set("sla/window", "1"), set("no/such", "1")} // wrong before, and no business of anybody's
	for name, tt := range map[string]struct {
		name, queue, text string
		kind              fault.Kind
		says              string
	}{
		"too much":                 {"sla/target", "", "101", fault.Invalid, `sla/target cannot be "101": it takes a whole number from 1 to 100 (%)`},
		"too little":               {"sla/target", "", "0", fault.Invalid, "from 1 to 100 (%)"},
		"with a unit":              {"sla/threshold", "", "20s", fault.Invalid, `sla/threshold cannot be "20s": it takes a whole number from 1 to 86400 (s)`},
		"for a queue":              {"sla/target", sales, "101", fault.Invalid, ofQueue(sales, "target") + ` cannot be "101"`},
		"longer than two hours":    {"sla/window", "", "86401", fault.Invalid, "from 60 to 7200 (s)"},
		"a word that is none":      {"sla/variant", "", "best", fault.Invalid, "it takes connect, ignore-abandons, abandons-negative or abandons-positive"},
		"nothing":                  {"screen-pop/regions", "", "", fault.Invalid, `keeps no empty value: "tune reset" goes back to what holds without it`},
		"not for one queue":        {"sla/variant", sales, "connect", fault.Invalid, "sla/variant is set for all queues, never for one"},
		"of another area":          {"screen-pop/budget", sales, "900", fault.Invalid, "screen-pop/budget is set for all queues, never for one"},
		"no queue's id":            {"sla/target", "Sales", "85", fault.Invalid, "want the id of a queue"},
		"no such parameter":        {"sla/tresold", "", "20", fault.NotFound, `there is no parameter "sla/tresold": did you mean sla/threshold?`},
		"no area":                  {"target", "", "20", fault.NotFound, "did you mean sla/target?"},
		"more of less":             {"sla/breach-minutes", "", "6", fault.Invalid, "sla/breach-minutes stays as it is: sla/breach-minutes: want a whole number from 1 to 60 (minutes), digits only, and at most what sla/breach-of is"},
		"more of less, of a queue": {"sla/breach-minutes", sales, "6", fault.Invalid, "at most what sla/breach-of is"},
		"less of more":             {"sla/breach-of", "", "2", fault.Invalid, "at least what sla/breach-minutes is"},
		"control characters":       {"sla/target", "", "8\x1b[2J0", fault.Invalid, `"8\x1b[2J0"`},
	} {
		c, err := Stage{Overrides: odd}.Set(tt.name, tt.queue, tt.text)
		if fault.KindOf(err) != tt.kind || err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, planned %+v", name, err, c)
		}
	}
}

func TestASetForAllMustFitWhatQueuesHave(t *testing.T) {
	s := Stage{Overrides: []tuning.Override{set(ofQueue(sales, "breach-minutes"), "5")}}
	if _, err := s.Set("sla/breach-of", "", "4"); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), ofQueue(sales, "breach-minutes")) {
		t.Error(err)
	}
	if _, err := s.Set("sla/breach-of", "", "6"); err != nil {
		t.Error(err)
	}
}

func TestASetShowsWhatHeldAndWhatWill(t *testing.T) {
	s := Stage{Overrides: []tuning.Override{set("sla/target", "85"), set(ofQueue(sales, "target"), "101")}, InForce: tuning.Snapshot{"sla/target": "85"}}
	for name, tt := range map[string]struct {
		queue, text string
		was         string
		version     int64
		same        bool
	}{
		"changed":               {"", "90", "85", 3, false},
		"the same":              {"", "85", "85", 3, true},
		"a bad one is mended":   {sales, "95", "85", 3, false},
		"the first of a queue":  {service, "95", "85", 0, false},
		"the same, for a queue": {service, "85", "85", 0, false}, // which pins it
	} {
		c, err := s.Set("sla/target", tt.queue, tt.text)
		if err != nil || c.Value != tt.was || c.Will != tt.text || c.Text != tt.text || c.Override.Version != tt.version || c.Same != tt.same || c.Key != Key(c.Declaration, tt.queue) {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
}

func TestAResetGoesBack(t *testing.T) {
	s := Stage{
		Overrides: []tuning.Override{set("sla/target", "85"), set(ofQueue(sales, "target"), "95"), set("sla/breach-of", "9"), set("sla/breach-minutes", "8"), set("sla/tresold", "1")},
		InForce:   tuning.Snapshot{"sla/target": "85", ofQueue(sales, "target"): "95", "sla/breach-of": "9", "sla/breach-minutes": "8"},
	}
	for name, tt := range map[string]struct {
		name, queue string
		will        string
		same        bool
		kind        fault.Kind
		says        string
	}{
		"to the default":         {"sla/target", "", "80", false, "", ""},
		"of a queue, to all's":   {"sla/target", sales, "85", false, "", ""},
		"of what nobody set":     {"sla/window", "", "900", true, "", ""},
		"of a queue without one": {"sla/target", service, "85", true, "", ""},
		"of no parameter":        {"sla/tresold", "", "", false, "", ""},
		"of nothing":             {"sla/tresolt", "", "", false, fault.NotFound, "did you mean sla/threshold?"},
		"to a contradiction":     {"sla/breach-of", "", "5", false, fault.Invalid, "sla/breach-of stays as it is: sla/breach-minutes: want"},
	} {
		c, err := s.Reset(tt.name, tt.queue)
		if fault.KindOf(err) != tt.kind || c.Same != tt.same || c.Will != tt.will || c.Text != "" || err != nil && !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
}

// store notes what is asked of it.
type store struct {
	asked []string
	err   error
}

func (s *store) List(context.Context) ([]tuning.Override, error) { return nil, s.err }

func (s *store) Put(_ context.Context, d tuning.Declaration, name, value string) error {
	s.asked = append(s.asked, "put "+d.Name+" as "+name+" = "+value)
	return s.err
}

func (s *store) Delete(_ context.Context, name string) error {
	s.asked = append(s.asked, "delete "+name)
	return s.err
}

func TestAChangeIsMadeOnce(t *testing.T) {
	stage := Stage{Overrides: []tuning.Override{set("sla/target", "85"), set("no/such", "1")}}
	gone, down := fault.Errorf(fault.NotFound, "gone"), fault.Errorf(fault.Unavailable, "down")
	for name, tt := range map[string]struct {
		plan  func() (Change, error)
		fails error
		asked []string
		want  error
	}{
		"a value is put":                            {func() (Change, error) { return stage.Set("sla/target", sales, "90") }, nil, []string{"put sla/target as " + ofQueue(sales, "target") + " = 90"}, nil},
		"what is there already is not":              {func() (Change, error) { return stage.Set("sla/target", "", "85") }, down, nil, nil},
		"a failure is told":                         {func() (Change, error) { return stage.Set("sla/target", "", "90") }, down, []string{"put sla/target as sla/target = 90"}, down},
		"that none is there when it is put, is one": {func() (Change, error) { return stage.Set("sla/target", "", "90") }, gone, []string{"put sla/target as sla/target = 90"}, gone},
		"a reset deletes":                           {func() (Change, error) { return stage.Reset("sla/target", "") }, nil, []string{"delete sla/target"}, nil},
		"somebody else was faster":                  {func() (Change, error) { return stage.Reset("sla/target", "") }, gone, []string{"delete sla/target"}, nil},
		"a delete that fails is told":               {func() (Change, error) { return stage.Reset("no/such", "") }, down, []string{"delete no/such"}, down},
		"nothing to reset, nothing done":            {func() (Change, error) { return stage.Reset("sla/window", "") }, down, nil, nil},
	} {
		c, err := tt.plan()
		if err != nil {
			t.Fatal(err)
		}
		in := &store{err: tt.fails}
		if err := c.Do(t.Context(), in); !errors.Is(err, tt.want) || !slices.Equal(in.asked, tt.asked) {
			t.Errorf("%s: %v, asked %q", name, err, in.asked)
		}
	}
}

func TestANameForAQueueIsTakenApart(t *testing.T) {
	for key, want := range map[string][2]string{
		"sla/target":              {"sla/target", ""},
		ofQueue(sales, "target"):  {"sla/target", sales},
		"sla/queue/target":        {"sla/queue/target", ""},
		"sla/queue//target":       {"sla/queue//target", ""},
		"screen-pop/queue/x/pace": {"screen-pop/queue/x/pace", ""},
	} {
		if name, queue := Split(key); name != want[0] || queue != want[1] {
			t.Errorf("%s is %s of %q", key, name, queue)
		}
	}
	for _, d := range tuning.All() {
		if name, queue := Split(Key(d, "")); name != d.Name || queue != "" {
			t.Errorf("%s is %s of %q", d.Name, name, queue)
		}
		if name, queue := Split(Key(d, sales)); d.PerQueue && (name != d.Name || queue != sales) {
			t.Errorf("%s of a queue is %s of %q", d.Name, name, queue)
		}
	}
}
