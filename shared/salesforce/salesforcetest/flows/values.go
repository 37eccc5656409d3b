package flows

import (
	"cmp"
	"math"
	"strconv"
	"time"
)

// Kind is what a value is: the data types of a flow, and those of fields that
// formulas tell from texts.
type Kind string

// The kinds. A value is a string, a float64, a bool, or nil if it is blank.
const (
	String   Kind = "String"
	Number   Kind = "Number"
	Boolean  Kind = "Boolean"
	Date     Kind = "Date"     // 2026-01-02
	DateTime Kind = "DateTime" // 2026-01-02T03:04:05.000+0000, always in UTC
	Picklist Kind = "Picklist"

	record Kind = "record"
)

const (
	dateTimeLayout = "2006-01-02T15:04:05.000-0700"
	day            = 24 * time.Hour
)

func shownTime(t time.Time) string { return t.UTC().Truncate(time.Second).Format(dateTimeLayout) }

// moment is the time of a DateTime or Date.
func moment(v any) (time.Time, bool) {
	text, _ := v.(string)
	for _, layout := range []string{dateTimeLayout, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// fits reports whether a value of one kind can be put where another is wanted:
// picklists and ids are texts, and dates and times stand for each other ("Flow
// Operators in Assignment Elements", Salesforce Help).
func fits(value, wanted Kind) bool {
	plain := func(k Kind) Kind {
		switch k {
		case Picklist:
			return String
		case Date:
			return DateTime
		}
		return k
	}
	return plain(value) == plain(wanted)
}

// as turns a value that fits into one of the kind that is wanted.
func as(v any, from, wanted Kind) any {
	if from == wanted || v == nil {
		return v
	}
	t, is := moment(v)
	switch {
	case is && wanted == Date && from == DateTime:
		return t.UTC().Format(time.DateOnly) // the user's time zone counts as UTC
	case is && wanted == DateTime && from == Date:
		return shownTime(t)
	}
	return v
}

// compared compares two values of one kind, and says whether it can: blank ones
// are smaller than none. A blank text is an empty one.
func compared(a, b any, kind Kind) (result int, can bool) {
	if kind == String || kind == Picklist {
		return cmp.Compare(text(a), text(b)), true
	}
	if a == nil || b == nil {
		return 0, false
	}
	if n, is := a.(float64); is {
		return cmp.Compare(n, b.(float64)), true
	}
	if yes, is := a.(bool); is {
		return boolean(yes) - boolean(b.(bool)), true
	}
	return cmp.Compare(a.(string), b.(string)), true
}

func boolean(v bool) int {
	if v {
		return 1
	}
	return 0
}

// text is a text that is blank at most.
func text(v any) string { t, _ := v.(string); return t }

// blank makes an empty text a blank value.
func blank(t string) any {
	if t == "" {
		return nil
	}
	return t
}

func digits(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func rounded(n float64, scale int) float64 {
	return math.Round(n*math.Pow10(scale)) / math.Pow10(scale)
}

// shown is a value as a text template shows it to a person of the locale en_US.
func shown(v any, kind Kind) string {
	t, is := moment(v)
	switch {
	case is && kind == DateTime:
		return t.UTC().Format("1/2/2006, 3:04 PM")
	case is && kind == Date:
		return t.Format("1/2/2006")
	}
	switch v := v.(type) {
	case float64:
		return digits(v)
	case bool:
		return strconv.FormatBool(v)
	}
	return text(v)
}
