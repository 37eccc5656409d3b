package tune

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tieline/shared/tuning"
)

// Within is how long a change takes at most to be in force with functions that are
// called: overrides are compiled each minute, and what was compiled is read again
// after fifteen seconds.
const Within = 90 * time.Second

// eachMinute are the functions that nobody calls: they run once a minute, and go by
// a change in their next run after it was compiled, two minutes later at most.
var eachMinute = []string{"reconciler", "sla-evaluator"}

// commands is how readers begin that are commands: they look when they are run.
const commands = "tieline "

// Effect says when a change takes effect, by who reads the parameter.
func Effect(d tuning.Declaration) string {
	var called bool
	var run []string
	for _, r := range d.Readers {
		switch {
		case slices.Contains(eachMinute, r):
			run = append(run, r)
		case !strings.HasPrefix(r, commands):
			called = true
		}
	}
	soon := fmt.Sprintf("within %d s", int(Within.Seconds()))
	if len(run) == 0 {
		return soon
	}
	next := "for " + strings.Join(run, " and ") + " in its next run, within two minutes"
	if called {
		return soon + ", " + next
	}
	return next
}
