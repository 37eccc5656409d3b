package tuning

import (
	"regexp"
	"strings"
	"sync"
	"time"
)

// Opening hours, as package sla reads them, but in one spelling only. A span that
// ends before it begins goes over midnight, and days go around the week's end.
const (
	day   = `(Mon|Tue|Wed|Thu|Fri|Sat|Sun)`
	clock = `([01][0-9]|2[0-3]):[0-5][0-9]`
	hours = day + `(-` + day + `)? ` + clock + `-(` + clock + `|24:00)`
	zone  = `[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*){0,2}`
)

// times are those of a span, in opening hours that are as the pattern wants them.
var times = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[0-9:]{5}-[0-9:]{5}`) })

// openingHours is a parameter that package sla can read. That a time zone exists
// is known from the machine, or from package time/tzdata where a program has it.
func openingHours(d Declaration) Parameter[string] {
	d.Pattern = `always|` + hours + `(, ?` + hours + `){0,13} ` + zone
	return declare(d, func(d Declaration, text string) (string, bool) {
		return text, d.matches(text) && (text == "always" || opens(text))
	})
}

// opens reports what a pattern cannot say: that each span takes some time, and
// that there is such a time zone.
func opens(text string) bool {
	for _, span := range times().FindAllString(text, -1) {
		if from, until, _ := strings.Cut(span, "-"); from == until {
			return false
		}
	}
	_, is := located(text[strings.LastIndex(text, " ")+1:])
	return is
}

// timeZone is a parameter that names a time zone. One that cannot be found where it
// is read is as if it had not been set.
func timeZone(d Declaration) Parameter[*time.Location] {
	d.Pattern = zone
	return declare(d, func(d Declaration, text string) (*time.Location, bool) {
		if !d.matches(text) {
			return nil, false
		}
		return located(text)
	})
}

// located returns the time zone of a name, and whether there is one. "Local" is
// wherever the program runs.
func located(name string) (*time.Location, bool) {
	found, err := time.LoadLocation(name)
	return found, err == nil && name != "Local"
}
