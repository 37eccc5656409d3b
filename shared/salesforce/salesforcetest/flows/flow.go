// Package flows runs record-triggered flows from their metadata, for the simulated
// org. It knows a small set of elements, formula functions and actions, and
// refuses, when a flow is read, whatever else there is, with the file and the
// element: what it takes it also does.
//
// What elements mean is of "Flow" in the Metadata API Developer Guide, and of
// "Flow Reference" in Salesforce Help; it was never compared with an org.
package flows

import "time"

// Record holds a record's fields by API name. A value is a string, a float64 or
// a bool; a blank field is absent.
type Record = map[string]any

// Field is what a flow must know of a field. Its name is as the object has it.
type Field struct {
	Name  string
	Kind  Kind
	Fixed bool // it is not to be written
	Exact bool // queries of its texts have regard to case
}

// Objects is what a flow may speak of.
type Objects interface {
	// Field finds a field of an object; the field "" is the object itself.
	Field(object, name string) (Field, bool)
	// Permission reports whether there is such a custom permission.
	Permission(name string) bool
}

// Org is where a flow runs.
type Org interface {
	// Find returns the records that a query finds, in its order.
	Find(q Query) []Record
	// Save creates a record, or changes the one of the id, and returns its id. Of
	// an event it is published.
	Save(object, id string, values map[string]any) (string, error)
	// Act does what a flow wants done beside saving.
	Act(action string, inputs map[string]any) error
}

// Query is what a flow looks for.
type Query struct {
	Object string
	ID     any // of the record, if the flow names it
	Holds  func(Record) bool
	By     string // the field to sort by, "" for none
	Down   bool   // the largest first
	First  bool   // one is enough
}

// Change is a save that may start flows. Before is nil for a new record, After
// for one that is deleted.
type Change struct {
	Before, After Record
	Now           time.Time
	Permits       func(permission string) bool
	NewID         func() string // of an interview
	Faulted       func(Fault)   // hears of every fault, also of one that has a path
	Org           Org
	Strict        bool // a field of a record that was not found is a fault, and not blank
}

// Trigger is when a flow starts.
type Trigger string

// The triggers.
const (
	BeforeSave   Trigger = "RecordBeforeSave"
	AfterSave    Trigger = "RecordAfterSave"
	BeforeDelete Trigger = "RecordBeforeDelete"
)

// Flow is a flow that can run.
type Flow struct {
	Name, Label, Object string
	Trigger             Trigger
	Active              bool
	Paths               []*Path // beside the one that runs at once

	created, updated bool
	newly            bool // not if the record met the conditions before
	conditions       func(*interview) bool
	first            string
	elements         map[string]*element
	initial          map[string]any // of variables
}

// Path is a path that runs later: after the commit, or when a field of the
// record says.
type Path struct {
	Name   string
	Async  bool
	field  string
	offset time.Duration
	first  string
}
