package world

import (
	"context"
	"fmt"
	"time"

	"tieline/shared/amazonconnect/connecttest"
)

// everywhere is within which time a change of a parameter is in force in every
// function: the reconciler compiles each minute, and functions keep what they read
// for a while (dynamo.Lately).
const everywhere = 90 * time.Second

// retune changes what the screen pop looks for, and back, and measures how long
// callers notice nothing.
func (w *World) retune(ctx context.Context, tell func(string)) error {
	const name = "screen-pop/objects"
	// Calls that are played only to be answered must not be a breach of their own.
	if err := w.tune(ctx, "set", "sla/minimum-contacts", "10000"); err != nil {
		return err
	}
	asked := uint64(0)
	answers := func(want string) func(context.Context) (bool, error) {
		return func(ctx context.Context) (bool, error) {
			asked++
			played, err := w.Instance.Play(ctx, connecttest.Call{Number: 1<<20 + asked, Kind: connecttest.Abandoned, From: w.callers[0].number, To: ours, Wait: time.Second})
			return err == nil && played.Answer["matchStatus"] == want, err
		}
	}
	for _, step := range []struct {
		does []string
		want string
	}{
		{nil, "HIT"},
		{[]string{"set", name, "Lead"}, "NONE"},
		{[]string{"reset", name}, "HIT"},
	} {
		if step.does != nil {
			if err := w.tune(ctx, step.does[0], step.does[1:]...); err != nil {
				return err
			}
		}
		took, err := inTime(ctx, everywhere, fmt.Sprintf("tune %v: a known caller is %s", step.does, step.want), answers(step.want))
		if err != nil {
			return err
		}
		if step.does != nil {
			tell(fmt.Sprintf("  tune %s %s: in force after %s", step.does[0], name, took.Round(time.Second)))
		}
	}
	return nil
}
