package doctor

import (
	"context"
	"fmt"

	"tieline/shared/alert"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

// Meter tells how much of its daily calls the org has used, by whomever.
type Meter interface {
	Share() (percent float64, known bool)
}

// Calls checks the org's daily API calls: Tieline's drafts wait from a share on, in
// percent.
func Calls(use Meter, drafts int) Check {
	return Check{alert.Configuration, "API calls", false, func(context.Context) Finding {
		percent, known := use.Share()
		if !known {
			return unknown("no answer told how many are used", "Setup, System Overview shows them.")
		}
		what := fmt.Sprintf("%.0f %% of the org's calls in 24 hours are used; drafts wait from %d %% on", percent, drafts)
		if percent >= float64(drafts) {
			return wrong(what, "Setup, System Overview and API Usage show who calls. See runbook, salesforce-writer-api-use.")
		}
		return ok(what)
	}}
}

// Allowance tells how many events the org has delivered, of how many it may.
type Allowance interface {
	Deliveries(ctx context.Context) (u salesforce.Usage, told bool, err error)
}

// nearly is the share of deliveries, in percent, from which on few hours are left.
const nearly = 90

// Deliveries checks the events that the org delivers to whoever subscribes, of which
// the event relay is one.
func Deliveries(org Allowance) Check {
	return Check{alert.Configuration, "event deliveries", false, func(ctx context.Context) Finding {
		u, told, err := org.Deliveries(ctx)
		switch {
		case fault.KindOf(err) == fault.Unauthorized:
			return unknown(err.Error(), "It takes the right View Setup and Configuration, which Tieline can do without (salesforce/README.md, The integration user).")
		case err != nil:
			return unanswered(err)
		case !told:
			return unknown("Salesforce does not tell them here", "sf org list limits shows what the org has: DailyDeliveredPlatformEvents, or the entitlement of an add-on.")
		}
		what := fmt.Sprintf("%d of %d in 24 hours are used", u.Used, u.Limit)
		if u.Used*100 >= u.Limit*nearly {
			return wrong(what, "Beyond them the event relay fails: wrap-ups then come late, and what is remembered of callers lasts 15 minutes.",
				"Admin guide, Limits says what uses them and what to switch off.")
		}
		return ok(what)
	}}
}
