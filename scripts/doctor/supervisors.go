package doctor

import (
	"context"

	"tieline/shared/alert"
	"tieline/shared/salesforce"
)

// supervisors is the public group whom the flows of alerts tell.
const supervisors = "Tieline_Supervisors"

// Groups know who is in an org's public groups.
type Groups interface {
	// Peopled reports whether anybody is in a public group.
	Peopled(ctx context.Context, group string) (bool, error)
}

// Supervisors checks that somebody is told of an alert. An org may do without, by the
// mail of alerts alone, which is the admin's setting and not shown to Tieline's user.
func Supervisors(org Groups) Check {
	return Check{alert.Configuration, "supervisors", false, func(ctx context.Context) Finding {
		peopled, err := org.Peopled(ctx, supervisors)
		switch {
		case salesforce.LacksObject(err), salesforce.LacksField(err):
			return unknown("Salesforce does not show who is in a public group", "See for yourself: Setup, Public Groups, Tieline Supervisors.")
		case err != nil:
			return unanswered(err)
		case !peopled:
			return unknown("nobody is in the public group, so at most the mail tells of an alert",
				"Setup, Public Groups, Tieline Supervisors: add who is to be told (admin guide, 4).",
				"Or be content with mail: Setup, Custom Metadata Types, Tieline CTI System, Tieline, Alert E-Mail (admin guide, Telling people).")
		}
		return ok("somebody is in the public group that is told of alerts")
	}}
}
