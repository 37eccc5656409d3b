package salesforcetest

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"text/scanner"
	"time"
)

// formula says of a change of a record whether a validation rule refuses it.
type formula func(change) bool

// change is a record before and after a save; before is nil for a new one.
type change struct {
	before, after Record
	now           time.Time
}

// node is a part of a formula with the type of its value. A blank value is
// nil, whatever its type.
type node struct {
	kind  kind
	field string // if it is nothing but a field
	eval  func(change) any
}

// parseFormula reads the small part of Salesforce's formula language that our
// rules and fields use ("Formula Operators and Functions", Salesforce Help): AND,
// OR, NOT, IF, ISNEW, ISBLANK, PRIORVALUE, comparisons, fields, numbers, texts,
// TRUE and FALSE. Everything else is an error.
func parseFormula(text string, o *object) (formula, error) {
	n, err := parseNode(text, o)
	if err != nil {
		return nil, err
	}
	if n.kind != kindCheckbox {
		return nil, errors.New("the formula is not a condition")
	}
	return func(c change) bool { return n.eval(c) == true }, nil
}

// constant evaluates a default value, which may name no field.
func constant(text string) (any, error) {
	n, err := parseNode(text, &object{})
	if err != nil {
		return nil, err
	}
	return n.eval(change{}), nil
}

func parseNode(text string, o *object) (n node, err error) {
	p := &formulaParser{object: o}
	p.Init(strings.NewReader(text))
	p.Mode = scanner.ScanIdents | scanner.ScanInts | scanner.ScanFloats | scanner.ScanStrings
	p.Error = func(_ *scanner.Scanner, message string) { p.bad = errors.New(message) }
	p.next()
	if n, err = p.comparison(); err == nil && p.token != scanner.EOF {
		err = fmt.Errorf("unexpected %q", p.TokenText())
	}
	return n, errors.Join(err, p.bad)
}

type formulaParser struct {
	scanner.Scanner
	object *object // of a rule; without a name it is no rule's, but has the fields that may be named
	token  rune    // the one to be read next
	depth  int
	bad    error
}

func (p *formulaParser) next() { p.token = p.Scan() }

// take reads the token if it is what is said.
func (p *formulaParser) take(token rune) bool {
	if p.token != token {
		return false
	}
	p.next()
	return true
}

// operator reads a comparison, which may be of two tokens; "" if there is none.
func (p *formulaParser) operator() string {
	var op string
	for len(op) < 2 && strings.ContainsRune("=<>!", p.token) {
		op += string(p.token)
		p.next()
	}
	return op
}

func (p *formulaParser) comparison() (node, error) {
	left, err := p.operand()
	if err != nil {
		return left, err
	}
	op := p.operator()
	if op == "" {
		return left, nil
	}
	right, err := p.operand()
	if err != nil {
		return right, err
	}
	return compare(left, op, right)
}

// maxDepth keeps a formula from exhausting the stack.
const maxDepth = 100

func (p *formulaParser) operand() (node, error) {
	if p.depth++; p.depth > maxDepth {
		return node{}, errors.New("the formula is nested too deep")
	}
	defer func() { p.depth-- }()
	text, token := p.TokenText(), p.token
	p.next()
	switch token {
	case scanner.Int, scanner.Float:
		number, err := strconv.ParseFloat(text, 64)
		return node{kind: kindNumber, eval: always(number)}, err
	case scanner.String:
		unquoted, err := strconv.Unquote(text)
		return node{kind: kindText, eval: always(unquoted)}, err
	case '(':
		n, err := p.comparison()
		if err == nil && !p.take(')') {
			err = errors.New("a parenthesis is not closed")
		}
		return n, err
	case scanner.Ident:
		if p.take('(') {
			return p.call(strings.ToUpper(text))
		}
		return p.name(text)
	}
	return node{}, fmt.Errorf("unexpected %q", text)
}

// name is a literal or a field.
func (p *formulaParser) name(text string) (node, error) {
	switch strings.ToUpper(text) {
	case "TRUE":
		return node{kind: kindCheckbox, eval: always(true)}, nil
	case "FALSE":
		return node{kind: kindCheckbox, eval: always(false)}, nil
	}
	f := p.object.field(text)
	if f == nil {
		return node{}, fmt.Errorf("unknown field %s", text)
	}
	if f.formula != nil {
		return node{kind: f.kind, field: f.name, eval: f.formula}, nil
	}
	return node{kind: f.kind, field: f.name, eval: func(c change) any { return c.after[f.name] }}, nil
}

func (p *formulaParser) call(function string) (node, error) {
	if (function == "ISNEW" || function == "PRIORVALUE") && p.object.name == "" {
		return node{}, fmt.Errorf("%s is for rules", function)
	}
	var args []node
	for !p.take(')') {
		if len(args) > 0 && !p.take(',') {
			return node{}, fmt.Errorf("%s( is not closed", function)
		}
		arg, err := p.comparison()
		if err != nil {
			return arg, err
		}
		args = append(args, arg)
	}
	if function == "IF" {
		return either(args)
	}
	return apply(function, args)
}

func always(v any) func(change) any { return func(change) any { return v } }
