package salesforcetest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// soqlParser reads from the front of rest, whose last token is the end. After
// the first error, only the end is left.
type soqlParser struct {
	rest    []token
	nesting int
	err     error
}

func (p *soqlParser) fail(err refusal) {
	if p.err == nil {
		p.err = err
	}
	p.rest = []token{{}}
}

func (p *soqlParser) unexpected() {
	what := p.rest[0].text
	if what == "" {
		what = "<EOF>"
	}
	p.fail(malformed("unexpected token: '%s'", what))
}

// take reads the next token.
func (p *soqlParser) take() token {
	next := p.rest[0]
	if next.kind != tokenEnd {
		p.rest = p.rest[1:]
	}
	return next
}

func (p *soqlParser) found(symbol string) bool {
	if next := p.rest[0]; next.kind != tokenSymbol || next.text != symbol {
		return false
	}
	p.take()
	return true
}

func (p *soqlParser) foundWord(word string) bool {
	if next := p.rest[0]; next.kind != tokenWord || !strings.EqualFold(next.text, word) {
		return false
	}
	p.take()
	return true
}

func (p *soqlParser) words(all ...string) {
	for _, word := range all {
		if !p.foundWord(word) {
			p.unexpected()
		}
	}
}

func (p *soqlParser) symbol(symbol string) {
	if !p.found(symbol) {
		p.unexpected()
	}
}

// maxNesting keeps a query from exhausting the stack.
const maxNesting = 100

// reservedWords cannot be names ("Reserved Keywords", SOQL and SOSL Reference).
var reservedWords = []string{"AND", "ASC", "DESC", "EXCLUDES", "FIRST", "FROM", "GROUP", "HAVING", "IN", "INCLUDES", "LAST", "LIKE",
	"LIMIT", "NOT", "NULL", "NULLS", "OFFSET", "OR", "ORDER", "SELECT", "TRUE", "FALSE", "UPDATE", "WHERE", "WITH"}

// name reads the name of an object or field.
func (p *soqlParser) name() string {
	next := p.rest[0]
	if next.kind != tokenWord || slices.Contains(reservedWords, strings.ToUpper(next.text)) {
		p.unexpected()
		return ""
	}
	return p.take().text
}

// number reads a count.
func (p *soqlParser) number() int {
	n, err := strconv.Atoi(p.rest[0].text)
	if err != nil || n < 0 || p.rest[0].text[0] == '+' {
		p.unexpected()
		return 0
	}
	p.take()
	return n
}

var (
	numeric  = regexp.MustCompile(`^[+-]?[0-9]+(?:\.[0-9]+)?$`)
	day      = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	unescape = regexp.MustCompile(`^(?:[^\\]|\\[nNrRtTbBfF"'\\_%])*$`)
)

func (p *soqlParser) literal() literal {
	next := p.rest[0]
	_, isTime := moment(next.text)
	l := literal{text: next.text}
	switch {
	case next.kind == tokenString:
		l.kind, l.text = literalString, next.text[1:len(next.text)-1]
		if !unescape.MatchString(l.text) {
			p.fail(malformed("unknown escape in %s", next.text))
		}
	case next.kind == tokenWord && strings.EqualFold(next.text, "null"):
		l.kind = literalNull
	case next.kind == tokenWord && (strings.EqualFold(next.text, "true") || strings.EqualFold(next.text, "false")):
		l.kind = literalBoolean
	case next.kind == tokenValue && numeric.MatchString(next.text):
		l.kind = literalNumber
	case next.kind == tokenValue && day.MatchString(next.text) && isDate(next.text):
		l.kind = literalDate
	case next.kind == tokenValue && isTime:
		l.kind = literalDateTime
	default:
		p.unexpected()
	}
	p.take()
	return l
}
