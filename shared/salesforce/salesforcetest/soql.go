package salesforcetest

import (
	"fmt"
	"strings"
)

// soql is a parsed query of the part of SOQL that this org speaks: SELECT
// Id, Account.Name FROM Contact WHERE Name LIKE 'A%' AND (Phone != null OR (NOT
// Email IN ('a@b.c'))) ORDER BY Name DESC NULLS LAST LIMIT 10 OFFSET 5. Fields
// may be reached through one lookup.
type soql struct {
	fields []string // none if they are to be counted
	object string
	where  clause // nil takes every record
	order  []ordering
	limit  int // -1 if there is none
	offset int
}

type ordering struct {
	field                 string
	descending, nullsLast bool
}

// clause is a condition of WHERE.
type clause interface {
	fmt.Stringer
	// check refuses what does not suit the object.
	check(o *Org, of *object) error
	// test reports whether a record fulfils it. It was checked before.
	test(o *Org, of *object) func(row) bool
}

// Clauses: all or one of several, the opposite of one, and a comparison.
type (
	conjunction []clause
	disjunction []clause
	negation    struct{ of clause }
	comparison  struct {
		field, operator string // the operator in capitals
		values          []literal
	}
)

// literal is a value as it stands in a query. Text is what stands between the
// quotes of a string, escapes and all.
type literal struct {
	kind literalKind
	text string
}

type literalKind int

const (
	literalNull literalKind = iota
	literalString
	literalNumber
	literalBoolean
	literalDate
	literalDateTime
)

func (q soql) String() string {
	var text strings.Builder
	fields := strings.Join(q.fields, ", ")
	if q.counts() {
		fields = "COUNT()"
	}
	fmt.Fprintf(&text, "SELECT %s FROM %s", fields, q.object)
	if q.where != nil {
		fmt.Fprintf(&text, " WHERE %s", q.where)
	}
	for n, o := range q.order {
		fmt.Fprintf(&text, "%s %s", map[bool]string{true: " ORDER BY", false: ","}[n == 0], o)
	}
	if q.limit >= 0 {
		fmt.Fprintf(&text, " LIMIT %d", q.limit)
	}
	if q.offset > 0 {
		fmt.Fprintf(&text, " OFFSET %d", q.offset)
	}
	return text.String()
}

func (q soql) counts() bool { return len(q.fields) == 0 }

func (o ordering) String() string {
	text := o.field
	if o.descending {
		text += " DESC"
	}
	if o.nullsLast {
		text += " NULLS LAST"
	}
	return text
}

func (c conjunction) String() string { return joined(c, " AND ") }
func (c disjunction) String() string { return joined(c, " OR ") }
func (c negation) String() string    { return "NOT " + inner(c.of) }

func joined(parts []clause, by string) string {
	texts := make([]string, len(parts))
	for n, p := range parts {
		texts[n] = inner(p)
	}
	return strings.Join(texts, by)
}

// inner puts all but comparisons in parentheses.
func inner(c clause) string {
	if _, simple := c.(comparison); simple {
		return c.String()
	}
	return "(" + c.String() + ")"
}

func (c comparison) String() string {
	if c.isSet() {
		texts := make([]string, len(c.values))
		for n, v := range c.values {
			texts[n] = v.String()
		}
		return c.field + " " + c.operator + " (" + strings.Join(texts, ", ") + ")"
	}
	return c.field + " " + c.operator + " " + c.values[0].String()
}

func (c comparison) isSet() bool { return strings.HasSuffix(c.operator, "IN") }

func (l literal) String() string {
	if l.kind == literalString {
		return "'" + l.text + "'"
	}
	return l.text
}
