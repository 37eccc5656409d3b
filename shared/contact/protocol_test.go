package contact_test

import (
	"context"
	"flag"
	"testing"
	"time"

	"tieline/shared/contact"
)

var bound = flag.Int("faults", deep, "explore every history with at most so many faults")

// season is how long the table remembers, in minutes.
const season = 20

var pace = contact.Pace{Hold: time.Minute, Backoff: time.Minute, Keep: season * time.Minute}

func minute(n int8) time.Time { return time.Date(2026, 1, 1, 0, int(n), 0, 0, time.UTC) }

// part is what each of a world's processes does.
type part int

const (
	hearsEvent part = iota
	hearsRecord
	writes
	writesToo
	reconciles
)

var names = [...]string{"the event's handler", "the record's handler", "a writer", "another writer", "the reconciler"}

var facts = [...]contact.State{
	hearsEvent: {ID: "c1", Events: contact.Draft{
		Initiated: minute(0),
		Connected: contact.Stamped{At: minute(0), Value: "agent"},
	}},
	hearsRecord: {ID: "c1", Record: contact.Report{
		UpdatedAt: minute(0),
		Details:   contact.Details{Channel: "VOICE", Method: "INBOUND"},
	}},
}

// popped is what the screen pop says.
var popped = contact.State{ID: "c1", Pop: contact.Pop{At: minute(0), Status: "HIT"}}

func (p part) play(s *script) error {
	switch ctx := context.Background(); p {
	case writes, writesToo:
		_, err := contact.NewWriter(s, s, pace, s.now).Sync(ctx, []string{"c1"})
		return err
	case reconciles:
		_, _, err := contact.NewReconciler(s, s, s.now).Ring(ctx, 1)
		return err
	default:
		_, err := contact.NewKeeper(s, s, pace, s.now).Learn(ctx, facts[p])
		return err
	}
}

// TestProtocol explores every order in which the handlers of an event and of a
// record, two writers and the reconciler can take their steps on one contact,
// with every fault at every point.
func TestProtocol(t *testing.T) {
	w := begin(*bound)
	w.pops = 0
	w.check(t)
}

// TestProtocolWithAPop has the flow pop at every point, too, and one fault fewer.
func TestProtocolWithAPop(t *testing.T) {
	begin(*bound - 1).check(t)
}

func begin(faults int) world {
	w := world{item: none, crm: none, late: none, faults: int8(faults), pops: 1, rounds: 1, unaided: true}
	w.start(hearsEvent)
	w.start(hearsRecord)
	return w
}

func (w world) check(t *testing.T) {
	seen := map[world]bool{}
	if wrong := w.explore(seen); wrong != "" {
		t.Fatal(wrong)
	}
	t.Logf("%d worlds", len(seen))
}

// explore visits all that can come of w. If anything is wrong it says what,
// below the moves that led to it. In seen, true marks the way to w.
func (w world) explore(seen map[world]bool) (wrong string) {
	mirror := w // either writer is as good as the other
	mirror.runs[writes], mirror.runs[writesToo] = w.runs[writesToo], w.runs[writes]
	for _, w := range []world{w, mirror} {
		if onTheWay, known := seen[w]; onTheWay {
			return "and so on for ever"
		} else if known {
			return ""
		}
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
	switch due := !w.item.Value().DueAt.IsZero(); {
	case w.back:
		return "Salesforce went back to something older"
	case due && w.item.Value().Rejected != contact.Refusal{}:
		return "the contact is due and rejected"
	case w.runs != [5]run{} || w.bells != [2]int8{}:
		return ""
	case due && w.unaided:
		return "the contact is due, and nobody but the reconciler will find it"
	}
	w.settle()
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
	if !item.DueAt.IsZero() {
		return "the contact is due for ever"
	}
	return ""
}

// settle lets the reconciler and a writer work, without faults, until nothing is due.
func (w *world) settle() {
	for n := 0; n < 100 && !w.item.Value().DueAt.IsZero(); n++ {
		w.pass(1)
		w.runOut(reconciles)
		for ; w.bells[0] > 0; w.bells[0]-- {
			w.runOut(writes)
		}
	}
}
