package salesforcetest

import (
	"fmt"
	"strconv"
	"strings"
)

// sosl is a parsed search: FIND {a OR "b"} IN PHONE FIELDS RETURNING
// Contact(Id, Account.Name LIMIT 5), Lead(Id WHERE IsConverted = false) LIMIT 20.
type sosl struct {
	terms     []string // unescaped
	group     kind     // of the fields that are searched
	returning []returning
	limit     int
}

// returning is what to answer of an object's records that were found.
type returning struct {
	object string
	fields []string // none means the id only
	where  *condition
	limit  int
}

// condition is a checkbox that a record must have, or must not.
type condition struct {
	field string
	is    bool
}

// maxFound is how many records a search answers at most ("LIMIT n", SOQL and
// SOSL Reference).
const maxFound = 2000

// groups are the fields that a search may look in ("IN SearchGroup", SOQL and SOSL
// Reference), as far as this org knows them.
var groups = map[string]kind{"PHONE": kindPhone, "EMAIL": kindEmail}

// parseSOSL reads the part of SOSL that look-ups by phone or e-mail address need.
// All else is an error, also what Salesforce would take.
func parseSOSL(text string) (sosl, error) {
	p := &soslParser{rest: text}
	q := sosl{limit: maxFound}
	p.words("FIND")
	p.symbol("{")
	q.terms = p.terms()
	p.words("IN")
	q.group = p.group()
	p.words("FIELDS", "RETURNING")
	for {
		q.returning = append(q.returning, p.returning())
		if !p.found(",") {
			break
		}
	}
	if p.foundWord("LIMIT") {
		q.limit = p.number()
	}
	if p.skip(); p.rest != "" {
		p.fail("unexpected token: '%s'", p.rest)
	}
	return q, p.err
}

// soslParser reads from the front of rest. After the first error it reads
// nothing more.
type soslParser struct {
	rest string
	err  error
}

func (p *soslParser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = refuse("MALFORMED_SEARCH", "%s", fmt.Sprintf(format, args...))
	}
	p.rest = ""
}

func (p *soslParser) skip() { p.rest = strings.TrimLeft(p.rest, " \t\r\n") }

// found reads a symbol if it comes next.
func (p *soslParser) found(symbol string) bool {
	p.skip()
	rest, ok := strings.CutPrefix(p.rest, symbol)
	p.rest = rest
	return ok
}

func (p *soslParser) symbol(want string) {
	if !p.found(want) {
		p.fail("expected '%s' before '%s'", want, p.rest)
	}
}

// word is the name or number that comes next, which is not read yet.
func (p *soslParser) word() string {
	p.skip()
	end := strings.IndexFunc(p.rest, func(c rune) bool { return !isNamePart(c) })
	if end < 0 {
		end = len(p.rest)
	}
	return p.rest[:end]
}

func isNamePart(c rune) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_' || c == '.'
}

func (p *soslParser) foundWord(want string) bool {
	w := p.word()
	if !strings.EqualFold(w, want) {
		return false
	}
	p.rest = p.rest[len(w):]
	return true
}

func (p *soslParser) words(all ...string) {
	for _, want := range all {
		if !p.foundWord(want) {
			p.fail("expected %s before '%s'", want, p.rest)
		}
	}
}

func (p *soslParser) name() string {
	w := p.word()
	if w == "" || w[0] >= '0' && w[0] <= '9' {
		p.fail("expected a name before '%s'", p.rest)
	}
	p.rest = strings.TrimPrefix(p.rest, w)
	return w
}

func (p *soslParser) number() int {
	w := p.word()
	n, err := strconv.Atoi(w)
	if err != nil || n < 1 || n > maxFound {
		p.fail("LIMIT must be from 1 to %d, not '%s'", maxFound, w)
		return 0
	}
	p.rest = p.rest[len(w):]
	return n
}

func (p *soslParser) group() kind {
	w := p.word()
	group := groups[strings.ToUpper(w)]
	if group == "" {
		p.fail("expected PHONE or EMAIL before '%s'", p.rest)
	}
	p.rest = strings.TrimPrefix(p.rest, w)
	return group
}

// condition reads IsConverted = false.
func (p *soslParser) condition() *condition {
	c := &condition{field: p.name()}
	p.symbol("=")
	if c.is = p.foundWord("true"); !c.is {
		p.words("false")
	}
	return c
}

// returning reads Contact, or Contact(Id, Name LIMIT 5).
func (p *soslParser) returning() returning {
	r := returning{object: p.name(), limit: maxFound}
	if !p.found("(") {
		return r
	}
	for {
		r.fields = append(r.fields, p.name())
		if !p.found(",") {
			break
		}
	}
	if p.foundWord("WHERE") {
		r.where = p.condition()
	}
	if p.foundWord("LIMIT") {
		r.limit = p.number()
	}
	p.symbol(")")
	return r
}
