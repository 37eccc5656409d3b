package flows

import (
	"fmt"
	"strconv"
)

// declareResources reads the variables and constants, and remembers the others.
func (c *compiler) declareResources(root *part) {
	for _, p := range root.all("variables") {
		name := p.called()
		c.unique(p, name)
		v := variable{c.dataType(p), p.flag("isCollection")}
		if p.flag("isInput") || p.flag("isOutput") {
			p.refuse("nobody gives a flow that a record starts a value, or asks for one")
		}
		p.skip("scale")
		if initial := p.take("value"); initial != nil {
			c.flow.initial[name] = c.literal(initial, v)
		}
		c.kinds[name] = v
		p.end()
	}
	for _, p := range root.all("constants") {
		name := p.called()
		c.unique(p, name)
		kind := c.dataType(p)
		if v := p.take("value"); v != nil {
			c.resources[name] = constant(kind, c.literal(v, variable{kind: kind}))
		}
		p.end()
	}
	for _, p := range append(root.all("formulas"), root.all("textTemplates")...) {
		name := p.called()
		c.unique(p, name)
		c.computed[name] = p
	}
}

func (c *compiler) dataType(p *part) Kind {
	return Kind(p.choice("dataType", string(String), string(Number), string(Boolean), string(Date), string(DateTime)))
}

// literal is a value that is no reference.
func (c *compiler) literal(p *part, v variable) any {
	refers := len(p.children) == 1 && p.children[0].name == "elementReference"
	e := c.value(p)
	if v.many || refers || !fits(e.kind, v.kind) {
		p.refuse("it is no literal of type %s", v.kind)
		return nil
	}
	return e.eval(&interview{c: &Change{}})
}

// compute reads a formula or a template.
func (c *compiler) compute(p *part) expr {
	if p.name == "textTemplates" {
		if !p.flag("isViewedAsPlainText") {
			p.refuse("the simulated org does not run templates of rich text")
		}
		e, err := c.template(p.word("text"))
		return c.ended(p, e, err)
	}
	kind, scale := c.dataType(p), p.word("scale")
	e, err := parseFormula(p.word("expression"), grammar{refers: c.resolve})
	if err == nil && e.kind != kind {
		err = fmt.Errorf("the formula is a %s, and not a %s", e.kind, kind)
	}
	if places, bad := strconv.Atoi(scale); err == nil && bad == nil && kind == Number {
		exact := e.eval
		e.eval = func(i *interview) any {
			if n, is := exact(i).(float64); is {
				return rounded(n, places)
			}
			return nil
		}
	}
	return c.ended(p, e, err)
}

func (c *compiler) ended(p *part, e expr, err error) expr {
	if err != nil {
		p.refuse("%v", err)
		return constant(String, nil)
	}
	p.end()
	return e
}
