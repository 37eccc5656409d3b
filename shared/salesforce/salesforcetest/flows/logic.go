package flows

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var logicTokens = regexp.MustCompile(`[0-9]+|[A-Za-z]+|[()]|\S`)

// logic puts conditions together: and, or, or "1 AND (2 OR 3)".
func (c *compiler) logic(p *part, said string, all []expr) expr {
	numbers := make([]string, len(all))
	for n := range all {
		numbers[n] = strconv.Itoa(n + 1)
	}
	switch strings.ToLower(said) {
	case "", "and":
		said = strings.Join(numbers, " AND ")
	case "or":
		said = strings.Join(numbers, " OR ")
	}
	l := &logicParser{tokens: logicTokens.FindAllString(said, -1), all: all}
	e, err := l.either()
	if err == nil && len(l.tokens) > 0 {
		err = fmt.Errorf("unexpected %q", l.tokens[0])
	}
	if err != nil {
		p.refuse("the logic %q: %v", said, err)
		return constant(Boolean, false)
	}
	return e
}

type logicParser struct {
	tokens []string
	all    []expr
}

func (l *logicParser) takes(token string) bool {
	if len(l.tokens) == 0 || !strings.EqualFold(l.tokens[0], token) {
		return false
	}
	l.tokens = l.tokens[1:]
	return true
}

func (l *logicParser) either() (expr, error) { return l.joined("OR", l.both) }

func (l *logicParser) both() (expr, error) { return l.joined("AND", l.one) }

func (l *logicParser) joined(by string, part func() (expr, error)) (expr, error) {
	e, err := part()
	parts := []expr{e}
	for err == nil && l.takes(by) {
		e, err = part()
		parts = append(parts, e)
	}
	if err != nil || len(parts) == 1 {
		return e, err
	}
	e, _ = logical(by, parts)
	return e, nil
}

func (l *logicParser) one() (expr, error) {
	switch {
	case len(l.tokens) == 0:
		return expr{}, errors.New("a condition is missing")
	case l.takes("NOT"):
		e, err := l.one()
		if err != nil {
			return e, err
		}
		e, _ = logical("NOT", []expr{e})
		return e, nil
	case l.takes("("):
		e, err := l.either()
		if err == nil && !l.takes(")") {
			err = errors.New("a parenthesis is not closed")
		}
		return e, err
	}
	n, err := strconv.Atoi(l.tokens[0])
	if err != nil || n < 1 || n > len(l.all) {
		return expr{}, fmt.Errorf("there is no condition %s", l.tokens[0])
	}
	l.tokens = l.tokens[1:]
	return l.all[n-1], nil
}
