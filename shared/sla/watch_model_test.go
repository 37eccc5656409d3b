package sla_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"tieline/shared/sla"
)

// model is a Watch that forgets nothing and computes all anew.
type model struct {
	bad   map[int]bool // by minute
	open  bool
	worst float64
	hurt  int
}

// next tells what is to be told of a minute: "", "opened" or "recovered".
func (m *model) next(now, target, bad, of, minimum int, isOpen bool, f sla.Figures) string {
	judged := isOpen && f.Offered > 0 && f.Offered >= minimum
	m.bad[now] = judged && 100*f.Within < target*f.Offered
	bads := 0
	for n := range min(max(of, 1), 64) {
		if m.bad[now-n] {
			bads++
		}
	}
	enough := bads >= min(max(bad, 1), min(max(of, 1), 64))
	level := 0.0
	if judged {
		level = float64(100*f.Within) / float64(f.Offered)
	}
	switch {
	case !m.open && m.bad[now] && enough:
		m.open, m.worst, m.hurt = true, level, f.Offered-f.Within
		return "opened"
	case m.open:
		if judged && level < m.worst {
			m.worst = level
		}
		m.hurt += f.MissedLately
		if !enough {
			m.open = false
			return "recovered"
		}
	}
	return ""
}

// TestNextIsThePlainModel lets minutes pass and be skipped while admins turn
// every knob, and keeps the watch as JSON between them.
func TestNextIsThePlainModel(t *testing.T) {
	never, err := sla.ParseHours("Mon 00:00-00:01 Pacific/Kiritimati")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		w, m, now := sla.Watch{}, model{bad: map[int]bool{}}, 0
		p, isOpen := policy, true
		steady := rapid.Bool().Draw(t, "steady")
		for n := range rapid.IntRange(1, 90).Draw(t, "minutes") {
			if n == 0 || !steady && rapid.IntRange(0, 9).Draw(t, "tune") == 0 {
				p.Bad, p.Of = rapid.IntRange(0, 6).Draw(t, "bad"), rapid.SampledFrom([]int{0, 1, 2, 5, 30, 60, 64, 99}).Draw(t, "of")
				p.Target, p.Minimum = float64(rapid.SampledFrom([]int{1, 50, 80, 100}).Draw(t, "target")), rapid.IntRange(0, 5).Draw(t, "minimum")
				isOpen = rapid.IntRange(0, 3).Draw(t, "closed") > 0
				p.Hours = map[bool]sla.Hours{false: never}[isOpen]
			}
			offered := rapid.IntRange(0, 10).Draw(t, "offered")
			within := rapid.IntRange(0, offered).Draw(t, "within")
			f := sla.Figures{Offered: offered, Within: within, Overdue: rapid.IntRange(0, offered-within).Draw(t, "overdue")}
			f.MissedLately = rapid.IntRange(0, offered-within).Draw(t, "lately")
			now += rapid.SampledFrom([]int{1, 1, 1, 1, 1, 2, 7, 63, 64, 200}).Draw(t, "later")
			want := m.next(now, int(p.Target), p.Bad, p.Of, p.Minimum, isOpen, f)
			next, told := kept(t, w).Next("q1", at(float64(60*now)), p, f)
			held(t, next, told, m, want, now)
			w = next
		}
	})
}

// kept is the watch as it comes back from where it is kept.
func kept(t *rapid.T, w sla.Watch) (back sla.Watch) {
	text, err := json.Marshal(w)
	if err != nil || json.Unmarshal(text, &back) != nil || !reflect.DeepEqual(back, w) {
		t.Fatalf("%v: %s came back as %+v", err, text, back)
	}
	return back
}

// held holds what was told, and the watch, against the model.
func held(t *rapid.T, w sla.Watch, told []sla.Notice, m model, want string, now int) {
	if (w.Open != nil) != m.open || len(told) > 1 || (want == "") != (len(told) == 0) {
		t.Fatalf("minute %d: told %+v, open %+v, want %q", now, told, w.Open, want)
	}
	for _, n := range told {
		if n.Recovered != (want == "recovered") || !n.At.Equal(at(float64(60*now))) || n.ClosedAt.IsZero() == n.Recovered {
			t.Fatalf("minute %d: told %+v, want %q", now, n, want)
		}
		if n.Worst != m.worst || n.Hurt != m.hurt {
			t.Fatalf("minute %d: told %+v, want %+v", now, n, m)
		}
	}
	if w.Open != nil && (w.Open.Worst != m.worst || w.Open.Hurt != m.hurt) {
		t.Fatalf("minute %d: %+v, want %+v", now, w.Open, m)
	}
}
