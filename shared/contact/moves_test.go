package contact_test

import (
	"tieline/shared/contact"
	"tieline/shared/fault"
)

// mover tries a move: how many faults it costs, its name, and what it does,
// which answers false if it cannot happen.
type mover func(faults int8, who, what string, happens func(*world) bool)

// moves tries everything that may happen in w.
func (w world) moves(try mover) {
	for p, r := range w.runs {
		if r != 0 {
			w.goOn(part(p), stand(r), try)
		}
	}
	for p := hearsEvent; p < writes; p++ {
		try(1, "what "+names[p]+" heard", "comes again", func(w *world) bool { return facts[p].ID != "" && w.heard[p] && w.start(p, open) })
	}
	for p := reconciles; p < parts; p++ { // nobody calls them
		try(0, names[p], "begins", func(w *world) bool { return w.sets(p) })
	}
	try(0, "the flow", "pops", (*world).pop)
	try(0, "the delayed upsert", "arrives", (*world).arrive)
	w.bell(try)
	w.time(try)
}

// sets has one begin whom nobody calls. The reconciler's round is as good as one step.
func (w *world) sets(p part) bool {
	if w.may[p]--; w.may[p] < 0 {
		return false
	}
	if p == reconciles {
		return w.runOut(p)
	}
	if p == repairs { // who leaves what is due to the reconciler
		w.unaided = false
	}
	return w.start(p, open)
}

// bell tries what may happen to a message for the writer.
func (w world) bell(try mover) {
	ring := func(faults int8, what string, hear func(*world) bool) {
		try(faults, "a doorbell", what, func(w *world) bool { w.bells[0]--; return w.bells[0] >= 0 && hear(w) })
	}
	ring(0, "is heard", func(w *world) bool { return w.hear(open) })
	ring(1, "is heard twice", func(w *world) bool { w.bells[0]++; return w.hear(open) })
	ring(1, "is lost", func(w *world) bool { w.unaided = false; return true })
	ring(1, "is heard while Salesforce is left alone", func(w *world) bool { w.unaided = false; return w.hear(closed) })
	ring(1, "is heard while calls are few", func(w *world) bool { w.unaided = false; return w.few && w.hear(tight) })
}

// hear starts a writer, if there is one that does not run.
func (w *world) hear(m mood) bool {
	return w.start(writes, m) || w.may[writesToo] > 0 && w.start(writesToo, m)
}

// time tries what passing time brings.
func (w world) time(try mover) {
	try(0, "a minute", "passes, or as many as nothing happens in", func(w *world) bool {
		due := w.item.Value().DueAt
		switch {
		case w.bells[1] > 0:
			w.pass(1)
		case due.After(minute(w.minute)):
			w.pass(w.until(due))
		default:
			return false
		}
		return true
	})
	try(1, "a season", "passes, longer than any run", func(w *world) bool {
		w.pass(season)
		for p, r := range w.runs {
			if r != 0 {
				w.end(part(p), died)
			}
		}
		return w.minute < 2*season
	})
	try(0, "the table", "forgets the contact", func(w *world) bool {
		at := w.item.Value().ExpiresAt
		w.item = none
		return !at.IsZero() && !at.After(minute(w.minute))
	})
}

var died = fault.Errorf(fault.Unknown, "died")

// goOn tries all that may become of process p and the call at which it stands.
func (w world) goOn(p part, c call, try mover) {
	answered := func(faults int8, what string, outcome func(*world) answer) {
		try(faults, names[p], what, func(w *world) bool { w.tell(p, outcome(w)); return true })
	}
	answered(0, c.port, func(w *world) answer { return w.do(c) })
	try(1, names[p], "dies", func(w *world) bool { w.end(p, died); return true })
	switch c.port {
	case "write":
		answered(1, "writes, but the reply is lost and the client tries again", func(w *world) answer {
			w.do(c)
			return answer{kind: fault.Conflict}
		})
	case "describe":
		answered(0, "is told that it goes on", func(*world) answer { return answer{item: none} })
		answered(0, "is told the end", func(*world) answer { return answer{item: itemOf(contact.Item{State: facts[repairs]})} })
	case "upsert":
		w.show(c, answered)
	}
}

// show tries what Salesforce may make of an upsert. What only the reconciler
// mends is no fault of the writer's.
func (w world) show(c call, answered func(int8, string, func(*world) answer)) {
	mishap := func(what string, outcome func(*world) answer) {
		answered(1, what, func(w *world) answer { w.unaided = false; return outcome(w) })
	}
	held := answer{kind: fault.Unavailable, held: true}
	mishap("upserts, but the reply is lost", func(w *world) answer { w.do(c); return held })
	mishap("upserts, but the request is delayed", func(w *world) answer { w.late = c.item; return held })
	mishap("upserts, but the call fails as a whole", func(*world) answer { return held })
	mishap("upserts, but the row is locked", func(*world) answer { return answer{kind: fault.Conflict} })
	mishap("upserts, but without the link", func(w *world) answer {
		if kind := w.do(c).kind; kind != "" {
			return answer{kind: kind}
		}
		return answer{kind: fault.Incomplete}
	})
	answered(1, "upserts, and is refused", func(*world) answer { return answer{kind: fault.Invalid} })
}
