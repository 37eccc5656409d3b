// Package doctor examines a stage, check by check, and says of each in which of the
// four layers it looks, what it found, and what to do where something is wrong. What
// it cannot know it says, too: silence is never a good sign. It changes nothing, and
// what it says holds no person's name, no value of a field and no secret.
package doctor

import (
	"context"

	"tieline/shared/fault"
)

// State is how a check came out.
type State string

// The states.
const (
	OK      State = "ok"
	Wrong   State = "wrong"
	Unknown State = "not known"
)

// Finding is what a check found.
type Finding struct {
	State State
	What  string
	Do    []string // what to do, line by line; none if all is well
}

// Check looks at one thing.
type Check struct {
	Layer string // of package alert, as docs/runbook.md has them
	Name  string
	Gate  bool // unless it is OK, the checks after it can find nothing out
	Run   func(context.Context) Finding
}

// Tally counts the checks by how they came out.
type Tally map[State]int

// Examine runs checks one after the other, and shows each with what it found. It fails
// only if ctx ends.
func Examine(ctx context.Context, checks []Check, show func(Check, Finding)) (Tally, error) {
	tally, shut := Tally{}, ""
	for _, c := range checks {
		found := Finding{State: Unknown, What: "not looked at, because of: " + shut}
		if shut == "" {
			found = c.Run(ctx)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if c.Gate && shut == "" && found.State != OK {
			shut = c.Name
		}
		tally[found.State]++
		show(c, found)
	}
	return tally, nil
}

func ok(what string) Finding { return Finding{State: OK, What: what} }

func wrong(what string, do ...string) Finding { return Finding{Wrong, what, do} }

func unknown(what string, do ...string) Finding { return Finding{Unknown, what, do} }

// unanswered is the finding of a check that Salesforce did not answer. Errors of
// package salesforce hold codes, and quote nothing.
func unanswered(err error) Finding {
	return unknown(err.Error(), doings[fault.KindOf(err)]...)
}

// doings are what to do about a call that failed, by its kind.
var doings = map[fault.Kind][]string{
	fault.Unauthorized: {"Salesforce refuses it to Tieline's user: assign the permission set Tieline_Integration (admin guide, 2.3)."},
	fault.Throttled:    {"A limit of Salesforce is used up: look again later, and see runbook, salesforce-writer-api-use."},
	fault.Unavailable:  {"Salesforce is down or slow, or out of reach from here: status.salesforce.com, then look again."},
	fault.Conflict:     {"Look again."},
	fault.Unknown:      {"Look up the code in the REST API Developer Guide, \"Status Codes and Error Responses\"."},
}
