package salesforcetest

import (
	"fmt"
	"slices"
)

// apply calls a formula's function. What it does not know is an error.
func apply(function string, args []node) (node, error) {
	condition := func(eval func(change) any) (node, error) { return node{kind: kindCheckbox, eval: eval}, nil }
	switch {
	case function == "AND" && areConditions(args):
		return condition(func(c change) any { return !slices.ContainsFunc(args, func(n node) bool { return n.eval(c) != true }) })
	case function == "OR" && areConditions(args):
		return condition(func(c change) any { return slices.ContainsFunc(args, func(n node) bool { return n.eval(c) == true }) })
	case function == "NOT" && len(args) == 1 && areConditions(args):
		return condition(func(c change) any { return args[0].eval(c) != true })
	case function == "ISNEW" && len(args) == 0:
		return condition(func(c change) any { return c.before == nil })
	case function == "ISBLANK" && len(args) == 1:
		return condition(func(c change) any { return args[0].eval(c) == nil })
	case function == "PRIORVALUE" && len(args) == 1 && args[0].field != "":
		return prior(args[0]), nil
	}
	return node{}, fmt.Errorf("the simulated org cannot evaluate %s with these %d arguments", function, len(args))
}

// either is IF: one of two values of a kind.
func either(args []node) (node, error) {
	if len(args) != 3 || !areConditions(args[:1]) || args[1].kind != args[2].kind {
		return node{}, fmt.Errorf("the simulated org cannot evaluate IF with these %d arguments", len(args))
	}
	return node{kind: args[1].kind, eval: func(c change) any {
		if args[0].eval(c) == true {
			return args[1].eval(c)
		}
		return args[2].eval(c)
	}}, nil
}

// prior is a field's value before the save; of a new record, its present one.
func prior(n node) node {
	return node{kind: n.kind, eval: func(c change) any {
		if c.before == nil {
			return n.eval(c)
		}
		return c.before[n.field]
	}}
}

func areConditions(args []node) bool {
	return len(args) > 0 && !slices.ContainsFunc(args, func(n node) bool { return n.kind != kindCheckbox })
}

// comparisons says for each operator which results of cmp.Compare fulfil it.
var comparisons = map[string][]int{
	"=": {0}, "==": {0}, "<>": {-1, 1}, "!=": {-1, 1},
	"<": {-1}, "<=": {-1, 0}, ">": {1}, ">=": {0, 1},
}

// comparable are the kinds that compare with their own. Picklists and lookups
// compare by functions of their own in Salesforce, and dates are not needed yet.
// A DateTime has the order of its text, as it is kept in one layout and zone.
var comparable = map[kind]bool{kindNumber: true, kindText: true, kindDateTime: true}

// compare compares two values of a kind. Comparing with a blank value is never
// true, except that it differs from any other.
func compare(left node, op string, right node) (node, error) {
	fulfilled, known := comparisons[op]
	if !known {
		return node{}, fmt.Errorf("unknown operator %s", op)
	}
	if left.kind != right.kind || !comparable[left.kind] {
		return node{}, fmt.Errorf("the simulated org cannot compare %q with %q", left.kind, right.kind)
	}
	return node{kind: kindCheckbox, eval: func(c change) any {
		a, b := left.eval(c), right.eval(c)
		if a == nil || b == nil {
			return (a == nil) != (b == nil) && len(fulfilled) == 2 && !slices.Contains(fulfilled, 0)
		}
		return slices.Contains(fulfilled, ordered(a, b))
	}}, nil
}
