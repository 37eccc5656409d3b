package backfill

import (
	"fmt"
	"io"
	"time"
)

// Display shows progress: on a terminal in a line that moves, one for each part;
// elsewhere in a line now and then.
type Display struct {
	out   io.Writer
	moves bool
	now   func() time.Time

	last  Progress
	shown time.Time
}

// NewDisplay returns a Display on out, a terminal or not.
func NewDisplay(out io.Writer, terminal bool, now func() time.Time) *Display {
	return &Display{out: out, moves: terminal, now: now}
}

// How often a line is shown while a part goes on.
const (
	moving = 100 * time.Millisecond
	lines  = 10 * time.Second
)

// Show shows p, unless it is much too early for that.
func (d *Display) Show(p Progress) {
	another, now, pause := p.Part != d.last.Part, d.now(), lines
	if d.moves {
		pause = moving
	}
	ended := p.Done == p.Total && d.last.Done < p.Done
	if !another && !ended && now.Sub(d.shown) < pause {
		return
	}
	if another {
		d.End()
	}
	switch {
	case d.moves:
		fmt.Fprintf(d.out, "\r\x1b[K%s", p)
	default:
		fmt.Fprintln(d.out, p)
	}
	d.last, d.shown = p, now
}

// End ends the line that moves.
func (d *Display) End() {
	if d.moves && d.last != (Progress{}) {
		fmt.Fprintln(d.out)
	}
	d.last = Progress{}
}
