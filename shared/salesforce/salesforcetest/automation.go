package salesforcetest

import (
	"errors"
	"fmt"
	"time"

	"tieline/shared/salesforce/salesforcetest/flows"
)

// automation is what runs of itself when records are saved, and what came of it.
type automation struct {
	flows   map[*object]map[flows.Trigger][]*flows.Flow
	user    *user               // who makes the present call; nil for an admin
	started map[string]struct{} // flow and record, since the transaction began
	saves   int                 // that stand in each other
	led     int                 // how many paths led to what happens
	later   []*waiting          // paths to be run after the commit
	timed   timetable
	strict  bool // a field of a record that was not found is a fault
	faults  []FlowFault
	sent    []Sent
}

// user is somebody who is logged in, with custom permissions.
type user struct {
	name        string
	permissions map[string]bool
	id          string // "" for whom clients log in as
}

func (u *user) permits(permission string) bool { return u != nil && u.permissions[permission] }

// by is the id of who saves.
func (u *user) by() string {
	if u == nil || u.id == "" {
		return userID
	}
	return u.id
}

// FlowFault is an error in a flow: one that a fault path took, one that refused a
// save, or one of a path that ran later and that nobody else hears of.
type FlowFault struct {
	Time                   time.Time
	Flow, Element, Message string
	Record                 string // id
	Handled                bool
}

// newAutomation sorts the flows: of several the order is that of their names, as
// ours have none of their own ("Define the Run Order of Record-Triggered Flows for
// an Object", Salesforce Help).
func newAutomation(s *Schema) automation {
	a := automation{flows: map[*object]map[flows.Trigger][]*flows.Flow{}, timed: timetable{of: map[string][]*waiting{}}}
	for _, f := range s.flows {
		of := s.object(f.Object)
		if of == nil { // it was hidden
			continue
		}
		if a.flows[of] == nil {
			a.flows[of] = map[flows.Trigger][]*flows.Flow{}
		}
		a.flows[of][f.Trigger] = append(a.flows[of][f.Trigger], f)
	}
	return a
}

// maxSavesDeep is how many saves may stand in each other ("Maximum trigger depth
// exceeded", Apex Developer Guide, "Execution Governors and Limits").
const maxSavesDeep = 16

// change is what flows are told of a save.
func (s *store) change(before, after Record, now time.Time, who *user) *flows.Change {
	return &flows.Change{Before: before, After: after, Now: now, Permits: who.permits,
		NewID: func() string { return newUUID(s.random) },
		Faulted: func(f flows.Fault) {
			id, _ := f.Record.(string)
			s.faulted(FlowFault{now, f.Flow, f.Element, f.Message, id, f.Handled})
		},
		Org: &system{s, now}, Strict: s.auto.strict}
}

// maxKept is how many faults, and how many messages, are remembered.
const maxKept = 1000

func (s *store) faulted(f FlowFault) {
	s.auto.faults = append(s.auto.faults[max(0, len(s.auto.faults)-maxKept+1):], f)
}

// StrictFlows makes it a fault if a flow asks for a field of a record that it has
// not found. Until then the field is blank. Which of the two an org does was said
// both ways, so flows are tried in both.
func (o *Org) StrictFlows() {
	o.lock()
	defer o.unlock()
	o.store.auto.strict = true
}

// FlowFaults returns the latest errors in flows, oldest first.
func (o *Org) FlowFaults() []FlowFault {
	o.lock()
	defer o.mu.Unlock()
	return append([]FlowFault{}, o.store.auto.faults...)
}

// tooDeep refuses a save that flows led to over and over.
func tooDeep(id string) []refusal {
	return []refusal{refuse("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "Maximum trigger depth exceeded, after %d saves that led to each other, at record %s", maxSavesDeep, id)}
}

// said is an error's text for a fault message, with its code.
func said(refused []refusal) error {
	var all []error
	for _, r := range refused {
		all = append(all, fmt.Errorf("%s: %s", r.code, r.message))
	}
	return errors.Join(all...)
}
