package contact_test

import (
	"context"
	"flag"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
)

var bound = flag.Int("faults", deep, "explore every history with at most so many faults")

// season is how long the table remembers, and overdue how long a contact record
// may take, in minutes.
const (
	season  = 20
	overdue = 2
)

var pace = contact.Pace{Hold: time.Minute, Draft: 3 * time.Minute, Backoff: time.Minute, Keep: season * time.Minute}

func minute(n int16) time.Time { return time.Date(2026, 1, 1, 0, int(n), 0, 0, time.UTC) }

// part is what each of a world's processes does.
type part int

const (
	hearsEvent part = iota
	hearsDraft
	hearsEnd
	hearsRecord
	hearsAgain
	writes
	writesToo // as writes does
	reconciles
	repairs
	erases
	parts
)

var names = [parts]string{"the event's handler", "the draft's handler", "the end's handler", "the record's handler", "the newer record's handler", "a writer", "another writer",
	"the reconciler", "the repairer", "the eraser"}

var facts = [parts]contact.State{
	hearsEvent: {ID: "c1", Events: contact.Draft{
		Initiated: minute(0),
		Connected: contact.Stamped{At: minute(0), Value: "agent"},
	}},
	hearsDraft: {ID: "c1", Events: contact.Draft{
		Initiated: minute(0),
		Channel:   contact.Stamped{At: minute(0), Value: "VOICE"},
	}},
	hearsEnd: {ID: "c1", Events: contact.Draft{
		Initiated:    minute(0),
		Disconnected: minute(0),
		Channel:      contact.Stamped{At: minute(0), Value: "VOICE"},
	}},
	hearsRecord: {ID: "c1", Record: contact.Report{
		UpdatedAt: minute(0),
		Details:   contact.Details{Channel: "VOICE", Method: "INBOUND"},
	}},
	hearsAgain: {ID: "c1", Record: contact.Report{
		UpdatedAt: minute(1),
		Details:   contact.Details{Channel: "VOICE", Method: "INBOUND", Recording: "bucket"},
	}},
	repairs: {ID: "c1", Describe: contact.Report{
		UpdatedAt: minute(0),
		Details:   contact.Details{Channel: "VOICE", DisconnectedAt: minute(1)},
	}},
}

// popped is what the screen pop says.
var popped = contact.State{ID: "c1", Pop: contact.Pop{At: minute(0), Status: "HIT"}}

func (p part) play(s *script) error {
	var err error
	switch ctx := context.Background(); p {
	case writes:
		ports := contact.WriterPorts{Store: s, CRM: s, Gate: s, Directory: s, Tight: s.tight}
		_, err = contact.NewWriter(ports, pace, s.now).Sync(ctx, []string{"c1"})
	case reconciles:
		_, _, err = contact.NewReconciler(s, s, s, s.now).Ring(ctx, 1)
	case repairs:
		_, err = contact.NewRepairer(s, s, s, pace, s.now).Repair(ctx, overdue*time.Minute, 1)
	case erases:
		_, err = contact.NewEraser(s, pace, s.now).Erase(ctx, "c1")
	default:
		_, err = contact.NewKeeper(s, s, pace, s.now).Learn(ctx, facts[p])
	}
	return err
}

// begin is a world in which handlers have facts in hand.
func begin(faults int, handlers ...part) world {
	w := world{item: none, crm: none, late: none, faults: int8(faults), unaided: true}
	for _, p := range handlers {
		w.start(p, open)
	}
	w.may[reconciles], w.may[writesToo] = 1, 1
	return w
}

// explore visits all that can come of w. If anything is wrong it says what,
// below the moves that led to it. In seen, true marks the way to w.
func (w world) explore(seen map[world]bool) (wrong string) {
	if a, b := w.runs[writes], w.runs[writesToo]; b != 0 && (a == 0 || b < a) { // either writer is as good as the other
		w.runs[writes], w.runs[writesToo] = w.runs[writesToo], w.runs[writes]
	}
	if onTheWay, known := seen[w]; onTheWay {
		return "and so on for ever"
	} else if known {
		return ""
	}
	seen[w] = true
	wrong = w.wrong()
	w.moves(func(faults int8, who, what string, happens func(*world) bool) {
		next := w
		if next.faults -= faults; wrong != "" || next.faults < 0 || !happens(&next) {
			return
		}
		if found := next.explore(seen); found != "" {
			wrong = who + " " + what + "\n\t" + found
		}
	})
	seen[w] = false
	return wrong
}

// wrong says what is wrong with a world, most of which shows when nobody is at
// work any more.
func (w world) wrong() string {
	item := w.item.Value()
	due, refused := !item.DueAt.IsZero(), item.Rejected != contact.Refusal{}
	switch {
	case w.back:
		return "Salesforce went back to something older"
	case due && refused:
		return "the contact is due and rejected"
	case item.Rejected.Reason == string(fault.Superseded):
		return "the fence refused what is newest"
	case w.erased && (item.Erased.IsZero() || item.State != contact.State{ID: "c1"} || due || refused):
		return "who was erased came back"
	case w.erased, w.runs != [parts]run{}, w.bells != [2]int8{}:
		return ""
	case due && w.unaided && !w.patient:
		return "the contact is due, and nobody but the reconciler will find it"
	}
	w.settle()
	if item := w.item.Value(); item.DueAt.IsZero() && item.Rejected == (contact.Refusal{}) && item.Shown() && lacks(w.crm.Value().State, item.State) {
		return "Salesforce does not show what is known"
	}
	w.outlast()
	return w.lost()
}

// lost says what has been lost once all who may help have done so.
func (w world) lost() string {
	shown, item := w.crm.Value().State, w.item.Value()
	if item.Rejected != (contact.Refusal{}) {
		shown = item.State // people see it on the list of what they must mend
	}
	for p, heard := range w.heard {
		if heard && lacks(shown, facts[p]) {
			return "what was heard is lost"
		}
	}
	if w.popped && w.crm.Value().Pop != popped.Pop && shown.Pop != popped.Pop {
		return "what was popped is lost"
	}
	if w.arrive(); w.back {
		return "Salesforce went back to something older, very late"
	}
	switch {
	case !item.DueAt.IsZero():
		return "the contact is due for ever"
	case !item.OpenAt.IsZero():
		return "the contact is open for ever"
	}
	return ""
}

// settle lets the reconciler and a writer work, without faults, until nothing
// is due.
func (w *world) settle() {
	for n := 0; n < patience && !w.item.Value().DueAt.IsZero(); n++ {
		w.pass(w.until(w.item.Value().DueAt))
		w.runOut(reconciles)
		for ; w.bells[0] > 0; w.bells[0]-- {
			w.runOut(writes)
		}
	}
}

// outlast has the repairer ask, too, until no record is awaited.
func (w *world) outlast() {
	for n := 0; n < patience && !w.item.Value().OpenAt.IsZero(); n++ {
		w.pass(w.until(w.item.Value().OpenAt.Add(overdue * time.Minute)))
		w.runOut(repairs)
		w.settle()
	}
}

// patience is in how many rounds all should be done.
const patience = 100
