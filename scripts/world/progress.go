package world

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"
)

// Progress shows what is going on: on a terminal a moving line of the steps at
// work, elsewhere a line when a step begins and one when it ends.
type Progress struct {
	out   io.Writer
	moves bool // the last line is redrawn

	mu    sync.Mutex
	steps []step // at work, oldest first
	drawn bool   // there is a last line to wipe
	frame int
	timer *time.Ticker
}

type step struct {
	name  string
	since time.Time
}

// NewProgress returns a Progress on a file, usually os.Stdout.
func NewProgress(out *os.File) *Progress {
	about, err := out.Stat()
	return &Progress{out: out, moves: err == nil && about.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"}
}

const (
	redraw = 120 * time.Millisecond
	frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
)

// Step does something that may take long. Steps may run side by side.
func (p *Progress) Step(name string, do func() error) error {
	s := step{name, time.Now()}
	p.begin(s)
	err := do()
	p.end(s, err)
	return err
}

// Println prints a line for good, above the moving one.
func (p *Progress) Println(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.print(line)
}

func (p *Progress) begin(s step) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.steps = append(p.steps, s)
	if !p.moves {
		p.print("  … " + s.name)
	} else if p.timer == nil {
		p.timer = time.NewTicker(redraw)
		go p.move(p.timer)
	}
}

func (p *Progress) end(s step, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for n, other := range p.steps {
		if other == s {
			p.steps = append(p.steps[:n:n], p.steps[n+1:]...)
			break
		}
	}
	mark := "✓"
	if err != nil {
		mark = "✗"
	}
	p.print(fmt.Sprintf("  %s %-52s %6.1f s", mark, s.name, time.Since(s.since).Seconds()))
}

// move redraws the last line until no step is at work.
func (p *Progress) move(timer *time.Ticker) {
	defer timer.Stop()
	for range timer.C {
		p.mu.Lock()
		if p.frame++; len(p.steps) == 0 {
			p.timer = nil
			p.mu.Unlock()
			return
		}
		p.draw()
		p.mu.Unlock()
	}
}

func (p *Progress) print(line string) {
	p.wipe()
	fmt.Fprintln(p.out, line)
	if p.moves && len(p.steps) > 0 {
		p.draw()
	}
}

func (p *Progress) draw() {
	p.wipe()
	var names []string
	for _, s := range p.steps {
		names = append(names, s.name)
	}
	marks := []rune(frames)
	text := fmt.Sprintf("(%.0f s) %s", time.Since(p.steps[0].since).Seconds(), strings.Join(names, ", "))
	// A line that wraps could not be wiped.
	fmt.Fprintf(p.out, "  %c %.70s", marks[p.frame%len(marks)], text)
	p.drawn = true
}

func (p *Progress) wipe() {
	if p.drawn {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
	p.drawn = false
}
