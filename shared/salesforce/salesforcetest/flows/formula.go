package flows

import (
	"errors"
	"fmt"
	"strings"
	"text/scanner"
	"time"
)

// expr is what a formula, a reference or a value means: its kind and how to get it.
type expr struct {
	kind   Kind
	field  string // if it is a field of the record that started the flow, as it is now
	object string // of a record
	many   bool   // it is a collection
	eval   func(*interview) any
}

// grammar is what a formula of one place may have.
type grammar struct {
	refers  func(reference string) (expr, error) // {!reference}
	field   func(name string) (expr, error)      // a bare name
	changes bool                                 // ISNEW and ISCHANGED
	divides bool                                 // * and /, as in fields, and no &
}

// parseFormula reads a formula ("Formula Operators and Functions", Salesforce
// Help) of the functions below.
func parseFormula(text string, g grammar) (e expr, err error) {
	p := &formulaParser{grammar: g}
	p.Init(strings.NewReader(text))
	p.Mode = scanner.ScanIdents | scanner.ScanInts | scanner.ScanFloats | scanner.ScanStrings | scanner.ScanComments | scanner.SkipComments
	p.Error = func(_ *scanner.Scanner, message string) { p.bad = errors.New(message) }
	p.next()
	if e, err = p.comparison(); err == nil && p.token != scanner.EOF {
		err = fmt.Errorf("unexpected %q in the formula", p.TokenText())
	}
	return e, errors.Join(err, p.bad)
}

// Calculated reads the formula of a field, whose names are fields of its record.
func Calculated(formula string, kind Kind, field func(name string) (Field, bool)) (func(Record, time.Time) any, error) {
	e, err := parseFormula(formula, grammar{divides: true, field: func(name string) (expr, error) {
		f, known := field(name)
		if !known {
			return expr{}, fmt.Errorf("unknown field %s", name)
		}
		return ofRecord(f), nil
	}})
	switch {
	case err != nil:
		return nil, err
	case !fits(e.kind, kind):
		return nil, fmt.Errorf("the formula is a %s, and not a %s", e.kind, kind)
	}
	return func(r Record, now time.Time) any {
		i := &interview{c: &Change{Now: now}, record: r}
		return as(e.eval(i), e.kind, kind)
	}, nil
}

// ofRecord is a field of the record that is saved.
func ofRecord(f Field) expr {
	return expr{kind: f.Kind, field: f.Name, eval: func(i *interview) any { return i.record[f.Name] }}
}

func constant(kind Kind, v any) expr {
	return expr{kind: kind, eval: func(*interview) any { return v }}
}
