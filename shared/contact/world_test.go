package contact_test

import (
	"time"
	"unique"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// world is everything at one moment: one contact and all who work on it.
type world struct {
	minute  int8
	item    item    // in the table
	crm     item    // in Salesforce
	late    item    // on its way to Salesforce, from a writer that gave up on it
	bells   [2]int8 // how many are heard now, and how many later
	runs    [5]run  // by part
	heard   [2]bool // which handlers are done with their message
	faults  int8    // that may still happen
	rounds  int8    // that the reconciler may still begin
	pops    int8    // that may still happen
	popped  bool    // the flow has popped the contact's record
	unaided bool    // nothing has happened that only the reconciler can mend
	back    bool    // Salesforce went back to something older
}

// do carries out a call as the table, the queue and Salesforce do.
func (w *world) do(c call) answer {
	a := answer{item: none}
	switch c.port {
	case "read", "list": // the index lags: it lists the contact, due or not
		a.item = w.item
	case "write":
		if w.item.Value().Version != c.was {
			a.kind = fault.Conflict
		} else {
			w.item = c.item
		}
	case "ring":
		w.bells[min(1, max(0, c.delay))]++
	case "upsert":
		a.kind = w.upsert(c.item.Value())
	}
	return a
}

// upsert is Salesforce, with its fence. It keeps the fields it is not sent,
// and those of a pop that the table has forgotten are not sent.
func (w *world) upsert(sent contact.Item) fault.Kind {
	holds := w.crm.Value()
	if sent.Version < holds.Version {
		return fault.Superseded
	}
	if sent.Pop == (contact.Pop{}) {
		sent.Pop = holds.Pop
	}
	w.back = w.back || lacks(sent.State, holds.State)
	w.crm = unique.Make(contact.Item{State: sent.State, Version: sent.Version})
	return ""
}

// lacks reports whether people would see something else if fact were added.
func lacks(s, fact contact.State) bool {
	with, _ := contact.Merge(s, fact)
	return with.View() != s.View()
}

// arrive lets the delayed request reach Salesforce after all.
func (w *world) arrive() bool {
	sent := w.late
	w.late = none
	w.upsert(sent.Value())
	return sent != none
}

// pop is the one write of the screen pop, while a contact lasts: it reads
// nothing, makes due what is not, and does not ring.
func (w *world) pop() bool {
	if w.pops == 0 || w.minute >= season {
		return false
	}
	w.pops--
	w.popped, w.unaided = true, false
	i := w.item.Value()
	if i.Version == 0 {
		i.Version = minute(w.minute).UnixMilli()
	}
	i.ID, i.Pop, i.ExpiresAt, i.Version = "c1", popped.Pop, time.Time{}, i.Version+1
	if refused := i.Rejected.At; !refused.IsZero() {
		i.DueAt, i.Rejected = refused, contact.Refusal{}
	} else if i.DueAt.IsZero() {
		i.DueAt = minute(w.minute).Add(pace.Hold)
	}
	w.item = unique.Make(i)
	return true
}

// pass lets so many minutes pass.
func (w *world) pass(n int8) {
	w.minute += n
	w.bells = [2]int8{w.bells[0] + w.bells[1], 0}
}

// start starts a process, if it does not run already.
func (w *world) start(p part) bool {
	if w.runs[p] != (run{}) {
		return false
	}
	w.runs[p] = unique.Make(process{part: p})
	if p >= writes { // its first read can be thought part of the ring
		w.tell(p, w.do(stand(w.runs[p])))
	}
	return true
}

// tell gives a process the answer it waits for, and ends it if that was all.
func (w *world) tell(p part, a answer) {
	a.minute = w.minute
	w.runs[p] = unique.Make(process{part: p, before: w.runs[p], told: a})
	if c := stand(w.runs[p]); c.port == "" {
		w.end(p, c.err)
	}
}

// end ends a process. Its message comes again, unless it was done or parked.
func (w *world) end(p part, err error) {
	w.runs[p] = run{}
	switch {
	case p <= hearsRecord && err == nil:
		w.heard[p] = true
	case p <= hearsRecord && !fault.Permanent(err):
		w.start(p)
	case p <= writesToo && err != nil:
		w.bells[0]++
	}
}

// runOut runs a process to its end without a fault.
func (w *world) runOut(p part) bool {
	for w.start(p); w.runs[p] != (run{}); {
		w.tell(p, w.do(stand(w.runs[p])))
	}
	return true
}
