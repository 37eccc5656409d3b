package contact_test

import (
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

// world is everything at one moment: one contact and all who work on it.
type world struct {
	minute  int16
	item    item       // in the table
	crm     item       // in Salesforce
	late    item       // on its way to Salesforce, from a writer that gave up on it
	bells   [2]int8    // how many are heard now, and how many later
	runs    [parts]run // by part
	heard   [parts]bool
	faults  int8        // that may still happen
	may     [parts]int8 // how often who is not called may still begin; whether there is another writer
	few     bool        // calls may be
	pops    int8        // that may still happen
	popped  bool        // the flow has popped the contact's record
	unaided bool        // nothing has happened that only the reconciler can mend
	patient bool        // what is due was due in so long that nobody rang for it
	erased  bool        // the person has been erased
	back    bool        // Salesforce went back to something older
}

// whatever, as the version that an item should have, is any.
const whatever = -1

// do carries out a call as the table, the queue, Salesforce and Connect do.
func (w *world) do(c call) answer {
	a := answer{item: none}
	switch c.port {
	case "read", "list":
		a.item = w.item
	case "write":
		if c.was != whatever && w.item.Value().Version != c.was {
			a.kind = fault.Conflict
		} else {
			w.keep(c.item.Value())
		}
	case "ring":
		w.bells[min(1, max(0, c.delay))]++
	case "upsert":
		a.kind = w.upsert(c.item.Value())
	case "describe":
		a.kind = fault.NotFound
	}
	return a
}

// keep is the table, once it has found the version right.
func (w *world) keep(i contact.Item) {
	if seeded == forgetsWhatIsDue && i.ExpiresAt.IsZero() {
		i.ExpiresAt = minute(w.minute).Add(pace.Keep)
	}
	w.heard[repairs] = w.heard[repairs] || i.Describe != contact.Report{}
	w.erased = w.erased || !i.Erased.IsZero()
	w.patient = i.DueAt.Sub(minute(w.minute)) > pace.Hold
	w.item = itemOf(i)
}

// upsert is Salesforce, with its fence. It keeps the fields it is not sent,
// and those of a pop that the table has forgotten are not sent.
func (w *world) upsert(sent contact.Item) fault.Kind {
	holds := w.crm.Value()
	if sent.Version < holds.Version && seeded != hasNoFence {
		return fault.Superseded
	}
	if sent.Pop == (contact.Pop{}) {
		sent.Pop = holds.Pop
	}
	w.back = w.back || lacks(sent.State, holds.State)
	w.crm = itemOf(contact.Item{State: sent.State, Version: sent.Version})
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
	if w.late = none; sent == none {
		return false
	}
	w.upsert(sent.Value())
	return true
}

// pop is the one write of the screen pop, while a contact lasts: it reads
// nothing, makes due what is not, and does not ring. What was erased refuses it.
func (w *world) pop() bool {
	i := w.item.Value()
	if w.pops == 0 || w.minute >= season || !i.Erased.IsZero() {
		return false
	}
	w.pops--
	w.popped, w.unaided = true, false
	if i.Version == 0 {
		i.Version = minute(w.minute).UnixMilli()
	}
	i.ID, i.Pop, i.ExpiresAt, i.Version = "c1", popped.Pop, time.Time{}, i.Version+1
	if refused := i.Rejected.At; !refused.IsZero() {
		i.DueAt, i.Rejected = refused, contact.Refusal{}
	} else if i.DueAt.IsZero() {
		i.DueAt = minute(w.minute).Add(pace.Hold)
	}
	w.item = itemOf(i)
	return true
}

// pass lets so many minutes pass.
func (w *world) pass(n int16) {
	w.minute += n
	w.bells = [2]int8{w.bells[0] + w.bells[1], 0}
}

// until is for how many minutes nothing happens before a time, 1 if it has come.
func (w *world) until(at time.Time) int16 {
	return max(1, int16(at.Sub(minute(w.minute))/time.Minute))
}

// start starts a process, if it does not run already. A writer finds Salesforce
// in a mood.
func (w *world) start(p part, m mood) bool {
	if w.runs[p] != 0 || p == hearsRecord && w.outlived() {
		return false
	}
	w.runs[p] = begun(p)
	if p >= writes { // its first call can be thought part of what starts it
		a := w.do(stand(w.runs[p]))
		a.mood = m
		w.tell(p, a)
	}
	return m != closed || w.runOut(p)
}

// outlived reports whether the older of two records would come so late that the
// table may have forgotten the newer. No stream keeps one for that long.
func (w *world) outlived() bool {
	return w.minute >= season && (w.runs[hearsAgain] != 0 || w.heard[hearsAgain])
}

// tell gives a process the answer it waits for, and ends it if that was all.
func (w *world) tell(p part, a answer) {
	a.minute = w.minute
	w.runs[p] = told(w.runs[p], a)
	if c := stand(w.runs[p]); c.port == "" {
		w.end(p, c.err)
	}
}

// end ends a process. Its message comes again, unless it was done or parked.
func (w *world) end(p part, err error) {
	w.runs[p] = 0
	switch {
	case p < writes && err == nil:
		w.heard[p] = true
	case p < writes && !fault.Permanent(err):
		w.start(p, open)
	case p <= writesToo && err != nil:
		w.bells[0]++
	}
}

// runOut runs a process to its end without a fault.
func (w *world) runOut(p part) bool {
	for w.start(p, open); w.runs[p] != 0; {
		w.tell(p, w.do(stand(w.runs[p])))
	}
	return true
}
