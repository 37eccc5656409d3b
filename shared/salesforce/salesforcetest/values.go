package salesforcetest

import (
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// dateTimeLayout is how Salesforce shows a DateTime; it keeps whole seconds.
const dateTimeLayout = "2006-01-02T15:04:05.000-0700"

// read turns a JSON value into one that is stored: string, float64, bool, or
// nil for blank. What it refuses, Salesforce refuses while it reads the
// request, so the whole call fails and no record is looked at.
func (f *field) read(v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	switch f.kind {
	case kindNumber:
		if n, ok := number(v); ok {
			return n, nil
		}
	case kindCheckbox:
		if b, ok := v.(bool); ok {
			return b, nil
		}
	case kindDate:
		if s, ok := v.(string); ok && isDate(s) {
			return s, nil
		}
	case kindDateTime:
		if t, ok := moment(v); ok {
			return t.UTC().Truncate(time.Second).Format(dateTimeLayout), nil
		}
	default:
		if s, ok := v.(string); ok {
			return blankIfEmpty(strings.TrimSpace(s)), nil
		}
	}
	kinds := map[kind]string{kindNumber: "double", kindCheckbox: "boolean", kindDate: "date", kindDateTime: "datetime"}
	want := kinds[f.kind]
	if want == "" {
		want = "string"
	}
	return nil, refuse("JSON_PARSER_ERROR", "Cannot deserialize instance of %s from %s or request may be missing a required field: %s",
		want, tokenOf(v), f.name)
}

func blankIfEmpty(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// number also takes numbers in quotes, as Salesforce does.
func number(v any) (float64, bool) {
	var digits string
	switch v := v.(type) {
	case json.Number:
		digits = v.String()
	case string:
		digits = v
	default:
		return 0, false
	}
	n, err := strconv.ParseFloat(digits, 64)
	return n, err == nil && !math.IsNaN(n) && !math.IsInf(n, 0)
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// moment reads ISO 8601 with a zone, which may lack its colon. A fraction of a
// second is read with either layout.
func moment(v any) (time.Time, bool) {
	s, _ := v.(string)
	for _, layout := range []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// tokenOf names a JSON value in the words of Salesforce's parser.
func tokenOf(v any) string {
	switch v := v.(type) {
	case string:
		return "VALUE_STRING value " + v
	case json.Number:
		return "VALUE_NUMBER value " + v.String()
	case bool:
		return "VALUE_" + strings.ToUpper(strconv.FormatBool(v)) + " value"
	case []any:
		return "START_ARRAY"
	}
	return "START_OBJECT"
}

// address is a rough form of what Salesforce takes for an email address.
var address = regexp.MustCompile(`^[^@\s<>()]+@[^@\s<>().]+(\.[^@\s<>().]+)+$`)

// shape makes a stored value fit the field, or says why it cannot.
func (f *field) shape(v any) (any, *refusal) {
	var r refusal
	switch v := v.(type) {
	case float64:
		rounded := math.Round(v*math.Pow10(f.scale)) / math.Pow10(f.scale)
		if math.Abs(rounded) < math.Pow10(f.precision-f.scale) {
			return rounded, nil
		}
		r = refuse("NUMBER_OUTSIDE_VALID_RANGE", "%s: value outside of valid range on numeric field: %v", f.label, v).at(f)
	case string:
		switch limit := f.limit(); {
		case limit > 0 && utf8.RuneCountInString(v) > limit:
			r = refuse("STRING_TOO_LONG", "%s: data value too large: %s (max length=%d)", f.label, v, limit).at(f)
		case f.kind == kindEmail && !address.MatchString(v):
			r = refuse("INVALID_EMAIL_ADDRESS", "%s: invalid email address: %s", f.label, v).at(f)
		case f.restricted && !slices.Contains(f.choices, v):
			r = refuse("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "%s: bad value for restricted picklist field: %s", f.label, v).at(f)
		default:
			return v, nil
		}
	case nil:
		if f.kind != kindCheckbox {
			return nil, nil
		}
		r = refuse("FUNCTIONALITY_NOT_ENABLED", "the simulated org does not know what becomes of checkbox %s", f.name).at(f)
	default:
		return v, nil
	}
	return nil, &r
}

// limit is how many characters a value may have; 0 if that is not counted.
func (f *field) limit() int {
	if f.kind == kindPicklist {
		return 255
	}
	return f.length
}

// shown is a value as it stands in an answer. Salesforce speaks of every
// Number as a double, so 7 is shown as 7.0.
func shown(v any) any {
	n, ok := v.(float64)
	if !ok {
		return v
	}
	digits := strconv.FormatFloat(n, 'f', -1, 64)
	if !strings.Contains(digits, ".") {
		digits += ".0"
	}
	return json.Number(digits)
}
