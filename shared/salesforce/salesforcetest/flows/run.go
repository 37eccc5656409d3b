package flows

import (
	"fmt"
	"time"
)

// interview is one run of a flow.
type interview struct {
	c      *Change
	flow   *Flow
	record Record         // $Record
	values map[string]any // of variables, and what elements left
	fault  string         // $Flow.FaultMessage
	id     string         // $Flow.InterviewGuid
	unset  error          // that a record was asked for a field and was not there

	queried Record // that filters look at
}

// element is something that a flow does.
type element struct {
	name, kind, next, fault string
	do                      func(*interview) (next string, err error)
}

// Fault is an error in an element. It is handled if there is a path for it.
type Fault struct {
	Flow, Label, Element, Message string
	Record                        any // the id of the record that started the flow
	Handled                       bool
}

func (f Fault) Error() string { return f.Message }

// maxSteps keeps a flow whose connectors lead back from running for ever.
const maxSteps = 2000

func (f *Flow) interview(c *Change) *interview {
	i := &interview{c: c, flow: f, record: c.After}
	if c.After == nil {
		i.record = c.Before
	}
	return i
}

// Starts reports whether a change starts the flow.
func (f *Flow) Starts(c *Change) bool {
	switch {
	case c.After == nil:
		return f.Trigger == BeforeDelete && f.Meets(c)
	case f.Trigger == BeforeDelete, c.Before == nil && !f.created, c.Before != nil && !f.updated:
		return false
	}
	if !f.Meets(c) {
		return false
	}
	return !f.newly || c.Before == nil || !f.Meets(&Change{Before: c.Before, After: c.Before, Now: c.Now, Permits: c.Permits})
}

// Meets reports whether the record meets the entry conditions, whatever it was before.
func (f *Flow) Meets(c *Change) bool { return f.conditions == nil || f.conditions(f.interview(c)) }

// AtOnce reports whether the flow does anything before the commit.
func (f *Flow) AtOnce() bool { return f.first != "" }

// Run runs the path that runs at once. Of a flow before saving it changes the
// record after the save. An error is a Fault without a path.
func (f *Flow) Run(c *Change) error { return f.follow(c, f.first) }

// RunPath runs one of the Paths.
func (f *Flow) RunPath(c *Change, p *Path) error { return f.follow(c, p.first) }

// At is when a path is to run for a record, if at all.
func (p *Path) At(r Record) (time.Time, bool) {
	t, is := moment(r[p.field])
	return t.Add(p.offset), is
}

func (f *Flow) follow(c *Change, at string) error {
	i := f.interview(c)
	i.values = make(map[string]any, len(f.initial))
	for name, v := range f.initial {
		i.values[name] = v
	}
	for range maxSteps {
		if at == "" {
			return nil
		}
		e := f.elements[at]
		next, err := e.do(i)
		if err == nil {
			err, i.unset = i.unset, nil
		}
		if at = next; err == nil {
			continue
		}
		fault := Fault{f.Name, f.Label, e.name, err.Error(), i.record["Id"], e.fault != ""}
		if c.Faulted != nil {
			c.Faulted(fault)
		}
		if !fault.Handled {
			return fault
		}
		i.unset, i.fault, at = nil, fault.Message, e.fault
	}
	return Fault{Flow: f.Name, Label: f.Label, Element: at, Message: fmt.Sprintf("the flow went through %d elements and did not end", maxSteps), Record: i.record["Id"]}
}

// changed reports whether a field of the record is another than before. Of a new
// record nothing has changed.
func (i *interview) changed(field string) bool {
	return i.c.Before != nil && i.c.Before[field] != i.record[field]
}

// guid is the interview's id.
func (i *interview) guid() string {
	if i.id == "" {
		i.id = i.c.NewID()
	}
	return i.id
}
