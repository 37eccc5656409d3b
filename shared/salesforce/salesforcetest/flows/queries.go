package flows

import (
	"fmt"
	"strings"
)

// lookup reads a Get Records that keeps the first record it finds.
func (c *compiler) lookup(p *part, e *element) {
	e.next, e.fault = p.connector("connector"), p.connector("faultConnector")
	object := c.object(p)
	if !p.flag("storeOutputAutomatically") || !p.flag("getFirstRecordOnly") {
		p.refuse("the simulated org runs look-ups that keep one record automatically")
	}
	if p.flag("assignNullValuesIfNoRecordsFound") {
		p.refuse("assignNullValuesIfNoRecordsFound is for records that are kept in variables")
	}
	for _, q := range p.all("queriedFields") {
		if _, known := c.org.Field(object, q.text); !known {
			q.refuse("the simulated org knows no field %s of %s", q.text, object)
		}
	}
	find := c.query(p, object)
	by, order := p.word("sortField"), p.choice("sortOrder", "Asc", "Desc")
	if f, known := c.org.Field(object, by); by != "" && !known {
		p.refuse("the simulated org knows no field %s of %s", by, object)
	} else if by != "" {
		by = f.Name
	}
	e.do = func(i *interview) (string, error) {
		q := find(i)
		q.By, q.Down, q.First = by, order == "Desc", true
		delete(i.values, e.name)
		if all := i.c.Org.Find(q); len(all) > 0 && i.unset == nil {
			i.values[e.name] = all[0]
		}
		return e.next, nil
	}
}

func (c *compiler) object(p *part) string {
	object := p.must("object")
	if _, known := c.org.Field(object, ""); !known {
		p.refuse("the simulated org knows no object %s", object)
	}
	return object
}

// query reads the filters of a look-up or an update.
func (c *compiler) query(p *part, object string) func(*interview) Query {
	read := func(f Field) expr {
		return expr{kind: f.Kind, eval: func(i *interview) any { return i.queried[f.Name] }}
	}
	logic := p.word("filterLogic")
	filters, ids := c.filters(p, object, read, false)
	e := c.logic(p, logic, filters)
	all := strings.EqualFold(logic, "and") || logic == ""
	return func(i *interview) Query {
		q := Query{Object: object}
		for _, id := range ids {
			if id.eval != nil && all {
				q.ID = text(id.eval(i))
			}
		}
		q.Holds = func(r Record) bool {
			i.queried = r
			return e.eval(i) == true
		}
		return q
	}
}

// stores reads the values that a creation or an update gives fields.
func (c *compiler) stores(p *part, object string) func(*interview) map[string]any {
	type assigned struct {
		field Field
		value expr
	}
	var all []assigned
	for _, in := range p.all("inputAssignments") {
		name, v := in.must("field"), in.take("value")
		f, known := c.org.Field(object, name)
		if v == nil {
			in.refuse("the value is missing")
			continue
		}
		value := c.value(v)
		if !known || f.Fixed || value.many || !fits(value.kind, f.Kind) {
			in.refuse("field %s of %s takes no %s", name, object, value.kind)
		}
		all = append(all, assigned{f, value})
		in.end()
	}
	if len(all) == 0 {
		p.refuse("it sets no field")
	}
	return func(i *interview) map[string]any {
		values := make(map[string]any, len(all))
		for _, a := range all {
			v := as(a.value.eval(i), a.value.kind, a.field.Kind)
			if a.field.Kind == Boolean && v == nil {
				v = false
			}
			values[a.field.Name] = v
		}
		return values
	}
}

// failed has the words of a fault that was met in saving (recorded at
// github.com/SFDO-Community/declarative-lookup-rollup-summaries/issues/1035).
func failed(doing string, err error) error {
	return fmt.Errorf("This error occurred when the flow tried to %s records: %w. You can look up ExceptionCode values in the SOAP API Developer Guide.", doing, err) //nolint:staticcheck // Salesforce's words
}
