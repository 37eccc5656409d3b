package contact_test

import "tieline/shared/fault"

// mover tries a move: how many faults it costs, its name, and what it does,
// which answers false if it cannot happen.
type mover func(faults int8, who, what string, happens func(*world) bool)

// moves tries everything that may happen in w.
func (w world) moves(try mover) {
	for p, r := range w.runs {
		if r != (run{}) {
			w.goOn(part(p), stand(r), try)
		}
	}
	try(1, "the event", "comes again", func(w *world) bool { return w.start(hearsEvent) })
	try(1, "the record", "comes again", func(w *world) bool { return w.start(hearsRecord) })
	try(0, "the flow", "pops", (*world).pop)
	hear := func(w *world) bool { return w.start(writes) || w.start(writesToo) }
	try(0, "a doorbell", "is heard", func(w *world) bool { w.bells[0]--; return w.bells[0] >= 0 && hear(w) })
	try(1, "a doorbell", "is heard twice", func(w *world) bool { return w.bells[0] > 0 && hear(w) })
	try(1, "a doorbell", "is lost", func(w *world) bool { w.bells[0]--; w.unaided = false; return w.bells[0] >= 0 })
	try(0, "the reconciler", "rings", func(w *world) bool { w.rounds--; return w.rounds >= 0 && w.runOut(reconciles) })
	try(0, "the delayed upsert", "arrives", (*world).arrive)
	try(0, "a minute", "passes", func(w *world) bool {
		awaited := w.bells[1] > 0 || w.item.Value().DueAt.After(minute(w.minute))
		w.pass(1)
		return awaited
	})
	try(1, "a season", "passes, longer than any run", func(w *world) bool {
		for p, r := range w.runs {
			if r != (run{}) {
				w.end(part(p), died)
			}
		}
		w.pass(season)
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
	case "upsert":
		answered(1, "upserts, but the reply is lost", func(w *world) answer {
			w.do(c)
			w.unaided = false
			return answer{kind: fault.Unavailable}
		})
		answered(1, "upserts, but the request is delayed", func(w *world) answer {
			w.late, w.unaided = c.item, false
			return answer{kind: fault.Unavailable}
		})
		answered(1, "upserts, but without the link", func(w *world) answer {
			w.unaided = false
			if kind := w.do(c).kind; kind != "" {
				return answer{kind: kind}
			}
			return answer{kind: fault.Incomplete}
		})
		answered(1, "upserts, and is refused", func(*world) answer { return answer{kind: fault.Invalid} })
	}
}
