package flows

import (
	"fmt"
	"strings"
)

// resolve finds what a reference names.
func (c *compiler) resolve(reference string) (expr, error) {
	first, rest, dotted := strings.Cut(reference, ".")
	switch {
	case first == "$Record" && !dotted:
		return expr{kind: record, object: c.flow.Object, eval: func(i *interview) any { return i.record }}, nil
	case first == "$Record":
		return c.ofRecord(rest, ofRecord)
	case first == "$Record__Prior" && dotted:
		return c.ofRecord(rest, ofPrior)
	case first == "$Permission" && dotted && c.org.Permission(rest):
		return condition(func(i *interview) bool { return i.c.Permits(rest) }), nil
	case first == "$Flow":
		if e, known := ofFlow[rest]; known {
			return e, nil
		}
	case strings.HasPrefix(first, "$"):
	case !dotted:
		return c.resource(first)
	default:
		return c.ofElement(first, rest)
	}
	return expr{}, fmt.Errorf("the simulated org knows no %s", reference)
}

func (c *compiler) ofRecord(name string, read func(Field) expr) (expr, error) {
	f, known := c.org.Field(c.flow.Object, name)
	if !known {
		return expr{}, fmt.Errorf("the simulated org knows no field %s of %s", name, c.flow.Object)
	}
	return read(f), nil
}

// ofPrior is a field as it was before the save; of a new record it is blank.
func ofPrior(f Field) expr {
	return expr{kind: f.Kind, eval: func(i *interview) any { return i.c.Before[f.Name] }}
}

var ofFlow = map[string]expr{
	"CurrentDateTime": {kind: DateTime, eval: func(i *interview) any { return shownTime(i.c.Now) }},
	"CurrentDate":     {kind: Date, eval: func(i *interview) any { return i.c.Now.UTC().Format("2006-01-02") }},
	"FaultMessage":    {kind: String, eval: func(i *interview) any { return blank(i.fault) }},
	"InterviewGuid":   {kind: String, eval: func(i *interview) any { return i.guid() }},
}

// ofElement is a field of the record that a look-up found. If none was, it is
// blank (tried by people: salesforce.stackexchange.com/questions/395137), or, if
// the org is strict, a fault (unofficialsf.com/automatic-handling-null, which has
// the words). Flows had better work either way.
func (c *compiler) ofElement(element, name string) (expr, error) {
	object, found := c.found[element]
	f, known := c.org.Field(object, name)
	if !found || !known {
		return expr{}, fmt.Errorf("the simulated org knows no %s.%s", element, name)
	}
	return expr{kind: f.Kind, eval: func(i *interview) any {
		r, is := i.values[element].(Record)
		if !is || r == nil {
			if i.c.Strict && i.unset == nil {
				i.unset = fmt.Errorf("The flow failed to access the value for %s.%s because it hasn't been set or assigned.", element, f.Name) //nolint:staticcheck // Salesforce's words
			}
			return nil
		}
		return r[f.Name]
	}}, nil
}

// resource is a variable, constant, formula or template, or what an element left.
func (c *compiler) resource(name string) (expr, error) {
	if object, found := c.found[name]; found {
		return expr{kind: record, object: object, eval: func(i *interview) any { return i.values[name] }}, nil
	}
	if kind, is := c.kinds[name]; is {
		return expr{kind: kind.kind, many: kind.many, eval: func(i *interview) any { return i.values[name] }}, nil
	}
	if e, is := c.resources[name]; is {
		return e, nil
	}
	p := c.computed[name]
	if p == nil {
		return expr{}, fmt.Errorf("the flow has no resource %s", name)
	}
	delete(c.computed, name) // so that one that speaks of itself is not found
	e := c.compute(p)
	c.resources[name] = e
	return e, nil
}

// template reads a text with references in it.
func (c *compiler) template(text string) (expr, error) {
	var parts []expr
	for rest := text; rest != ""; {
		plain, after, found := strings.Cut(rest, "{!")
		parts = append(parts, constant(String, plain))
		if !found {
			break
		}
		name, then, closed := strings.Cut(after, "}")
		if !closed {
			return expr{}, fmt.Errorf("a reference is not closed in %q", text)
		}
		e, err := c.resolve(name)
		if err != nil {
			return e, err
		}
		if e.many || e.kind == record {
			return e, fmt.Errorf("%s is no value that a text can show", name)
		}
		parts, rest = append(parts, e), then
	}
	return expr{kind: String, eval: func(i *interview) any {
		var all strings.Builder
		for _, e := range parts {
			all.WriteString(shown(e.eval(i), e.kind))
		}
		return blank(all.String())
	}}, nil
}
