package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"tieline/scripts/replay"
	"tieline/shared/fault"
)

// archived is what one archive keeps of the time, and its replay.
type archived struct {
	replay.Task
	out     io.Writer
	meter   *meter
	archive replay.Archive
	name    string // of the replay
}

func newArchived(task replay.Task, out io.Writer) *archived {
	m := newMeter(out, task.Now)
	task.Show = func(p replay.Progress) {
		m.show("replay, min", int(p.Upto.Sub(task.From).Minutes()), int(task.To.Sub(task.From).Minutes()))
	}
	return &archived{Task: task, out: out, meter: m}
}

// replayAll replays those archives that the stage has. All are started before one
// is followed, as whoever follows may leave.
func replayAll(ctx context.Context, all []*archived) error {
	var there, started []*archived
	var missing, failed error
	for _, a := range all {
		switch err := a.look(ctx); {
		case fault.KindOf(err) == fault.NotFound:
			missing = errors.Join(missing, err)
		case err != nil:
			return err
		default:
			there = append(there, a)
		}
	}
	if len(there) == 0 {
		return fmt.Errorf("the stage keeps no such archive (the local one keeps none): %w", missing)
	}
	for _, a := range there {
		if err := a.start(ctx); err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		started = append(started, a)
	}
	for _, a := range started {
		failed = errors.Join(failed, a.follow(ctx))
	}
	return failed
}

// look says what there is, and what may be missing.
func (a *archived) look(ctx context.Context) (err error) {
	if a.archive, err = a.Look(ctx); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "archive %s: some %d events, %d MB, of all times since %s\n",
		a.Archive, a.archive.Events, a.archive.Bytes>>20, a.archive.Since.UTC().Format(time.RFC3339))
	if a.From.Before(a.archive.Since) {
		fmt.Fprintln(a.out, "What happened before that is not in it.")
	}
	if a.Now().Sub(a.To) < replay.Settles {
		fmt.Fprintf(a.out, "Events of the last %d min may be missing: they are on their way into it.\n", int(replay.Settles.Minutes()))
	}
	return nil
}

func (a *archived) start(ctx context.Context) (err error) {
	if a.name, err = a.Start(ctx, a.archive); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "replay %s of %s to %s\n", a.name, a.From.Format(time.RFC3339), a.To.Format(time.RFC3339))
	return nil
}

// follow shows the replay to its end.
func (a *archived) follow(ctx context.Context) error {
	err := a.Follow(ctx, a.name)
	a.meter.End()
	if errors.Is(err, context.Canceled) {
		fmt.Fprintf(a.out, "The replay goes on: aws events describe-replay --replay-name %[1]s (or cancel-replay)\n", a.name)
	}
	return err
}
