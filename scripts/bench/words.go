package main

import (
	"strings"
	"sync"
)

// kept is how much of what a program said is worth showing when it fails.
const kept = 2 << 10

// words keeps the last of what is written to it.
type words struct {
	mu   sync.Mutex
	last []byte
}

// Write implements io.Writer.
func (w *words) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.last = append(w.last, p...)
	w.last = append(w.last[:0], w.last[max(0, len(w.last)-kept):]...)
	return len(p), nil
}

// String is what was kept, or that there is nothing.
func (w *words) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.last) == 0 {
		return "nothing"
	}
	return strings.TrimSpace(string(w.last))
}
