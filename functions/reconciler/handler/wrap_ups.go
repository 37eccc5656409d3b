package handler

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"tieline/events"
	"tieline/shared/contact"
	"tieline/shared/metric"
	"tieline/shared/names"
)

const (
	// wrapUpsEach is how often wrap-ups are looked for.
	wrapUpsEach = 5 * time.Minute
	// overlap is how long before a look what it finds is complete: what was being
	// saved then may bear an earlier time than what was found. It also covers how far
	// our clock may be from Salesforce's.
	overlap = 2 * time.Minute
	// firstLook is how far back the very first look goes.
	firstLook = 24 * time.Hour
	// together is how many wrap-ups are held against the table at once, as many as
	// it reads in one call.
	together = 100
)

// wrapUps finds what agents saved in Salesforce and the relay did not tell. It
// sends it the relay's way, where whatever comes is merged.
type wrapUps struct {
	org      org
	shared   looked
	contacts contact.Store
	told     outbox
	now      func() time.Time
	last     time.Time // by this environment
}

// find looks if that is due. Where the next look begins is kept last: who dies
// before looks again, and sends again, which changes nothing. A look that ends
// early keeps how far it came, and the next minute goes on from there.
func (w *wrapUps) find(ctx context.Context) error {
	now := w.now()
	if now.Sub(w.last) < wrapUpsEach-early {
		return nil
	}
	since, err := w.shared.WrapUpsSince(ctx)
	if err != nil {
		return err
	}
	if since.IsZero() {
		since = now.Add(-firstLook)
	}
	l := look{wrapUps: w}
	defer l.log(ctx)
	until, err := w.org.WrapUps(ctx, since, l.see(ctx))
	if err := l.settle(ctx); err != nil {
		return err
	}
	if err := w.keep(ctx, since, until, now); err != nil {
		return err
	}
	if err == nil {
		w.last = now
	}
	return err
}

// keep has the next look begin where this one, which was made now, ended: before
// what may still be saved with the time of then, even though that is told again.
// Of what is older than that nothing is told twice, else a look that does not
// reach beyond the overlap would be made again for ever.
func (w *wrapUps) keep(ctx context.Context, since, until, now time.Time) error {
	if settled := now.Add(-overlap); until.After(settled) {
		until = settled
	}
	if !until.After(since) {
		return nil
	}
	return w.shared.KeepWrapUpsSince(ctx, until)
}

// look is one look: what was seen, and not yet held against the table.
type look struct {
	*wrapUps
	seen        []contact.State
	saved, sent int
}

func (l *look) see(ctx context.Context) func(string, contact.WrapUp) error {
	return func(id string, saved contact.WrapUp) error {
		if !contact.ValidID(id) {
			return nil // a record that somebody made by hand
		}
		l.saved++
		if l.seen = append(l.seen, contact.State{ID: id, WrapUp: saved}); len(l.seen) < together {
			return nil
		}
		return l.settle(ctx)
	}
}

// settle sends those of what was seen that the table does not know. What could
// not be sent stays seen.
func (l *look) settle(ctx context.Context) error {
	if len(l.seen) == 0 {
		return nil
	}
	var ids []string
	for _, s := range l.seen {
		ids = append(ids, s.ID)
	}
	// One that was saved again meanwhile is seen twice, and asked for once.
	items, err := l.contacts.Read(ctx, slices.Compact(slices.Sorted(slices.Values(ids)))...)
	if err != nil {
		return fmt.Errorf("read %d contacts: %w", len(ids), err)
	}
	held := map[string]contact.Item{}
	for _, i := range items {
		held[i.ID] = i
	}
	var bodies [][]byte
	for _, s := range l.seen {
		if _, changed := contact.Merge(held[s.ID].State, s); changed && held[s.ID].Erased.IsZero() {
			bodies = append(bodies, relayed(s))
		}
	}
	if len(bodies) > 0 {
		if err := l.told.Send(ctx, bodies...); err != nil {
			return err
		}
	}
	l.seen, l.sent = l.seen[:0], l.sent+len(bodies)
	return nil
}

// relayed is a wrap-up as the relay would have brought it.
func relayed(s contact.State) []byte {
	var e events.WrapUp
	e.EventKey = events.Text(fmt.Sprintf("%s-%d", s.ID, s.WrapUp.At.UnixMilli()))
	e.ContactID, e.Disposition, e.By = events.Text(s.ID), events.Text(s.WrapUp.Disposition), events.Text(s.WrapUp.By)
	e.At.Time, e.FollowUpAt.Time = s.WrapUp.At, s.WrapUp.FollowUpAt
	return events.NewWrapUp(e)
}

func (l *look) log(ctx context.Context) {
	if l.saved > 0 {
		slog.InfoContext(ctx, "wrap-ups looked for", slog.Int("saved", l.saved), metric.Embed(metric.Of(names.MetricWrapUpsFound, l.sent)))
	}
}
