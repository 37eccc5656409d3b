package salesforcetest

import (
	"strconv"
	"strings"
)

func (c conjunction) check(o *Org, of *object) error { return checkEach(o, of, c) }
func (c disjunction) check(o *Org, of *object) error { return checkEach(o, of, c) }
func (c negation) check(o *Org, of *object) error    { return c.of.check(o, of) }

func checkEach(o *Org, of *object, parts []clause) error {
	for _, p := range parts {
		if err := p.check(o, of); err != nil {
			return err
		}
	}
	return nil
}

// wanted is what literals may stand beside a field of a kind, and how
// Salesforce names it in its refusals. Others take strings.
var wanted = map[kind]struct {
	literal literalKind
	name    string
}{
	kindCheckbox: {literalBoolean, "boolean"},
	kindDate:     {literalDate, "date"},
	kindDateTime: {literalDateTime, "dateTime"},
	kindNumber:   {literalNumber, "double"},
}

// check refuses values of another type than the field's, and operators that the
// type has not ("Comparison Operators", SOQL and SOSL Reference). Ids have an
// order ("PK Chunking", Bulk API Developer Guide).
func (c comparison) check(o *Org, of *object) error {
	f, err := o.reached(of, c.field)
	if err != nil {
		return err
	}
	if f.kind == kindLongText {
		return refuse("INVALID_FIELD", "field '%s' can not be filtered in a query call", c.field)
	}
	for _, v := range c.values {
		if err := c.checkValue(f, v); err != nil {
			return err
		}
	}
	_, unquoted := wanted[f.kind]
	if c.operator == "LIKE" && (unquoted || f.isID()) || c.ordered() && (f.kind == kindCheckbox || f.kind == kindLookup) {
		return refuse("INVALID_QUERY_FILTER_OPERATOR", "invalid operator on %s field", types[f.kind].name)
	}
	return nil
}

func (c comparison) checkValue(f *field, v literal) error {
	want, unquoted := wanted[f.kind]
	switch {
	case v.kind == literalNull && c.ordered():
		return refuse("INVALID_QUERY_FILTER_OPERATOR", "invalid operator on a null value for field '%s'", c.field)
	case v.kind == literalNull:
	case unquoted && v.kind != want.literal:
		return refuse("INVALID_FIELD", "value of filter criterion for field '%s' must be of type %s and should not be enclosed in quotes",
			c.field, want.name)
	case !unquoted && v.kind != literalString:
		return refuse("INVALID_FIELD", "value of filter criterion for field '%s' must be of type string and should be enclosed in quotes", c.field)
	case f.isID() && v.text != "" && !isID(v.plain()):
		return refuse("INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: %s", v.plain())
	}
	return nil
}

// ordered reports whether the operator is more than equal, not equal or a set.
func (c comparison) ordered() bool {
	return strings.ContainsAny(c.operator[:1], "<>L") && c.operator != "<>"
}

func (f *field) isID() bool { return f.kind == kindID || f.kind == kindLookup }

// of is the value as sortable has a field's.
func (l literal) of(f *field) any {
	switch l.kind {
	case literalNull:
		return nil
	case literalBoolean:
		return strings.EqualFold(l.text, "true")
	case literalNumber:
		n, _ := strconv.ParseFloat(l.text, 64)
		return n
	case literalDateTime:
		t, _ := moment(l.text)
		return t.Unix()
	case literalDate:
		return l.text
	}
	if f.isID() {
		return blankIfEmpty(fullID(l.plain()))
	}
	return f.folded(blankIfEmpty(l.plain()))
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// escapes are those of "Quoted String Escape Sequences" (SOQL and SOSL
// Reference).
var escapes = map[byte]string{'n': "\n", 'r': "\r", 't': "\t", 'b': "\b", 'f': "\f"}

// plain is a string without its escapes.
func (l literal) plain() string {
	var plain strings.Builder
	for n := 0; n < len(l.text); n++ {
		if l.text[n] != '\\' || n+1 == len(l.text) {
			plain.WriteByte(l.text[n])
			continue
		}
		n++
		if control, is := escapes[l.text[n]|0x20]; is {
			plain.WriteString(control)
			continue
		}
		plain.WriteByte(l.text[n])
	}
	return plain.String()
}
