package backfill

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestRateAndEndAreThoseOfThisRun(t *testing.T) {
	var clock time.Time
	var got Progress
	task := Task{Now: func() time.Time { return clock }, Show: func(p Progress) { got = p }}
	for name, tt := range map[string]struct {
		from, total, done int
		after             time.Duration
		want              Progress
	}{
		"half":                         {0, 1000, 500, 10 * time.Second, Progress{Done: 500, Total: 1000, Rate: 50, Ends: noon.Add(20 * time.Second)}},
		"gone on with":                 {400, 1000, 500, 10 * time.Second, Progress{Done: 500, Total: 1000, Rate: 10, Ends: noon.Add(60 * time.Second)}},
		"all":                          {0, 1000, 1000, 10 * time.Second, Progress{Done: 1000, Total: 1000, Rate: 100, Ends: noon.Add(10 * time.Second)}},
		"more than were counted":       {0, 1000, 1200, 10 * time.Second, Progress{Done: 1200, Total: 1200, Rate: 120, Ends: noon.Add(10 * time.Second)}},
		"nothing yet":                  {400, 1000, 400, 10 * time.Second, Progress{Done: 400, Total: 1000}},
		"nothing at all":               {0, 0, 0, 10 * time.Second, Progress{}},
		"in no time":                   {0, 1000, 500, 0, Progress{Done: 500, Total: 1000}},
		"after the clock was put back": {0, 1000, 500, -time.Hour, Progress{Done: 500, Total: 1000}},
	} {
		clock = noon
		meter := task.meter(name, tt.from, tt.total)
		if want := (Progress{Part: name, Done: tt.from, Total: max(tt.total, tt.from)}); got != want {
			t.Errorf("%s begins with %+v", name, got)
		}
		clock = noon.Add(tt.after)
		meter(tt.done)
		if tt.want.Part = name; got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}

func TestALineShowsHowFarItHasCome(t *testing.T) {
	for want, p := range map[string]Progress{
		"fill         ████████████████ 100% 0/0":                               {Part: "fill"},
		"fill         ················   0% 0/5":                               {Part: "fill", Total: 5},
		"fill         ████████████████ 100% 5/5 2.5/s":                         {Part: "fill", Done: 5, Total: 5, Rate: 2.5, Ends: noon},
		"read Lead    ███████████████·  99% 1999/2000 150/s ends Fri 12:00:00": {Part: "read Lead", Done: 1999, Total: 2000, Rate: 149.6, Ends: noon},
	} {
		if got := p.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestALineFitsANarrowTerminal(t *testing.T) {
	p := Progress{Part: "read Account", Done: 9999998, Total: 9999999, Rate: 12345.6, Ends: noon}
	if n := utf8.RuneCountInString(p.String()); n >= 80 {
		t.Errorf("%q takes %d columns", p, n)
	}
}

// shown is what a display shows of two parts, of 50 ms a step.
func shown(terminal bool, steps int) string {
	var out bytes.Buffer
	clock := noon
	d := NewDisplay(&out, terminal, func() time.Time { return clock })
	for _, part := range []string{"read Lead", "fill"} {
		for done := range steps + 1 {
			d.Show(Progress{Part: part, Done: done, Total: steps})
			clock = clock.Add(50 * time.Millisecond)
		}
		d.Show(Progress{Part: part, Done: steps, Total: steps})
	}
	d.End()
	d.End()
	return out.String()
}

func TestOnATerminalALineMovesForEachPart(t *testing.T) {
	var want strings.Builder
	for _, part := range []string{"read Lead", "fill"} {
		for _, done := range []int{0, 2, 4, 5} {
			want.WriteString("\r\x1b[K" + Progress{Part: part, Done: done, Total: 5}.String())
		}
		want.WriteString("\n")
	}
	if got := shown(true, 5); got != want.String() {
		t.Errorf("showed\n%q, want\n%q", got, want.String())
	}
}

func TestElsewhereALineIsShownNowAndThen(t *testing.T) {
	got := shown(false, 500) // 25 s each
	var numbers []string
	for l := range strings.Lines(got) {
		_, rest, _ := strings.Cut(l, "% ")
		numbers = append(numbers, strings.TrimSpace(rest))
	}
	if want := "0/500 200/500 400/500 500/500 0/500 200/500 400/500 500/500"; strings.Join(numbers, " ") != want || strings.Contains(got, "\r") {
		t.Errorf("showed %q", got)
	}
}

func TestADisplayThatWasShownNothingEndsNothing(t *testing.T) {
	var out bytes.Buffer
	NewDisplay(&out, true, time.Now).End()
	if out.Len() > 0 {
		t.Errorf("showed %q", out.String())
	}
}
