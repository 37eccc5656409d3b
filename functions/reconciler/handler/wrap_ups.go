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
	// overlap is how far before the last look the next one begins: what was being
	// saved then may bear an earlier time than what was found.
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
// before looks again, and sends again, which changes nothing.
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
	until, err := w.org.WrapUps(ctx, since.Add(-overlap), l.see(ctx))
	if err == nil {
		err = l.settle(ctx)
	}
	if err == nil {
		err = w.shared.KeepWrapUpsSince(ctx, until)
	}
	l.log(ctx)
	if err != nil {
		return err
	}
	w.last = now
	return nil
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

// settle sends those of what was seen that the table does not know.
func (l *look) settle(ctx context.Context) error {
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
	if l.seen = l.seen[:0]; len(bodies) == 0 {
		return nil
	}
	l.sent += len(bodies)
	return l.told.Send(ctx, bodies...)
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
