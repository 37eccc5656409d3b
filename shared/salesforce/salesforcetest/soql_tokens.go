package salesforcetest

import (
	"regexp"
	"strings"
)

// token is a word, number, string or symbol of a query; "" is its end.
type token struct {
	kind tokenKind
	text string // of a string, with its quotes
}

type tokenKind int

const (
	tokenEnd tokenKind = iota
	tokenWord
	tokenValue // a number, date or time
	tokenString
	tokenSymbol
)

// forms are tried in their order. Strings end at a quote that no backslash
// precedes.
var forms = []struct {
	kind tokenKind
	form *regexp.Regexp
}{
	{tokenWord, regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)*`)},
	{tokenValue, regexp.MustCompile(`^[+-]?[0-9][0-9A-Za-z:.+-]*`)},
	{tokenString, regexp.MustCompile(`^'(?:[^'\\]|\\.)*'`)},
	{tokenSymbol, regexp.MustCompile(`^(?:<=|>=|!=|<>|[=<>(),])`)},
}

// tokensOf cuts a query up.
func tokensOf(text string) ([]token, error) {
	var all []token
	for {
		text = strings.TrimLeft(text, " \t\r\n")
		if text == "" {
			return append(all, token{}), nil
		}
		next := first(text)
		if next.kind == tokenEnd {
			return nil, malformed("unexpected token: '%s'", text)
		}
		all, text = append(all, next), text[len(next.text):]
	}
}

func first(text string) token {
	for _, f := range forms {
		if found := f.form.FindString(text); found != "" {
			return token{f.kind, found}
		}
	}
	return token{}
}

func malformed(format string, args ...any) refusal { return refuse("MALFORMED_QUERY", format, args...) }
