package contact_test

import (
	"strings"
	"testing"
)

// seeded is the defect that the ports have, if any.
var seeded defect

// defect is a main rule taken away, at a port.
type defect int

const (
	noDefect defect = iota
	ringsOnlyOnChange
	clearsUnconditionally
	hasNoFence
	forgetsWhatIsDue
	takesInWhatWasErased
	takesHeldForDone
)

// TestProtocol explores every order in which the handlers of an event and of a
// record, two writers and the reconciler can take their steps on one contact,
// with every fault at every point.
func TestProtocol(t *testing.T) {
	begin(*bound, hearsEvent, hearsRecord).check(t)
}

// TestProtocolOfARecordDeliveredAgain has one writer, and a table that forgets
// between the two.
func TestProtocolOfARecordDeliveredAgain(t *testing.T) {
	w := begin(*bound, hearsRecord, hearsAgain)
	w.may = [parts]int8{}
	w.check(t)
}

// TestProtocolWithAPop has the flow pop at every point, too, and one fault fewer.
func TestProtocolWithAPop(t *testing.T) {
	begin(*bound-1, hearsEvent, hearsRecord).popping().check(t)
}

// TestProtocolOfADraft has an event that nobody rings for: it can wait.
func TestProtocolOfADraft(t *testing.T) {
	begin(*bound-1, hearsDraft, hearsRecord).check(t)
}

// TestProtocolNearTheLimit has a draft wait for calls, and no record come.
func TestProtocolNearTheLimit(t *testing.T) {
	begin(*bound-1, hearsEvent, hearsDraft).sparing().check(t)
}

// TestProtocolOfRepair has one ask Connect, while the record comes yet, or does not.
func TestProtocolOfRepair(t *testing.T) {
	begin(*bound-1, hearsEnd, hearsRecord).repaired().check(t)
	begin(*bound, hearsEnd).repaired().check(t)
}

// TestProtocolOfALapse has one ask Connect of a contact whose end nobody told.
func TestProtocolOfALapse(t *testing.T) {
	begin(*bound, hearsDraft).repaired().check(t)
}

// TestProtocolOfErasure has the person erased at every point.
func TestProtocolOfErasure(t *testing.T) {
	begin(*bound, hearsRecord).erasing().check(t)
}

// popping has a flow and one writer.
func (w world) popping() world {
	w.pops, w.may = 1, [parts]int8{}
	return w
}

func (w world) sparing() world { w.few = true; return w }

// repaired has one who asks Connect, and one writer.
func (w world) repaired() world {
	w.may = [parts]int8{repairs: 2}
	return w
}

// erasing has an eraser and one writer.
func (w world) erasing() world {
	w.may = [parts]int8{erases: 1}
	return w
}

func (w world) check(t *testing.T) {
	seen := map[world]bool{}
	if wrong := w.explore(seen); wrong != "" {
		t.Fatal(wrong)
	}
	t.Logf("%d worlds", len(seen))
}

// TestTheModelFindsEachRuleThatIsTakenAway is what makes its silence mean something.
func TestTheModelFindsEachRuleThatIsTakenAway(t *testing.T) {
	defer seed(noDefect)
	both := begin(1, hearsEvent, hearsRecord)
	for name, tt := range map[string]struct {
		defect defect
		world  world
		finds  string
	}{
		"a handler rings only on change":                  {ringsOnlyOnChange, both, "the contact is due, and nobody but the reconciler will find it"},
		"the writer clears without the version":           {clearsUnconditionally, both, "the fence refused what is newest"},
		"Salesforce has no fence":                         {hasNoFence, begin(2, hearsEvent, hearsRecord), "Salesforce went back to something older"},
		"the table forgets what is due":                   {forgetsWhatIsDue, both, "what was heard is lost"},
		"what was erased takes in a fact":                 {takesInWhatWasErased, both.erasing(), "who was erased came back"},
		"a call that failed as a whole is taken for done": {takesHeldForDone, both, "Salesforce does not show what is known"},
	} {
		t.Run(name, func(t *testing.T) {
			seed(tt.defect)
			found := tt.world.explore(map[world]bool{})
			t.Log(found)
			if !strings.HasSuffix("\n\t"+found, "\n\t"+tt.finds) {
				t.Errorf("found %q, want %q", found, tt.finds)
			}
		})
	}
}

// seed gives the ports a defect. What code does with it must be played anew.
func seed(d defect) {
	seeded = d
	clear(stands)
}
