package flows

import (
	"slices"
	"strings"
)

// asked are the operators of conditions and filters, as a formula has them.
var asked = map[string]string{
	"EqualTo": "=", "NotEqualTo": "<>", "GreaterThan": ">", "LessThan": "<", "GreaterThanOrEqualTo": ">=", "LessThanOrEqualTo": "<=",
}

// condition is one of a value; changes allows IsChanged, and folds is for texts
// that queries compare without regard to case.
func (c *compiler) condition(p *part, left expr, operator string, right *part, changes, folds bool) expr {
	if right == nil {
		p.refuse("the value is missing")
		return constant(Boolean, false)
	}
	e := c.value(right)
	op, known := asked[operator]
	switch yesOrNo := e.kind == Boolean; {
	case operator == "IsNull" && yesOrNo && !left.many:
		return condition(func(i *interview) bool { return nothing(left, i) == (e.eval(i) == true) })
	case operator == "IsChanged" && yesOrNo && changes && left.field != "":
		return condition(func(i *interview) bool { return i.changed(left.field) == (e.eval(i) == true) })
	case !known:
		p.refuse("the simulated org does not run operator %s", operator)
	case !comparable(left, e):
		p.refuse("the simulated org cannot compare a %s with a %s", left.kind, e.kind)
	}
	return c.compares(left, op, e, folds)
}

// comparable reports whether one value can be compared with another.
func comparable(a, b expr) bool {
	return a.kind != record && !a.many && !b.many && fits(b.kind, a.kind)
}

func (c *compiler) compares(left expr, op string, e expr, folds bool) expr {
	kind := left.kind
	return condition(func(i *interview) bool {
		a, b := left.eval(i), as(e.eval(i), e.kind, kind)
		if folds && fits(kind, String) {
			a, b = strings.ToLower(text(a)), strings.ToLower(text(b))
		}
		return holds(a, b, kind, comparisons[op])
	})
}

// nothing reports whether a value, or a record that was looked for, is not there.
func nothing(e expr, i *interview) bool {
	v := e.eval(i)
	if r, is := v.(Record); is {
		return r == nil
	}
	return v == nil
}

// conditions reads what leftValueReference, operator and rightValue say.
func (c *compiler) conditions(p *part) []expr {
	var all []expr
	for _, one := range p.all("conditions") {
		left, err := c.resolve(one.must("leftValueReference"))
		if err != nil {
			one.refuse("%v", err)
			left = constant(String, nil)
		}
		all = append(all, c.condition(one, left, one.must("operator"), one.take("rightValue"), false, false))
		one.end()
	}
	return all
}

// filters reads what field, operator and value say of an object's records. The
// record is what read reads from.
func (c *compiler) filters(p *part, object string, read func(Field) expr, changes bool) (all []expr, ids []expr) {
	for _, one := range p.all("filters") {
		name, operator := one.must("field"), one.must("operator")
		f, known := c.org.Field(object, name)
		if !known {
			one.refuse("the simulated org knows no field %s of %s", name, object)
		}
		value := one.take("value")
		var id expr
		if value != nil && f.Name == "Id" && operator == "EqualTo" {
			copied := *value
			copied.children = slices.Clone(value.children)
			id = c.value(&copied)
		}
		ids = append(ids, id)
		all = append(all, c.condition(one, read(f), operator, value, changes, !changes && !f.Exact))
		one.end()
	}
	return all, ids
}
