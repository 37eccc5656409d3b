package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"
)

// seed begins the shuffling of rounds, so that two runs have the same order.
const seed = 1

// shuffled returns what says in which order n things have their turn, anew for
// every round: so what slows the machine for a while slows them all, and none
// has always the same one before it.
func shuffled(n int) (order func() []int) {
	turns := rand.New(rand.NewPCG(seed, uint64(n)))
	return func() []int { return turns.Perm(n) }
}

// warmup is one in how many rounds comes before those that count, for
// connections, tokens and the heap to settle.
const warmup = 5

// invocations measures subjects side by side.
func (b *Bench) invocations(ctx context.Context, rounds int, subjects []Subject) (measured []Invoked, err error) {
	all, stop, err := b.startAll(ctx, subjects)
	defer stop()
	if err != nil {
		return nil, err
	}
	if err := b.play(ctx, "warming up", max(1, rounds/warmup), all); err != nil {
		return nil, err
	}
	for _, l := range all {
		if err := l.begin(); err != nil {
			return nil, err
		}
	}
	if err := b.play(ctx, "measuring", rounds, all); err != nil {
		return nil, err
	}
	for _, l := range all {
		m, err := l.measured()
		if err != nil {
			return nil, err
		}
		measured = append(measured, m)
	}
	return measured, nil
}

func (b *Bench) startAll(ctx context.Context, subjects []Subject) (all []*live, stop func(), err error) {
	stop = func() {
		for _, l := range all {
			l.function.Stop()
		}
	}
	for _, s := range subjects {
		l, err := b.start(ctx, s)
		if err != nil {
			return all, stop, err
		}
		all = append(all, l)
	}
	return all, stop, nil
}

// play invokes every subject once in each round.
func (b *Bench) play(ctx context.Context, what string, rounds int, all []*live) error {
	order := shuffled(len(all))
	for round := range rounds {
		b.tell("%s %s and %d more: round %d of %d", what, all[0].Name, len(all)-1, round, rounds)
		for _, n := range order() {
			if err := all[n].once(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// tell says where a long measurement stands, every other second.
func (b *Bench) tell(format string, values ...any) {
	if time.Since(b.told) > 2*time.Second {
		b.told = time.Now()
		fmt.Fprintf(b.Progress, "  … "+format+"\n", values...)
	}
}
