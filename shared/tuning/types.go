package tuning

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Units of numbers.
const (
	Milliseconds = "ms"
	Seconds      = "s"
	Records      = "records"
	Contacts     = "contacts"
	Calls        = "calls"
	Percent      = "%"
)

// units gives those units that measure time.
var units = map[string]time.Duration{Milliseconds: time.Millisecond, Seconds: time.Second}

// digits is the pattern of every number; the range says the rest.
const digits = `[0-9]{1,9}`

func number(d Declaration) Parameter[int] {
	d.Pattern = digits
	return declare(d, func(d Declaration, text string) (int, error) {
		n, err := d.number(text)
		return int(n), err
	})
}

func duration(d Declaration) Parameter[time.Duration] {
	d.Pattern = digits
	return declare(d, func(d Declaration, text string) (time.Duration, error) {
		n, err := d.number(text)
		return time.Duration(n) * units[d.Unit], err
	})
}

func text(d Declaration) Parameter[string] {
	return declare(d, func(d Declaration, text string) (string, error) { return text, d.matches(text) })
}

// list is of distinct values, separated by commas.
func list(d Declaration) Parameter[[]string] {
	return declare(d, func(d Declaration, text string) ([]string, error) {
		values := strings.Split(text, ",")
		if len(slices.Compact(slices.Sorted(slices.Values(values)))) != len(values) {
			return nil, fmt.Errorf("%s: want each value once", d.Name)
		}
		return values, d.matches(text)
	})
}

// Pair is one value of a parameter of pairs.
type Pair struct{ Left, Right string }

// pairs is of left=right, separated by commas; "" is none. No left side
// may stand twice.
func pairs(d Declaration) Parameter[[]Pair] {
	return declare(d, func(d Declaration, text string) ([]Pair, error) {
		if err := d.matches(text); err != nil || text == "" {
			return nil, err
		}
		var all []Pair
		for part := range strings.SplitSeq(text, ",") {
			left, right, _ := strings.Cut(part, "=")
			if slices.ContainsFunc(all, func(p Pair) bool { return p.Left == left }) {
				return nil, fmt.Errorf("%s: want each left side once", d.Name)
			}
			all = append(all, Pair{left, right})
		}
		return all, nil
	})
}

func (d Declaration) number(text string) (int64, error) {
	if err := d.matches(text); err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < d.Min || n > d.Max {
		return 0, fmt.Errorf("%s: want %d to %d %s", d.Name, d.Min, d.Max, d.Unit)
	}
	return n, nil
}
