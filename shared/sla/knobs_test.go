package sla_test

import (
	"testing"
	"time"

	"tieline/shared/sla"
)

// Two minutes were bad, then two were good, of three that must be of the last
// five; then an admin turns a knob, and another minute passes.
func TestAdminsTurnKnobsBetweenMinutes(t *testing.T) {
	for _, tt := range []struct {
		name   string
		turn   func(*sla.Policy)
		within int // of ten
		open   bool
	}{
		{"nothing is turned, and it is bad", func(*sla.Policy) {}, 7, true},
		{"nothing is turned, and it is good", func(*sla.Policy) {}, 8, false},
		{"fewer bad minutes are enough, but this one is good", func(p *sla.Policy) { p.Bad = 2 }, 8, false},
		{"fewer minutes count", func(p *sla.Policy) { p.Of = 4 }, 7, false},
		{"this minute alone counts", func(p *sla.Policy) { p.Bad, p.Of = 1, 1 }, 7, true},
		{"more minutes count", func(p *sla.Policy) { p.Of = 60 }, 7, true},
		{"more must be bad than count", func(p *sla.Policy) { p.Bad, p.Of = 9, 5 }, 7, false},
		{"more must be bad than count, and all are", func(p *sla.Policy) { p.Bad, p.Of = 9, 1 }, 7, true},
		{"none need be bad, but this one is good", func(p *sla.Policy) { p.Bad = 0 }, 8, false},
		{"the target is lowered", func(p *sla.Policy) { p.Target = 70 }, 7, false},
		{"the target is raised", func(p *sla.Policy) { p.Target = 90 }, 8, true},
		{"more contacts are needed", func(p *sla.Policy) { p.Minimum = 11 }, 7, false},
	} {
		p := policy
		w, _ := follow(sla.Watch{}, p, 0, minute(0), minute(0), minute(8), minute(8))
		tt.turn(&p)
		if w, told := follow(w, p, 4, minute(tt.within)); (w.Open != nil) != tt.open || len(told) > 0 != tt.open {
			t.Errorf("%s: %+v, %+v", tt.name, w, told)
		}
	}
}

func TestABreachKeepsTheTargetItWasOpenedWith(t *testing.T) {
	w, _ := follow(sla.Watch{}, policy, 0, minute(0), minute(0), minute(0))
	p := policy
	p.Target, p.Threshold, p.Bad, p.Of = 10, time.Minute, 1, 1
	w, told := follow(w, p, 3, minute(5))
	if w.Open != nil || len(told) != 1 || told[0].Target != 80 || told[0].Threshold != 20*time.Second {
		t.Errorf("%+v, %+v", w, told)
	}
}
