package flows

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"text/scanner"
)

type formulaParser struct {
	scanner.Scanner
	grammar
	token rune // to be read next
	depth int
	bad   error
}

// maxDepth keeps a formula from exhausting the stack.
const maxDepth = 100

func (p *formulaParser) next() { p.token = p.Scan() }

func (p *formulaParser) takes(token rune) bool {
	if p.token != token {
		return false
	}
	p.next()
	return true
}

// comparison is the loosest of the operators, and & binds less than + and -.
func (p *formulaParser) comparison() (expr, error) {
	if p.depth++; p.depth > maxDepth {
		return expr{}, errors.New("the formula is nested too deep")
	}
	defer func() { p.depth-- }()
	left, err := p.joined()
	if err != nil {
		return left, err
	}
	var op string
	for len(op) < 2 && strings.ContainsRune("=<>!", p.token) {
		op += string(p.token)
		p.next()
	}
	if op == "" {
		return left, nil
	}
	right, err := p.joined()
	if err != nil {
		return right, err
	}
	return comparison(left, op, right)
}

func (p *formulaParser) joined() (expr, error) {
	if p.divides {
		return p.sum()
	}
	return p.chain("&", p.sum, func(a expr, _ rune, b expr) (expr, error) { return join(a, b) })
}

func (p *formulaParser) sum() (expr, error) {
	return p.chain("+-", p.product, add)
}

func (p *formulaParser) product() (expr, error) {
	if !p.divides {
		return p.operand()
	}
	return p.chain("*/", p.operand, multiply)
}

// chain reads operands with operators between them, from left to right.
func (p *formulaParser) chain(operators string, operand func() (expr, error), apply func(expr, rune, expr) (expr, error)) (expr, error) {
	left, err := operand()
	for err == nil && strings.ContainsRune(operators, p.token) {
		op := p.token
		p.next()
		var right expr
		if right, err = operand(); err == nil {
			left, err = apply(left, op, right)
		}
	}
	return left, err
}

func (p *formulaParser) operand() (expr, error) {
	text, token := p.TokenText(), p.token
	p.next()
	switch token {
	case scanner.Int, scanner.Float:
		n, err := strconv.ParseFloat(text, 64)
		return constant(Number, n), err
	case scanner.String:
		unquoted, err := strconv.Unquote(text)
		return constant(String, blank(unquoted)), err
	case '-':
		e, err := p.operand()
		if err == nil {
			return add(constant(Number, 0.0), '-', e)
		}
		return e, err
	case '(':
		e, err := p.comparison()
		if err == nil && !p.takes(')') {
			err = errors.New("a parenthesis is not closed")
		}
		return e, err
	case '{':
		return p.merged()
	case scanner.Ident:
		return p.named(text)
	}
	return expr{}, fmt.Errorf("unexpected %q in the formula", text)
}

// merged reads the rest of {!reference}.
func (p *formulaParser) merged() (expr, error) {
	var reference strings.Builder
	if !p.takes('!') || p.refers == nil {
		return expr{}, errors.New("a { stands where no reference begins")
	}
	for p.token != '}' {
		if p.token != scanner.Ident && p.token != '.' && p.token != '$' {
			return expr{}, fmt.Errorf("unexpected %q in a reference", p.TokenText())
		}
		reference.WriteString(p.TokenText())
		p.next()
	}
	p.next()
	return p.refers(reference.String())
}

// named reads a literal, a call, or a bare field.
func (p *formulaParser) named(text string) (expr, error) {
	if p.takes('(') {
		return p.call(strings.ToUpper(text))
	}
	switch strings.ToUpper(text) {
	case "TRUE":
		return constant(Boolean, true), nil
	case "FALSE":
		return constant(Boolean, false), nil
	}
	if p.field == nil {
		return expr{}, fmt.Errorf("%s is no reference, which is written {!%s}", text, text)
	}
	return p.field(text)
}

func (p *formulaParser) call(function string) (expr, error) {
	var args []expr
	for !p.takes(')') {
		if len(args) > 0 && !p.takes(',') {
			return expr{}, fmt.Errorf("%s( is not closed", function)
		}
		arg, err := p.comparison()
		if err != nil {
			return arg, err
		}
		args = append(args, arg)
	}
	return p.apply(function, args)
}
