package flows

import (
	"fmt"
	"slices"
	"time"
)

// comparisons says of each operator which results of cmp.Compare fulfil it.
var comparisons = map[string][]int{
	"=": {0}, "==": {0}, "<>": {-1, 1}, "!=": {-1, 1}, "<": {-1}, "<=": {-1, 0}, ">": {1}, ">=": {0, 1},
}

// comparison compares values of one kind. A picklist has functions of its own.
func comparison(left expr, op string, right expr) (expr, error) {
	fulfilled, known := comparisons[op]
	ordered := left.kind != Boolean || !slices.Contains([]string{"<", "<=", ">", ">="}, op)
	switch {
	case !known:
		return expr{}, fmt.Errorf("unknown operator %s", op)
	case left.kind != right.kind || left.kind == Picklist || left.kind == record || left.many || right.many || !ordered:
		return expr{}, fmt.Errorf("the simulated org cannot compare %s %s %s", left.kind, op, right.kind)
	}
	return condition(func(i *interview) bool { return holds(left.eval(i), right.eval(i), left.kind, fulfilled) }), nil
}

// holds compares two values. A blank number or time equals a blank one only.
func holds(a, b any, kind Kind, fulfilled []int) bool {
	if kind == Boolean { // which is never blank
		a, b = a == true, b == true
	}
	if result, can := compared(a, b, kind); can {
		return slices.Contains(fulfilled, result)
	}
	same := a == nil && b == nil
	return same && len(fulfilled) == 1 && fulfilled[0] == 0 || !same && len(fulfilled) == 2 && !slices.Contains(fulfilled, 0)
}

// join is &.
func join(a, b expr) (expr, error) {
	if a.kind != String || b.kind != String || a.many || b.many {
		return expr{}, fmt.Errorf("the simulated org cannot join %s and %s", a.kind, b.kind)
	}
	return expr{kind: String, eval: func(i *interview) any { return blank(text(a.eval(i)) + text(b.eval(i))) }}, nil
}

// add is + or - of numbers, of a time and days, and - of two times.
func add(a expr, op rune, b expr) (expr, error) {
	sign := 1.0
	if op == '-' {
		sign = -1
	}
	switch {
	case a.many || b.many:
	case a.kind == Number && b.kind == Number:
		return numbers(a, b, func(x, y float64) any { return x + sign*y }), nil
	case (a.kind == DateTime || a.kind == Date) && b.kind == Number:
		return expr{kind: a.kind, eval: func(i *interview) any { return later(a.eval(i), a.kind, sign, b.eval(i)) }}, nil
	case op == '-' && a.kind == b.kind && (a.kind == DateTime || a.kind == Date):
		return expr{kind: Number, eval: func(i *interview) any {
			x, is := moment(a.eval(i))
			y, too := moment(b.eval(i))
			if !is || !too {
				return nil
			}
			return x.Sub(y).Hours() / day.Hours()
		}}, nil
	}
	return expr{}, fmt.Errorf("the simulated org cannot evaluate %s %c %s", a.kind, op, b.kind)
}

func multiply(a expr, op rune, b expr) (expr, error) {
	if a.kind != Number || b.kind != Number || a.many || b.many {
		return expr{}, fmt.Errorf("the simulated org cannot evaluate %s %c %s", a.kind, op, b.kind)
	}
	return numbers(a, b, func(x, y float64) any {
		switch {
		case op == '*':
			return x * y
		case y == 0:
			return nil
		}
		return x / y
	}), nil
}

// numbers is blank if one of them is.
func numbers(a, b expr, of func(x, y float64) any) expr {
	return expr{kind: Number, eval: func(i *interview) any {
		x, is := a.eval(i).(float64)
		y, too := b.eval(i).(float64)
		if !is || !too {
			return nil
		}
		return of(x, y)
	}}
}

// later is a time some days after another.
func later(v any, kind Kind, sign float64, days any) any {
	t, is := moment(v)
	n, too := days.(float64)
	if !is || !too {
		return nil
	}
	if kind == Date {
		return t.AddDate(0, 0, int(sign*n)).Format(time.DateOnly)
	}
	return shownTime(t.Add(time.Duration(sign * n * float64(day))))
}
