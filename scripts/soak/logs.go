package main

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
)

// Logs is where everything goes that is logged, to be looked through: no line may
// tell of a person. A line that does is kept, up to a few.
type Logs struct {
	mu    sync.Mutex
	Lines int
	Told  []string
	lower []byte
}

// enough are as many lines as are worth showing.
const enough = 5

// Write looks through one line.
func (l *Logs) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.Lines++
	l.lower = append(l.lower[:0], line...)
	lower(l.lower)
	for _, mark := range marks {
		if bytes.Contains(l.lower, []byte(mark)) {
			l.tell(mark, line)
		}
	}
	if (bytes.Contains(l.lower, []byte("555")) || bytes.Contains(l.lower, []byte("7946"))) && dialled.Match(l.lower) { // it is slow
		l.tell("a number", line)
	}
	return len(line), nil
}

func (l *Logs) tell(what string, line []byte) {
	if len(l.Told) < enough {
		l.Told = append(l.Told, what+" in "+strings.TrimSpace(string(line)))
	}
}

func lower(line []byte) {
	for n, b := range line {
		if b >= 'A' && b <= 'Z' {
			line[n] = b + 'a' - 'A'
		}
	}
}

// capture has all that is logged go to Logs, until back is called.
func capture() (l *Logs, back func()) {
	l = &Logs{}
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(l, nil)))
	return l, func() { slog.SetDefault(before) }
}
