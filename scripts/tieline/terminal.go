package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"tieline/scripts/backfill"
)

func isTerminal(out io.Writer) bool {
	file, isFile := out.(*os.File)
	if !isFile || os.Getenv("TERM") == "dumb" {
		return false
	}
	about, err := file.Stat()
	return err == nil && about.Mode()&os.ModeCharDevice != 0
}

// meter shows how parts of something go, one after the other.
type meter struct {
	*backfill.Display
	now   func() time.Time
	part  string
	from  int // where the part began in this run
	began time.Time
}

func newMeter(out io.Writer, now func() time.Time) *meter {
	return &meter{Display: backfill.NewDisplay(out, isTerminal(out), now), now: now}
}

// show shows how far a part has come.
func (m *meter) show(part string, done, total int) {
	now := m.now()
	if part != m.part {
		m.part, m.from, m.began = part, done, now
	}
	p := backfill.Progress{Part: part, Done: done, Total: max(total, done)}
	if took := now.Sub(m.began).Seconds(); took > 0 && done > m.from {
		p.Rate = float64(done-m.from) / took
		p.Ends = now.Add(time.Duration(float64(p.Total-done) / p.Rate * float64(time.Second)))
	}
	m.Show(p)
}

// errDeclined is that nobody agreed.
var errDeclined = errors.New("nothing was done, as nobody agreed (--yes agrees beforehand)")

// agree asks a question, and returns errDeclined unless the answer is yes.
func agree(ctx context.Context, in io.Reader, out io.Writer, question string) error {
	fmt.Fprintf(out, "%s [y/N] ", question)
	answer := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(in).ReadString('\n') // the end of what there is, is no answer
		answer <- strings.ToLower(strings.TrimSpace(line))
	}()
	select {
	case <-ctx.Done():
		fmt.Fprintln(out)
		return ctx.Err()
	case said := <-answer:
		if said == "y" || said == "yes" {
			return nil
		}
		return errDeclined
	}
}

// wait waits for a time, unless ctx ends before; then it returns why.
func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// age says how long ago it was, roughly.
func age(now, at time.Time) string {
	switch d := now.Sub(at); {
	case d < time.Minute:
		return "less than 1 min"
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	default:
		return fmt.Sprintf("%d d", int(d.Hours()/24))
	}
}
