package salesforcetest

import "strings"

// reserved are the characters that a backslash must precede in a search term
// ("Reserved Characters", SOQL and SOSL Reference). Wildcards are among them,
// and unescaped they are refused, as no look-up needs them.
const reserved = `?&|!{}[]()^~*:\"'+-`

// terms reads what stands between the braces: words or quoted texts with OR
// between them.
func (p *soslParser) terms() []string {
	var all []string
	for p.err == nil {
		all = append(all, p.term())
		if p.found("}") {
			return all
		}
		if !p.foundWord("OR") {
			p.fail("search terms must be joined by OR before '%s'", p.rest)
		}
	}
	return nil
}

// term reads one term and takes the backslashes away.
func (p *soslParser) term() string {
	quoted := p.found(`"`)
	var term strings.Builder
	for p.rest != "" {
		c := p.rest[0]
		switch {
		case quoted && c == '"':
			p.rest = p.rest[1:]
			return p.long(term.String())
		case !quoted && (c == ' ' || c == '}'):
			return p.long(p.unreserved(term.String()))
		case c == '\\' && len(p.rest) > 1 && strings.IndexByte(reserved, p.rest[1]) >= 0:
			c, p.rest = p.rest[1], p.rest[1:]
		case strings.IndexByte(reserved, c) >= 0:
			p.fail("reserved character '%c' must be escaped", c)
			return ""
		}
		term.WriteByte(c)
		p.rest = p.rest[1:]
	}
	p.fail("the search term does not end")
	return ""
}

// unreserved refuses the words that only quotes make search terms.
func (p *soslParser) unreserved(term string) string {
	switch strings.ToUpper(term) {
	case "AND", "OR", "NOT":
		p.fail("'%s' is no search term", term)
	}
	return term
}

func (p *soslParser) long(term string) string {
	if len(term) < 2 {
		p.fail("search term must be longer than one character: %s", term)
	}
	return term
}
