package flows

import (
	"slices"
	"strings"
)

// assignment reads an Assignment. Before saving it may change the record, else
// variables only.
func (c *compiler) assignment(p *part, e *element) {
	e.next = p.connector("connector")
	var all []func(*interview)
	for _, item := range p.all("assignmentItems") {
		to, operator := item.must("assignToReference"), item.must("operator")
		if v := item.take("value"); v == nil {
			item.refuse("the value is missing")
		} else if set := c.set(item, to, operator, c.value(v)); set != nil {
			all = append(all, set)
		}
		item.end()
	}
	e.do = func(i *interview) (string, error) {
		for _, set := range all {
			set(i)
		}
		return e.next, nil
	}
}

// set is one item of an assignment, nil if it is refused.
func (c *compiler) set(p *part, to, operator string, value expr) func(*interview) {
	name, ofRecord := strings.CutPrefix(to, "$Record.")
	v, known := c.kinds[to]
	_, left := c.flow.elements[to]
	switch {
	case ofRecord && c.flow.Trigger == BeforeSave && operator == "Assign":
		return c.setField(p, name, value)
	case ofRecord:
		p.refuse("%s to the record is for flows before saving, and for updates", operator)
	case !known || left:
		p.refuse("there is no variable %s", to)
	case operator == "Add" && v.many && value.kind == v.kind:
		return func(i *interview) { i.values[to] = added(i.values[to], value.eval(i)) }
	case operator == "Assign" && v.many == value.many && fits(value.kind, v.kind):
		return func(i *interview) { i.values[to] = as(value.eval(i), value.kind, v.kind) }
	default:
		p.refuse("the simulated org cannot %s a %s to a variable of type %s", operator, value.kind, v.kind)
	}
	return nil
}

// added is a collection with a value, or with those of another, more.
func added(to, v any) any {
	all, _ := to.([]any)
	if more, is := v.([]any); is {
		return slices.Concat(all, more)
	}
	return append(slices.Clone(all), v)
}

func (c *compiler) setField(p *part, name string, value expr) func(*interview) {
	f, known := c.org.Field(c.flow.Object, name)
	if !known || f.Fixed || value.many || !fits(value.kind, f.Kind) {
		p.refuse("field %s of %s takes no %s", name, c.flow.Object, value.kind)
		return nil
	}
	return func(i *interview) { put(i.record, f, as(value.eval(i), value.kind, f.Kind)) }
}

// put sets a field of a record; a blank one is absent.
func put(r Record, f Field, v any) {
	if v == nil && f.Kind != Boolean {
		delete(r, f.Name)
		return
	}
	r[f.Name] = v
}

// decision reads a Decision: the first rule that holds says where to go.
func (c *compiler) decision(p *part, e *element) {
	otherwise := p.connector("defaultConnector")
	p.skip("defaultConnectorLabel")
	type rule struct {
		holds expr
		next  string
	}
	var rules []rule
	for _, r := range p.all("rules") {
		r.called()
		if r.flag("doesRequireRecordChangedToMeetCriteria") {
			r.refuse("the simulated org does not ask whether a record was changed to meet criteria in a decision")
		}
		logic, to := r.word("conditionLogic"), r.connector("connector")
		rules = append(rules, rule{c.logic(r, logic, c.conditions(r)), to})
		c.leads(r, to)
		r.end()
	}
	c.leads(p, otherwise)
	e.do = func(i *interview) (string, error) {
		for _, r := range rules {
			if r.holds.eval(i) == true {
				return r.next, nil
			}
		}
		return otherwise, nil
	}
}

// leads refuses a connector to nowhere.
func (c *compiler) leads(p *part, to string) {
	if to != "" && c.flow.elements[to] == nil {
		p.refuse("it leads to %s, which is not there", to)
	}
}
