package handler

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"

	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
)

// tell does what follows from the minutes that were done, all at once: no part of
// it waits for another, or suffers with it. What Amazon Connect alone knows is
// not worth a failed run.
func (h handler) tell(ctx context.Context, r *run) error {
	var all sync.WaitGroup
	var untold, unpublished error
	all.Go(func() { untold = guarded(func() error { return h.deliver(ctx, r) }) })
	if r.kept {
		ctx, cancel := context.WithTimeout(ctx, telling)
		defer cancel()
		all.Go(func() { unpublished = guarded(func() error { return h.publish(ctx, r) }) })
		all.Go(func() { attempt(ctx, "staffing", func() error { return h.staffing(ctx, r) }) })
		all.Go(func() { attempt(ctx, "drift", func() error { return h.compare(ctx, r) }) })
	}
	all.Wait()
	return errors.Join(untold, unpublished)
}

// attempt does what may fail, and says so if it does.
func attempt(ctx context.Context, what string, do func() error) {
	err := guarded(do)
	if kinds := kindsOf(err); err != nil {
		slog.WarnContext(ctx, "figures not told", slog.String("figures", what), slog.String("kind", string(fault.KindOf(err))), slog.Any("err", err), metric.Embed(
			metric.Of(names.MetricRefusedAccess, one(kinds[fault.Unauthorized])),
			metric.Of(names.MetricUnknownFaults, one(kinds[fault.Unknown]))))
	}
}

// kindsOf are those of all errors that were joined: what people must mend is not
// hidden by what passes.
func kindsOf(err error) map[fault.Kind]bool {
	joined, is := err.(interface{ Unwrap() []error })
	if !is {
		return map[fault.Kind]bool{fault.KindOf(err): true}
	}
	all := map[fault.Kind]bool{}
	for _, one := range joined.Unwrap() {
		maps.Copy(all, kindsOf(one))
	}
	return all
}

// publish puts the figures of each minute, the last first: it is the one that
// people wait for.
func (h handler) publish(ctx context.Context, r *run) error {
	for n, at := range slices.Backward(r.minutes) {
		if err := h.Published.Put(ctx, at, r.figures(n, h.Watched)); err != nil {
			return err
		}
	}
	return nil
}

// figures are those of the nth minute, by what they are of.
func (r *run) figures(n int, watched []string) map[string][]metric.Figure {
	sum := together(r.levels[n], r.global, r.minutes[n], n == len(r.minutes)-1)
	of := map[string][]metric.Figure{
		names.QueueAll:   sum.figures(),
		names.QueueWorst: worst(r.levels[n], sum).figures(),
	}
	for _, l := range r.levels[n] {
		if slices.Contains(watched, l.queue) {
			of[l.queue] = l.figures()
		}
	}
	return of
}
