package main

import (
	"context"
	"fmt"
	"time"
)

// Program is one of which starts are measured.
type Program struct {
	Name  string // of its row
	Means string
	Dir   string
	Env   []string
}

// starts measures, side by side, how long each program takes from its process's
// start to its first poll.
func (b *Bench) starts(ctx context.Context, rounds int, programs []Program) ([]Timed, error) {
	all, order := make([]Timed, len(programs)), shuffled(len(programs))
	for round := range rounds + 1 { // the first fetches the programs from disk
		b.tell("starting %s and %d more: round %d of %d", programs[0].Name, len(programs)-1, round, rounds)
		for _, n := range order() {
			took, cpu, err := b.startOnce(ctx, programs[n])
			if err != nil {
				return nil, err
			}
			all[n].Name, all[n].Means = programs[n].Name, programs[n].Means
			if round > 0 {
				all[n].Took = append(all[n].Took, took)
				all[n].CPU += cpu
			}
		}
	}
	return all, nil
}

// startOnce ends the process as soon as it polls: what it has had of the
// processors is then the start's.
func (b *Bench) startOnce(ctx context.Context, p Program) (took, cpu time.Duration, err error) {
	f, said, err := b.run(p.Dir, p.Env)
	if err != nil {
		return 0, 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	took, err = f.Started(ctx)
	end := f.Stop()
	if err != nil {
		return 0, 0, fmt.Errorf("start %s: %w; it said: %s", p.Name, err, said)
	}
	return took, end.UserTime() + end.SystemTime(), nil
}
