package world

import (
	"fmt"
	"slices"
	"strconv"
)

// Answered is what stands in Salesforce of the contacts that agents answered, by
// counting. The agents' desks say what must.
type Answered struct {
	Contacts  int // that an agent took
	Once      int // of which there is one Interaction
	WrappedUp int // which hold the wrap-up of the agent who took them
	Asked     int // Tasks that were asked for
	Tasks     int // which are there
}

func (a Answered) String() string {
	return fmt.Sprintf("%d of %d answered contacts are one Interaction, %d of %d were wrapped up by the agent who answered; of %d Tasks asked for, %d are there",
		a.Once, a.Contacts, a.WrappedUp, a.Contacts, a.Asked, a.Tasks)
}

// wrong says what does not add up.
func (a Answered) wrong() []Difference {
	return slices.DeleteFunc([]Difference{
		{"", "answered contacts with one Interaction", strconv.Itoa(a.Contacts), strconv.Itoa(a.Once)},
		{"", "answered contacts that were wrapped up", strconv.Itoa(a.Contacts), strconv.Itoa(a.WrappedUp)},
		{"", "Tasks that were asked for", strconv.Itoa(a.Asked), strconv.Itoa(a.Tasks)},
	}, func(d Difference) bool { return d.Want == d.Got })
}

// countAnswered counts what stands there of the answered contacts of these calls.
func (w *World) countAnswered(calls []*Call) (all Answered) {
	tasks := map[any]bool{nil: false}
	for _, t := range w.Org.All("Task") {
		tasks[t["Id"]] = true
	}
	for _, c := range calls {
		for n := range c.Contacts {
			if e := w.expectation(c, n); e.answered() {
				all.add(e, w.org.interactions(e.ID), tasks)
			}
		}
	}
	return all
}

// add counts a contact with its records, given the ids of all tasks.
func (a *Answered) add(e Expectation, records []map[string]any, tasks map[any]bool) {
	a.Contacts++
	r := map[string]any{}
	if len(records) == 1 {
		a.Once, r = a.Once+1, records[0]
	}
	if saved := e.Desk.saved; saved != nil && equal(saved["Wrap_Up_At__c"], r["Wrap_Up_At__c"]) && equal(text(e.User), r["Wrap_Up_By__c"]) {
		a.WrappedUp++
	}
	for field, want := range map[string]any{"Task_Id__c": callTask(e), "Follow_Up_Task_Id__c": followUpTask(e)} {
		if want == nil {
			continue
		}
		if a.Asked++; tasks[r[field]] {
			a.Tasks++
		}
	}
}
