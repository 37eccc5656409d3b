package handler

import (
	"cmp"
	"context"
	"encoding/json"
	"log/slog"

	"tieline/events"
	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/tuning"
)

// wrapUp keeps what an agent saved of a contact, for our figures. It may come
// before anybody told of the contact, twice, days later, or from the reconciler,
// and is then what it would have been.
func (h handler) wrapUp(ctx context.Context, payload []byte) error {
	fact, err := readWrapUp(payload)
	if err != nil {
		return err
	}
	in, err := h.Shared.Conditions(ctx)
	if err != nil {
		return err
	}
	kept := &keeping{Store: h.Contacts}
	if attribute := tuning.WrapUpCopy.In(in.Tuned); attribute != "off" {
		kept.copy = h.copier(attribute, tuning.WrapUpCopies.In(in.Tuned))
	}
	item, err := contact.NewKeeper(kept, h.Doorbell, h.Pace, h.Now).Learn(ctx, fact)
	if err == nil {
		err = kept.mend(ctx, item)
	}
	if err != nil {
		return err
	}
	slog.InfoContext(ctx, "wrap-up", slog.String("contact_id", item.ID), slog.Int64("version", item.Version), metric.Embed(
		metric.Of(names.MetricWrapUps, one(kept.news)),
		metric.Of(names.MetricCopied, kept.copies),
		metric.Of(names.MetricLateFacts, one(!item.Erased.IsZero()))))
	return nil
}

// readWrapUp reads what our flow tells. A wrap-up whose time nobody filled in was
// saved when it was told of.
func readWrapUp(payload []byte) (contact.State, error) {
	var w events.WrapUp
	if err := json.Unmarshal(payload, &w); err != nil {
		return contact.State{}, fault.Errorf(fault.Invalid, "decode wrap-up: %w", err)
	}
	if err := check(w.RelayedKey); err != nil {
		return contact.State{}, err
	}
	at := cmp.Or(w.At.Time, w.Published.Time)
	if at.IsZero() {
		return contact.State{}, fault.Errorf(fault.Invalid, "the wrap-up does not say when it was saved")
	}
	return contact.State{ID: string(w.ContactID), WrapUp: contact.WrapUp{
		At: at, Disposition: string(w.Disposition), FollowUpAt: w.FollowUpAt.Time, By: string(w.By)}}, nil
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
