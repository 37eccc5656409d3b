package world

import (
	"fmt"
	"slices"
	"testing"

	"tieline/shared/amazonconnect/connecttest"
)

// wrapsUpAt is a contact whose agent wraps it up after a step.
func (w *World) wrapsUpAt(step connecttest.Step) (contact string) {
	for n := range 1000 {
		contact = fmt.Sprintf("%s-%d", step, n)
		w.desks.take(connecttest.Taken{ID: contact, Agent: "grace", Method: "INBOUND"})
		if w.desks.watch(contact, step); w.desks.of(contact).saved != nil {
			w.desks.forget(contact)
			w.desks.take(connecttest.Taken{ID: contact, Agent: "edsger", Method: "INBOUND"})
			return contact
		}
	}
	return contact // whoever it is, nobody wraps it up then
}

func TestEachAnsweredContactIsWrappedUpOnce(t *testing.T) {
	w, _ := judged(t, "")
	for habit, want := range map[connecttest.Step]int{connecttest.Connected: 0, connecttest.Completed: 1, shownFinal: 3} {
		contact := w.wrapsUpAt(habit)
		call := &Call{Played: connecttest.Played{Contacts: []connecttest.Truth{{ID: contact}}}}
		var saves []int
		for n, step := range []func(){
			func() { w.desks.watch(contact, connecttest.Connected) },
			func() { w.desks.watch(contact, connecttest.Completed) },
			func() { w.wrapUpShown(call) },
			func() { w.overwrite(t, contact, "Record_State__c", "Final"); w.wrapUpShown(call) },
			func() { w.wrapUpShown(call); w.desks.watch(contact, connecttest.Completed) },
		} {
			w.overwrite(t, contact, "Wrap_Up_By__c", nil)
			if step(); w.org.interactions(contact)[0]["Wrap_Up_By__c"] == w.users["edsger"] {
				saves = append(saves, n)
			}
		}
		if !slices.Equal(saves, []int{want}) {
			t.Errorf("%s: saved by the agent at steps %v, want %d", habit, saves, want)
		}
	}
}

// overwrite has a contact's record hold a value.
func (w *World) overwrite(t *testing.T, contact, field string, value any) {
	t.Helper()
	id, _ := w.org.interactions(contact)[0]["Id"].(string)
	if err := w.Org.Overwrite(id, map[string]any{field: value}); err != nil {
		t.Fatal(err)
	}
}

func TestAContactThatNobodyWrappedUpIsADifference(t *testing.T) {
	w, calls := judged(t, "")
	w.desks.change("c2", func(is *desk) { is.saved = nil })
	for _, field := range []string{"Disposition__c", "Wrap_Up_Notes__c", "Wrap_Up_By__c", "Wrap_Up_At__c"} {
		w.overwrite(t, "c2", field, nil)
	}
	if v := w.verdict(calls); len(v.Differences) != 1 || v.Differences[0].Field != "Wrap_Up_At__c" {
		t.Errorf("found %v", v.Differences)
	}
}

func TestAnotherAgentsWrapUpIsADifference(t *testing.T) {
	w, calls := judged(t, "")
	w.desks.wrapUp("c2", w.users["grace"], 1)
	if v := w.verdict(calls); len(v.Differences) != 1 || v.Differences[0].Field != "Wrap_Up_By__c" {
		t.Errorf("found %v", v.Differences)
	}
}
