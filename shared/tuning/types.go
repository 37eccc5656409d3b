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
)

// units gives those units that measure time.
var units = map[string]time.Duration{Milliseconds: time.Millisecond, Seconds: time.Second}

// digits is the pattern of every number; the range says the rest.
const digits = `[0-9]{1,9}`

func number(d Declaration) Parameter[int] {
	d.Pattern = digits
	return declare(d, func(text string) (int, error) {
		n, err := d.number(text)
		return int(n), err
	})
}

func duration(d Declaration) Parameter[time.Duration] {
	d.Pattern = digits
	return declare(d, func(text string) (time.Duration, error) {
		n, err := d.number(text)
		return time.Duration(n) * units[d.Unit], err
	})
}

func text(d Declaration) Parameter[string] {
	return declare(d, func(text string) (string, error) { return text, d.matches(text) })
}

// list is of distinct values, separated by commas.
func list(d Declaration) Parameter[[]string] {
	return declare(d, func(text string) ([]string, error) {
		values := strings.Split(text, ",")
		if len(slices.Compact(slices.Sorted(slices.Values(values)))) != len(values) {
			return nil, fmt.Errorf("%s: want each value once", d.Name)
		}
		return values, d.matches(text)
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
