package flows

import (
	"fmt"
	"slices"
	"strings"
)

// apply calls a function. One that it does not know, with these arguments, is
// an error.
func (p *formulaParser) apply(function string, args []expr) (expr, error) {
	kinds := make([]string, len(args))
	for n, a := range args {
		if kinds[n] = string(a.kind); a.many || a.kind == record {
			return expr{}, fmt.Errorf("%s takes no records or collections", function)
		}
	}
	if e, known := p.ofChange(function, args); known {
		return e, nil
	}
	if e, known := logical(function, args); known {
		return e, nil
	}
	if e, known := ofValues(function+"("+strings.Join(kinds, ",")+")", args); known {
		return e, nil
	}
	return expr{}, fmt.Errorf("the simulated org cannot evaluate %s(%s)", function, strings.Join(kinds, ", "))
}

// ofValues are the other functions, by their names and the kinds they take.
func ofValues(call string, args []expr) (e expr, known bool) {
	switch call {
	case "NOW()":
		return expr{kind: DateTime, eval: func(i *interview) any { return shownTime(i.c.Now) }}, true
	case "DATEVALUE(DateTime)":
		return expr{kind: Date, eval: func(i *interview) any { return as(args[0].eval(i), DateTime, Date) }}, true
	case "CASESAFEID(String)": // ids are full ones here
		return expr{kind: String, eval: args[0].eval}, true
	case "TEXT(Number)", "TEXT(Date)", "TEXT(DateTime)", "TEXT(Picklist)":
		return expr{kind: String, eval: func(i *interview) any { return inFormula(args[0].eval(i), args[0].kind) }}, true
	case "ISPICKVAL(Picklist,String)":
		return condition(func(i *interview) bool { return text(args[0].eval(i)) == text(args[1].eval(i)) }), true
	case "ISBLANK(String)", "ISBLANK(Number)", "ISBLANK(Boolean)", "ISBLANK(Date)", "ISBLANK(DateTime)":
		return condition(func(i *interview) bool { return args[0].eval(i) == nil }), true
	}
	return expr{}, false
}

// logical are the functions of conditions.
func logical(function string, args []expr) (e expr, known bool) {
	yes := func(i *interview) func(expr) bool { return func(e expr) bool { return e.eval(i) == true } }
	no := func(i *interview) func(expr) bool { return func(e expr) bool { return e.eval(i) != true } }
	conditions := len(args) > 0 && !slices.ContainsFunc(args, func(e expr) bool { return e.kind != Boolean })
	switch {
	case function == "AND" && conditions:
		return condition(func(i *interview) bool { return !slices.ContainsFunc(args, no(i)) }), true
	case function == "OR" && conditions:
		return condition(func(i *interview) bool { return slices.ContainsFunc(args, yes(i)) }), true
	case function == "NOT" && conditions && len(args) == 1:
		return condition(func(i *interview) bool { return args[0].eval(i) != true }), true
	case function == "IF" && len(args) == 3 && args[0].kind == Boolean && args[1].kind == args[2].kind && args[1].kind != Picklist:
		return expr{kind: args[1].kind, eval: func(i *interview) any {
			if args[0].eval(i) == true {
				return args[1].eval(i)
			}
			return args[2].eval(i)
		}}, true
	}
	return expr{}, false
}

// ofChange are the functions that look at the record before the save. They may
// stand in entry conditions only.
func (p *formulaParser) ofChange(function string, args []expr) (e expr, known bool) {
	switch {
	case function == "ISNEW" && len(args) == 0 && p.changes:
		return condition(func(i *interview) bool { return i.c.Before == nil }), true
	case function == "ISCHANGED" && len(args) == 1 && args[0].field != "" && p.changes:
		f := args[0].field
		return condition(func(i *interview) bool { return i.changed(f) }), true
	}
	return expr{}, false
}

func condition(holds func(*interview) bool) expr {
	return expr{kind: Boolean, eval: func(i *interview) any { return holds(i) }}
}

// inFormula is what TEXT makes of a value.
func inFormula(v any, kind Kind) any {
	if t, is := moment(v); is && kind == DateTime {
		return t.Format("2006-01-02 15:04:05Z")
	}
	if n, is := v.(float64); is {
		return digits(n)
	}
	return v
}
