package salesforcetest

import (
	"slices"
	"strings"
)

// maxOffset is how many records a query can skip ("OFFSET", SOQL and SOSL
// Reference).
const maxOffset = 2000

// parseSOQL reads a query. What it does not know is an error, also what
// Salesforce would take.
func parseSOQL(text string) (soql, error) {
	tokens, err := tokensOf(text)
	if err != nil {
		return soql{}, err
	}
	p := &soqlParser{rest: tokens}
	q := soql{limit: -1}
	p.words("SELECT")
	q.fields = p.selected()
	p.words("FROM")
	q.object = p.name()
	if p.foundWord("WHERE") {
		q.where = p.clause()
	}
	if p.foundWord("ORDER") {
		q.order = p.ordering()
	}
	if p.foundWord("LIMIT") {
		q.limit = p.number()
	}
	if p.foundWord("OFFSET") {
		if q.offset = p.number(); q.offset > maxOffset {
			p.err = refuse("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is %d", maxOffset)
		}
	}
	if p.rest[0].kind != tokenEnd {
		p.unexpected()
	}
	return q, p.err
}

// selected reads the fields, none for COUNT().
func (p *soqlParser) selected() []string {
	if len(p.rest) > 1 && strings.EqualFold(p.rest[0].text, "COUNT") && p.rest[1].text == "(" {
		p.take()
		p.symbol("(")
		p.symbol(")")
		return nil
	}
	var fields []string
	for {
		field := p.name()
		if slices.ContainsFunc(fields, func(other string) bool { return strings.EqualFold(other, field) }) {
			p.fail(refuse("INVALID_FIELD", "duplicate field selected: %s", field))
		}
		if fields = append(fields, field); !p.found(",") {
			return fields
		}
	}
}

func (p *soqlParser) ordering() []ordering {
	p.words("BY")
	var all []ordering
	for {
		o := ordering{field: p.name()}
		if !p.foundWord("ASC") {
			o.descending = p.foundWord("DESC")
		}
		if p.foundWord("NULLS") {
			if o.nullsLast = p.foundWord("LAST"); !o.nullsLast {
				p.words("FIRST")
			}
		}
		if all = append(all, o); !p.found(",") {
			return all
		}
	}
}

// clause reads conditions joined by AND or by OR, but not by both: that needs
// parentheses ("Condition Expression Syntax"). So does NOT beside another one:
// "unexpected token: 'NOT'" else (jetstreamapp/soql-parser-js, issue 201).
func (p *soqlParser) clause() clause {
	if p.foundWord("NOT") {
		return negation{p.simple()}
	}
	one := p.simple()
	switch {
	case p.foundWord("AND"):
		all := conjunction{one, p.simple()}
		for p.foundWord("AND") {
			all = append(all, p.simple())
		}
		return all
	case p.foundWord("OR"):
		all := disjunction{one, p.simple()}
		for p.foundWord("OR") {
			all = append(all, p.simple())
		}
		return all
	}
	return one
}

func (p *soqlParser) simple() clause {
	if p.nesting++; p.nesting > maxNesting {
		p.fail(malformed("the query is nested too deep"))
	}
	defer func() { p.nesting-- }()
	if p.found("(") {
		c := p.clause()
		p.symbol(")")
		return c
	}
	return p.comparison()
}

func (p *soqlParser) comparison() comparison {
	c := comparison{field: p.name(), values: []literal{{}}}
	switch operator := p.take(); {
	case operator.kind == tokenSymbol && operator.text != "(" && operator.text != ")" && operator.text != ",":
		c.operator = operator.text
	case operator.kind == tokenWord && strings.EqualFold(operator.text, "NOT"):
		p.words("IN")
		c.operator, c.values = "NOT IN", p.set()
		return c
	case operator.kind == tokenWord && strings.EqualFold(operator.text, "IN"):
		c.operator, c.values = "IN", p.set()
		return c
	case operator.kind == tokenWord && strings.EqualFold(operator.text, "LIKE"):
		c.operator = "LIKE"
	default:
		p.rest = append([]token{operator}, p.rest...)
		p.unexpected()
	}
	c.values = []literal{p.literal()}
	return c
}

func (p *soqlParser) set() []literal {
	var all []literal
	p.symbol("(")
	for {
		all = append(all, p.literal())
		if !p.found(",") {
			p.symbol(")")
			return all
		}
	}
}
