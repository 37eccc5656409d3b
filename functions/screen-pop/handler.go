package main

import (
	"context"
	"encoding/json"
	"net/url"
	"time"

	"tieline/events"
	"tieline/shared/caller"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// Parts of the budget that are not for finding out who is calling.
const (
	margin = 250 * time.Millisecond // to keep what was found, and to answer
	reply  = 50 * time.Millisecond  // of that, to answer
)

// Reasons of an answer, beside the domain's own.
const (
	invalidRequest caller.Reason = "invalid request"
	internalError  caller.Reason = "internal error"
	misreadFields  caller.Reason = "field map at fault"
)

// recorder keeps what was popped.
type recorder interface {
	Pop(ctx context.Context, contactID string, found contact.Pop) error
}

// finder knows who is calling, and keeps what it found out once all is said.
type finder interface {
	Find(ctx context.Context, c caller.Clue, t caller.Terms) caller.Decision
	Settle(ctx context.Context, d caller.Decision) error
}

type handler struct {
	finder     func(tuning.Snapshot) finder
	pops       recorder
	conditions func(context.Context) dynamo.Conditions
	org        *url.URL // My Domain, where pages are popped
	now        func() time.Time
}

// handle never fails: an error would send the contact down the flow's error
// branch, and Connect would try again while the caller waits. What goes wrong
// is the answer's reason and a line in the log.
func (h handler) handle(ctx context.Context, request json.RawMessage) (events.FlowAnswer, error) {
	began, in := h.now(), h.conditions(ctx)
	budget := tuning.ScreenPopBudget.In(in.Tuned)
	f := h.finder(in.Tuned)
	q := read(request, in)

	searching, cancel := context.WithDeadline(ctx, began.Add(budget-margin))
	defer cancel()
	decision := find(searching, f, q)
	a := h.answer(decision, q, h.now().Sub(began))

	settling, cancel := context.WithDeadline(ctx, began.Add(budget-reply))
	defer cancel()
	kept, settled := h.settle(settling, f, decision, a, q)
	report(ctx, outcome{a, decision, q, kept, settled, h.now().Sub(began) > budget})
	return a, nil
}

// find decides, whatever happens.
func find(ctx context.Context, f finder, q question) (d caller.Decision) {
	defer func() {
		if recover() != nil {
			d = caller.Decision{Status: caller.Degraded, Clue: q.clue, Reason: internalError, Err: fault.Panic()}
		}
	}()
	switch {
	case !q.valid:
		return caller.Decision{Status: caller.Degraded, Reason: invalidRequest}
	case q.clue.Kind == "":
		return caller.Decision{Status: caller.Anon, Reason: q.reason}
	}
	return f.Find(ctx, q.clue, q.terms)
}

// settle keeps the decision on the contact and in the index, both at once. That
// it fails costs the answer nothing.
func (h handler) settle(ctx context.Context, f finder, d caller.Decision, a events.FlowAnswer, q question) (kept, settled error) {
	done := make(chan error, 1)
	go func() { done <- guarded(func() error { return f.Settle(ctx, d) }) }()
	kept = guarded(func() error {
		id := string(q.contact.ContactID)
		if !contact.ValidID(id) {
			return fault.Errorf(fault.Invalid, "the request has no usable contact id")
		}
		return h.pops.Pop(ctx, id, newPop(a, d, q, h.now()))
	})
	return kept, <-done
}

func guarded(do func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = fault.Panic()
		}
	}()
	return do()
}
