package connecttest

// way is how a block is left; the zero way is by its NextAction.
type way struct {
	err       string  // by this error's branch
	meets     *string // by the first condition this value meets
	elsewhere bool    // into another flow, where the block has put the visit
	end       End     // not at all
}

var (
	onward    = way{}
	failed    = way{err: "NoMatchingError"}
	elsewhere = way{elsewhere: true}
)

// result leaves a block by the first condition that the value meets.
func result(value string) way { return way{meets: &value} }

// follow finds the next action, "" if there is none.
func (v *visit) follow(a action, w way) string {
	if w.meets != nil {
		for _, c := range a.Transitions.Conditions {
			if v.met(c, *w.meets) {
				return c.NextAction
			}
		}
		return a.branch("NoMatchingCondition")
	}
	if w.err != "" {
		return a.branch(w.err)
	}
	return a.Transitions.NextAction
}

func (a action) branch(err string) string {
	for _, name := range []string{err, "NoMatchingError"} {
		for _, e := range a.Transitions.Errors {
			if e.ErrorType == name {
				return e.NextAction
			}
		}
	}
	if err == "NoMatchingCondition" {
		return a.Transitions.NextAction
	}
	return ""
}
