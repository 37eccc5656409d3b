package salesforcetest

import (
	"cmp"
	"regexp"
	"slices"
)

func (c conjunction) test(o *Org, of *object) func(row) bool {
	parts := testsOf(o, of, c)
	return func(r row) bool {
		return !slices.ContainsFunc(parts, func(holds func(row) bool) bool { return !holds(r) })
	}
}

func (c disjunction) test(o *Org, of *object) func(row) bool {
	parts := testsOf(o, of, c)
	return func(r row) bool {
		return slices.ContainsFunc(parts, func(holds func(row) bool) bool { return holds(r) })
	}
}

func (c negation) test(o *Org, of *object) func(row) bool {
	holds := c.of.test(o, of)
	return func(r row) bool { return !holds(r) }
}

func testsOf(o *Org, of *object, parts []clause) []func(row) bool {
	all := make([]func(row) bool, len(parts))
	for n, p := range parts {
		all[n] = p.test(o, of)
	}
	return all
}

// test compares without regard to case, unless the field does. A text is blank
// if it is empty.
func (c comparison) test(o *Org, of *object) func(row) bool {
	f, _ := o.reached(of, c.field)
	read := o.reader(of, c.field)
	if c.operator == "LIKE" {
		like := pattern(c.values[0].text)
		return func(r row) bool {
			text, is := read(r).(string)
			return is && like.MatchString(text)
		}
	}
	values := make([]any, len(c.values))
	for n, v := range c.values {
		values[n] = v.of(f)
	}
	switch c.operator {
	case "=", "IN":
		return func(r row) bool { return slices.Contains(values, read(r)) }
	case "!=", "<>", "NOT IN":
		return func(r row) bool { return !slices.Contains(values, read(r)) }
	}
	fulfilled := comparisons[c.operator]
	return func(r row) bool {
		have := read(r)
		return have != nil && values[0] != nil && slices.Contains(fulfilled, ordered(have, values[0]))
	}
}

// ordered compares two values of one type, blank before any other.
func ordered(a, b any) int {
	if a == nil || b == nil {
		return boolean(a != nil) - boolean(b != nil)
	}
	switch a := a.(type) {
	case int64:
		return cmp.Compare(a, b.(int64))
	case float64:
		return cmp.Compare(a, b.(float64))
	case bool:
		return boolean(a) - boolean(b.(bool))
	}
	return cmp.Compare(a.(string), b.(string))
}

var likeParts = regexp.MustCompile(`(?s)\\.|%|_|[^\\%_]+`)

// pattern reads the value of LIKE: % stands for any characters, _ for one.
func pattern(text string) *regexp.Regexp {
	form := likeParts.ReplaceAllStringFunc(text, func(part string) string {
		switch part {
		case "%":
			return ".*"
		case "_":
			return "."
		}
		return regexp.QuoteMeta(literal{text: part}.plain())
	})
	return regexp.MustCompile(`(?is)^` + form + `$`)
}
