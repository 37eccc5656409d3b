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
	org        *url.URL          // My Domain, where pages are popped
	unset      map[string]string // keys of mapped fields that are always answered, without values; never changed
	now        func() time.Time
}

// handle never fails: an error would send the contact down the flow's error
// branch, and Connect would try again while the caller waits. What goes wrong
// is the answer's reason and a line in the log.
func (h handler) handle(ctx context.Context, request json.RawMessage) (answer events.FlowAnswer, _ error) {
	defer func() {
		if recover() != nil {
			answer = h.broken(ctx, answer, fault.Panic())
		}
	}()
	began, in := h.now(), h.conditions(ctx)
	budget := tuning.ScreenPopBudget.In(in.Tuned)
	f, q := h.finder(in.Tuned), read(request, in)

	searching, cancel := context.WithDeadline(ctx, began.Add(budget-margin))
	defer cancel()
	o := outcome{question: q, decision: find(searching, f, q)}
	o.answer = h.answer(o.decision, q, h.now().Sub(began))
	answer = o.answer

	settling, cancel := context.WithDeadline(ctx, began.Add(budget-reply))
	defer cancel()
	o.kept, o.settled = h.settle(settling, f, o)
	o.took = h.now().Sub(began)
	o.late = o.took > budget
	report(ctx, o)
	return answer, nil
}

// broken is the answer after a panic: the one that was settled, if one was.
func (h handler) broken(ctx context.Context, settled events.FlowAnswer, why error) (answer events.FlowAnswer) {
	answer = settled
	if answer.MatchStatus == "" {
		answer = events.FlowAnswer{MatchStatus: events.Degraded, Reason: string(internalError), Fields: h.unset}
	}
	defer func() { _ = recover() }() // where even the log panics, the answer is all that is left
	reportPanic(ctx, answer, why)
	return answer
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
	d = f.Find(ctx, q.clue, q.terms)
	if d.Status == caller.Hit && len(d.Records) == 0 {
		d.Status, d.Reason, d.Err = caller.Degraded, internalError, fault.Errorf(fault.Unknown, "a hit from %s without a record", d.Source)
	}
	return d
}

// errNameless is why a pop cannot be kept that the flow asked for without saying
// on whose behalf.
var errNameless = fault.Errorf(fault.Invalid, "the request has no usable contact id")

// settle keeps the decision on the contact and in the index, both at once. That
// it fails costs the answer nothing.
func (h handler) settle(ctx context.Context, f finder, o outcome) (kept, settled error) {
	index := func() error { return f.Settle(ctx, o.decision) }
	pop := func() error {
		if o.question.id == "" {
			return errNameless
		}
		return h.pops.Pop(ctx, o.question.id, newPop(o, h.now()))
	}
	if o.decision.Source == caller.FromIndex { // which knows it: there is nothing to wait for
		return guarded(pop), guarded(index)
	}
	done := make(chan error, 1)
	go func() { done <- guarded(index) }()
	kept = guarded(pop)
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
