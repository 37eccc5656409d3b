package backfill

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// open goes on with the task's journal, or begins one if there is none of any
// use. It tells of everybody in it, now and as they are written.
func (t Task) open(ctx context.Context, tell func(*person, place)) (*journal, error) {
	file, err := private(t.Journal)
	if err != nil {
		return nil, fmt.Errorf("journal %s: %w", t.Journal, err)
	}
	j := &journal{file: file, tell: tell, last: map[string]string{}, count: map[string]int{}, ended: map[string]bool{}}
	if err := t.resume(ctx, j); err != nil {
		return nil, errors.Join(fmt.Errorf("journal %s: %w", t.Journal, err), file.Close())
	}
	return j, nil
}

// private opens a file that only its owner may read, for one process at a time.
func private(path string) (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = file.Chmod(0o600) // it may have been there
	if err == nil {
		err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	}
	switch {
	case errors.Is(err, syscall.EWOULDBLOCK):
		return nil, errors.Join(errors.New("another backfill is at work on it"), file.Close())
	case err != nil:
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// resume takes what the journal has, up to a line that was cut off.
func (t Task) resume(ctx context.Context, j *journal) error {
	now := &beginning{t.Now().Add(-skew), t.Name, t.Scope.Fingerprint()}
	about, err := j.file.Stat()
	if err != nil {
		return err
	}
	meter := func(int) {}
	if about.Size() > 0 {
		meter = t.meter("resume, kB", 0, int(about.Size()>>10))
	}
	lines := bufio.NewReader(j.file)
	for {
		text, err := lines.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) || ctx.Err() != nil {
			return cmp.Or(ctx.Err(), err)
		}
		var l line
		if err != nil || json.Unmarshal(text, &l) != nil || j.size == 0 && !t.goesOn(l.Begin, now) {
			break
		}
		j.take(l, len(text))
		meter(int(j.size >> 10))
	}
	if err := j.file.Truncate(j.size); err != nil || j.size > 0 {
		return err
	}
	return j.write(line{Begin: now})
}

// goesOn reports whether what was begun then is what would be begun now.
func (t Task) goesOn(then, now *beginning) bool {
	return then != nil && then.Name == now.Name && then.Scope == now.Scope && now.At.Sub(then.At) < t.Serves
}
