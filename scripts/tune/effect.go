package tune

import (
	"fmt"
	"time"
)

// Within is how long a change takes at most to be in force with all functions.
// Those of each minute, reconciler and sla-evaluator, compile overrides themselves
// and go by them in that run. Those that are called go by what reconciler compiled,
// and read that again after fifteen seconds. Commands look when they are run.
const Within = 90 * time.Second

// Effect says when a change takes effect.
func Effect() string { return fmt.Sprintf("within %.0f s", Within.Seconds()) }
