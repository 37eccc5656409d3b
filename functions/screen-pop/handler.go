package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/url"
	"time"

	"tieline/events"
	"tieline/shared/caller"
	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/metric"
	"tieline/shared/names"
	"tieline/shared/tuning"
)

// margin is what the search leaves of the budget, to keep the pop and answer.
const margin = 250 * time.Millisecond

// Reasons why nobody could be looked for, beside the domain's own.
const (
	invalidRequest caller.Reason = "invalid request"
	internalError  caller.Reason = "internal error"
)

// recorder keeps what was popped.
type recorder interface {
	Pop(ctx context.Context, contactID string, found contact.Pop) error
}

type handler struct {
	finder *caller.Finder
	pops   recorder
	tuned  tuning.Source
	org    *url.URL // My Domain, where pages are popped
	now    func() time.Time
}

// handle never fails: an error would send the contact down the flow's error
// branch, and Connect would try again while the caller waits. What goes wrong
// is the answer's reason and a line in the log.
func (h handler) handle(ctx context.Context, request json.RawMessage) (events.FlowAnswer, error) {
	began, tuned := h.now(), h.tuned(ctx)
	budget := tuning.ScreenPopBudget.In(tuned)
	c, valid := read(request)

	decision := caller.Decision{Status: caller.Degraded, Reason: invalidRequest}
	if valid {
		decision = h.find(ctx, c, tuned, budget-margin)
	}
	answer := h.answer(decision, h.now().Sub(began))

	ctx, cancel := context.WithTimeout(ctx, budget-h.now().Sub(began))
	defer cancel()
	kept := h.keep(ctx, answer, c, tuning.ScreenPopDefaultRegion.In(tuned))
	report(ctx, string(c.ContactID), answer, decision.Err, kept)
	return answer, nil
}

// read returns the contact on whose behalf the flow asks, and whether there is one.
func read(request json.RawMessage) (events.FlowContact, bool) {
	var r events.FlowRequest
	if json.Unmarshal(request, &r) != nil {
		return events.FlowContact{}, false
	}
	c := r.Details.Value.ContactData
	return c.Value, c.Given
}

// find looks for the customer's end of the contact, whoever called whom.
func (h handler) find(ctx context.Context, c events.FlowContact, tuned tuning.Snapshot, within time.Duration) (d caller.Decision) {
	defer func() {
		if recover() != nil {
			d = caller.Decision{Status: caller.Degraded, Reason: internalError, Err: fault.Panic()}
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	return h.finder.Find(ctx, string(c.CustomerEndpoint.Value.Address), caller.Scope{
		Region:  tuning.ScreenPopDefaultRegion.In(tuned),
		Objects: tuning.ScreenPopObjects.In(tuned),
		Limit:   tuning.ScreenPopLimitPerObject.In(tuned),
	})
}

// keep notes the pop on the contact. Its failure costs the answer nothing.
func (h handler) keep(ctx context.Context, a events.FlowAnswer, c events.FlowContact, region string) (err error) {
	defer func() {
		if recover() != nil {
			err = fault.Panic()
		}
	}()
	if !contact.ValidID(string(c.ContactID)) {
		return fault.Errorf(fault.Invalid, "the request has no usable contact id")
	}
	return h.pops.Pop(ctx, string(c.ContactID), newPop(a, c, region, h.now()))
}

// report writes the line that every invocation leaves. It names no customer.
func report(ctx context.Context, contactID string, a events.FlowAnswer, search, keep error) {
	level := slog.LevelInfo
	if !contact.ValidID(contactID) {
		contactID = ""
	}
	attrs := []slog.Attr{
		slog.String("contact_id", contactID), slog.String("status", string(a.MatchStatus)), slog.String("source", a.Source),
		slog.String("reason", a.Reason), slog.Int("records", a.MatchCount),
	}
	if a.MatchStatus == events.Degraded {
		level = slog.LevelWarn
	}
	if search != nil {
		attrs = append(attrs, slog.String("kind", string(fault.KindOf(search))), slog.Any("err", search))
	}
	if keep != nil {
		level = slog.LevelError
		attrs = append(attrs, slog.String("not_kept", string(fault.KindOf(keep))), slog.Any("not_kept_err", keep))
	}
	slog.LogAttrs(ctx, level, "screen pop", append(attrs, figures(a, search, keep))...)
}

func figures(a events.FlowAnswer, search, keep error) slog.Attr {
	kind := fault.KindOf(search)
	return metric.Embed(
		metric.Of(names.MetricPops, 1),
		metric.Of(names.MetricPopsDegraded, one(a.MatchStatus == events.Degraded)),
		metric.Of(names.MetricPopsNotKept, one(keep != nil)),
		metric.Of(names.MetricRefusedAccess, one(kind == fault.Unauthorized)),
		metric.Of(names.MetricUnknownFaults, one(kind == fault.Unknown)),
		metric.Took(names.MetricPopTook, time.Duration(a.TookMs)*time.Millisecond),
	)
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
