package doctor

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tieline/shared/alert"
	"tieline/shared/salesforce"
)

// Shipped are the flows of salesforce/force-app, which are to be active.
var Shipped = []string{
	"Tieline_Account_Created",
	"Tieline_Account_Deleted",
	"Tieline_Account_Updated",
	"Tieline_Alert_Acknowledged",
	"Tieline_Alert_Escalation",
	"Tieline_Alert_Opened",
	"Tieline_Contact_Created",
	"Tieline_Contact_Deleted",
	"Tieline_Contact_Updated",
	"Tieline_Interaction_Follow_Up",
	"Tieline_Interaction_Follow_Up_Taken_Back",
	"Tieline_Interaction_Missing_Wrap_Up",
	"Tieline_Interaction_Task",
	"Tieline_Interaction_Wrap_Up_Stamp",
	"Tieline_Interaction_Wrapped_Up",
	"Tieline_Lead_Converted",
	"Tieline_Lead_Created",
	"Tieline_Lead_Deleted",
	"Tieline_Lead_Updated",
}

// Automation knows an org's flows.
type Automation interface {
	// Flows returns those of the names that it shows us.
	Flows(ctx context.Context, names []string) ([]salesforce.Flow, error)
}

// Flows checks that the shipped flows are active in their newest version, but for
// those that are inactive on purpose, which must stay so.
func Flows(org Automation, inactive []string) Check {
	return Check{alert.Configuration, "flows", false, func(ctx context.Context) Finding {
		found, err := org.Flows(ctx, Shipped)
		switch {
		case salesforce.LacksObject(err), salesforce.LacksField(err), err == nil && len(found) == 0:
			return unknown("Salesforce shows none of the "+count(len(Shipped), "flow"), unseen...)
		case err != nil:
			return unanswered(err)
		}
		return sorted(found, inactive).finding(len(inactive))
	}}
}

// unseen is what to do where no flow is shown.
var unseen = []string{
	"Either salesforce/force-app is not deployed, or Tieline's user may not see flows; Salesforce does not say which right that takes.",
	fmt.Sprintf("See for yourself: Setup, Flows lists %d beginning with Tieline, all active. If not, what stands below holds:", len(Shipped)),
	activation[0], activation[1], activation[2],
}

// activation is how a flow becomes active ("Deploy Processes and Flows as Active",
// Salesforce Help; "Deploy Active Processes and Flows Using Change Sets or Metadata
// API", release notes Winter '19).
var activation = []string{
	"Activate: Setup, Flows, the flow, its newest version, Activate. One that is inactive on purpose: --inactive <flow>.",
	"A deploy to production leaves flows inactive unless \"Deploy processes and flows as active\" is on, in Setup, Process Automation Settings.",
	"With it on, the deploy runs Apex tests and is rolled back unless they start enough of the org's active flows: 75 %, or the share set there.",
}

// ailing are the flows that are not as they should be, by how.
type ailing struct{ missing, idle, outdated, woken []string }

func sorted(found []salesforce.Flow, inactive []string) (a ailing) {
	for _, name := range Shipped {
		at := slices.IndexFunc(found, func(f salesforce.Flow) bool { return strings.EqualFold(f.Name, name) })
		resting := slices.Contains(inactive, name)
		switch {
		case at < 0 && !resting:
			a.missing = append(a.missing, name)
		case at < 0:
		case resting && found[at].Active:
			a.woken = append(a.woken, name)
		case resting:
		case !found[at].Active:
			a.idle = append(a.idle, name)
		case !found[at].Newest:
			a.outdated = append(a.outdated, name)
		}
	}
	return a
}

func (a ailing) finding(resting int) Finding {
	var what, do []string
	say := func(names []string, how string, todo ...string) {
		if len(names) > 0 {
			what, do = append(what, how+": "+listed(names)), append(do, todo...)
		}
	}
	say(a.missing, "not there", "Deploy salesforce/force-app (admin guide, 2.2).")
	say(a.idle, "not active")
	say(a.outdated, "active in an older version")
	if len(a.idle)+len(a.outdated) > 0 {
		do = append(do, activation...)
	}
	say(a.woken, "active, though to be inactive", "A deploy makes flows active again that you had deactivated: Setup, Flows, the flow, Deactivate.")
	if len(what) > 0 {
		return wrong(strings.Join(what, "; "), do...)
	}
	all := count(len(Shipped)-resting, "flow") + " active in their newest version"
	if resting > 0 {
		all += fmt.Sprintf(", %d inactive on purpose", resting)
	}
	return ok(all)
}
