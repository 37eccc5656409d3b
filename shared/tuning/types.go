package tuning

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Units of numbers.
const (
	Milliseconds = "ms"
	Seconds      = "s"
	Minutes      = "minutes"
	Records      = "records"
	Contacts     = "contacts"
	Calls        = "calls"
	Alerts       = "alerts"
	Percent      = "%"
)

// units gives those units in which durations are written.
var units = map[string]time.Duration{Milliseconds: time.Millisecond, Seconds: time.Second}

// digits is the pattern of every number; the range says the rest.
const digits = `[0-9]{1,9}`

func number(d Declaration) Parameter[int] {
	d.Pattern = digits
	return declare(d, func(d Declaration, text string) (int, bool) {
		n, allowed := d.number(text)
		return int(n), allowed
	})
}

func duration(d Declaration) Parameter[time.Duration] {
	d.Pattern = digits
	return declare(d, func(d Declaration, text string) (time.Duration, bool) {
		n, allowed := d.number(text)
		return time.Duration(n) * units[d.Unit], allowed
	})
}

func text(d Declaration) Parameter[string] {
	return declare(d, func(d Declaration, text string) (string, bool) { return text, d.matches(text) })
}

// toggle is on or off.
func toggle(d Declaration) Parameter[bool] {
	d.Pattern, d.Form = `on|off`, "on or off"
	return declare(d, func(d Declaration, text string) (bool, bool) { return text == "on", d.matches(text) })
}

// list is of distinct values, separated by commas.
func list(d Declaration) Parameter[[]string] {
	return declare(d, func(d Declaration, text string) ([]string, bool) {
		values := strings.Split(text, ",")
		if len(slices.Compact(slices.Sorted(slices.Values(values)))) != len(values) {
			return nil, false
		}
		return values, d.matches(text)
	})
}

// Pair is one value of a parameter of pairs.
type Pair struct{ Left, Right string }

// pairs is of left=right, separated by commas; "" is none. No left side
// may stand twice.
func pairs(d Declaration) Parameter[[]Pair] {
	return declare(d, func(d Declaration, text string) ([]Pair, bool) {
		if !d.matches(text) || text == "" {
			return nil, d.matches(text)
		}
		var all []Pair
		for part := range strings.SplitSeq(text, ",") {
			left, right, _ := strings.Cut(part, "=")
			if slices.ContainsFunc(all, func(p Pair) bool { return p.Left == left }) {
				return nil, false
			}
			all = append(all, Pair{left, right})
		}
		return all, true
	})
}

func (d Declaration) number(text string) (int64, bool) {
	if !d.matches(text) {
		return 0, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && n >= d.Min && n <= d.Max
}
