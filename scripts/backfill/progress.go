package backfill

import (
	"fmt"
	"strings"
	"time"
)

// Progress is how far one part of a backfill has come.
type Progress struct {
	Part        string
	Done, Total int       // records, or numbers
	Rate        float64   // of them a second, in this run; 0 if nobody knows
	Ends        time.Time // if it goes on like this; zero if nobody knows
}

// meter returns what shows the progress of a part, and shows where it begins.
func (t Task) meter(part string, from, total int) func(done int) {
	began := t.Now()
	show := func(done int) {
		p := Progress{Part: part, Done: done, Total: max(total, done)}
		now := t.Now()
		if took := now.Sub(began).Seconds(); took > 0 && done > from {
			p.Rate = float64(done-from) / took
			p.Ends = now.Add(time.Duration(float64(p.Total-done) / p.Rate * float64(time.Second)))
		}
		t.Show(p)
	}
	show(from)
	return show
}

// bar is how many characters a whole bar has, so that a line of it has fewer
// than 80.
const bar = 16

// String is a line with a bar, a rate and the time of the end.
func (p Progress) String() string {
	full, percent := bar, 100
	if p.Total > 0 {
		full, percent = bar*p.Done/p.Total, 100*p.Done/p.Total
	}
	text := fmt.Sprintf("%-12s %s%s %3d%% %d/%d", p.Part, strings.Repeat("█", full), strings.Repeat("·", bar-full), percent, p.Done, p.Total)
	if p.Rate > 0 {
		text += " " + rate(p.Rate) + "/s"
	}
	if p.Rate > 0 && p.Done < p.Total {
		text += " ends " + p.Ends.Format("Mon 15:04:05")
	}
	return text
}

func rate(r float64) string {
	if r < 10 {
		return fmt.Sprintf("%.1f", r)
	}
	return fmt.Sprintf("%.0f", r)
}
