package backfill

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"tieline/shared/caller"
	"tieline/shared/fault"
)

const (
	stretch = 100 // entries between two lines of the journal
	atOnce  = 8   // entries on their way
)

// fill writes the entries that the journal does not know of, in the order of
// their numbers.
func (t Task) fill(ctx context.Context, j *journal, all [][]bearer) error {
	done, told := slices.BinarySearchFunc(all, j.filled.UpTo, func(some []bearer, n caller.Number) int { return cmp.Compare(some[0].number, n) })
	if told {
		done++
	}
	meter := t.meter("fill", done, len(all))
	for next := range slices.Chunk(all[done:], stretch) {
		entries := make([]caller.Entry, len(next))
		for n, some := range next {
			var err error
			if entries[n], err = t.entry(j, some); err != nil {
				return err
			}
		}
		kept, err := t.keep(ctx, entries)
		if err != nil {
			return fmt.Errorf("fill the index: %w", err)
		}
		if err := j.write(line{Filled: &filled{next[len(next)-1][0].number, j.filled.Entries + kept}}); err != nil {
			return err
		}
		done += len(next)
		meter(done)
	}
	return nil
}

// entry is what a search for a number would have found when the journal began.
func (t Task) entry(j *journal, all []bearer) (caller.Entry, error) {
	found := make([]caller.Record, len(all))
	for n, b := range all {
		var err error
		if found[n], err = j.record(b.at); err != nil {
			return caller.Entry{}, err
		}
	}
	return caller.NewEntry(caller.Clue{Kind: caller.ByNumber, Number: all[0].number}, found, t.Scope, j.began), nil
}

// keep writes entries side by side, and returns how many the index kept. Two of
// the same record may be in each other's way, so what was refused is tried again
// alone.
func (t Task) keep(ctx context.Context, entries []caller.Entry) (kept int, err error) {
	refused := make([]bool, len(entries))
	group, sideBySide := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for n, e := range entries {
		group.Go(func() (err error) {
			refused[n], err = t.refuses(sideBySide, e)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return 0, err
	}
	for n, e := range entries {
		if refused[n] {
			if refused[n], err = t.refuses(ctx, e); err != nil {
				return 0, err
			}
		}
		if !refused[n] {
			kept++
		}
	}
	return kept, nil
}

// refuses reports whether the index does not take an entry.
func (t Task) refuses(ctx context.Context, e caller.Entry) (bool, error) {
	err := t.Index.Fill(ctx, e)
	if fault.KindOf(err) == fault.Conflict {
		return true, nil
	}
	return false, err
}
