package doctor

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"tieline/events"
	"tieline/shared/alert"
	"tieline/shared/salesforce"
)

// Descriptions know an org's objects as Tieline's user has them.
type Descriptions interface {
	// Unwritable returns what of an object's fields we may not write.
	Unwritable(ctx context.Context, object string, fields []string) (salesforce.Unwritable, error)
}

// Rights checks each object that Tieline writes: that it and its fields are there, and
// that Tieline's user may write them.
func Rights(org Descriptions) (checks []Check) {
	all := salesforce.Written()
	all[events.DetailTypeHeartbeat] = slices.Sorted(maps.Keys(events.NewHeartbeat("", time.Time{})))
	for _, object := range slices.Sorted(maps.Keys(all)) {
		checks = append(checks, Check{alert.Configuration, object, false, func(ctx context.Context) Finding {
			u, err := org.Unwritable(ctx, object, all[object])
			switch {
			case salesforce.LacksObject(err):
				return wrong("not there, or not shown to Tieline's user", mends...)
			case err != nil:
				return unanswered(err)
			}
			return written(u, len(all[object]))
		}})
	}
	return checks
}

var mends = []string{
	"What is not there: deploy salesforce/force-app (admin guide, 2.2).",
	"What is there: assign Tieline's user the permission set Tieline_Integration, of this version of force-app (admin guide, 2.3).",
}

func written(u salesforce.Unwritable, fields int) Finding {
	var what []string
	if u.Object { // nor any of its fields, then
		what, u.ReadOnly = append(what, "Tieline's user may not write it"), nil
	}
	if len(u.Missing) > 0 {
		what = append(what, "fields not there, or not shown: "+listed(u.Missing))
	}
	if len(u.ReadOnly) > 0 {
		what = append(what, "fields read-only: "+listed(u.ReadOnly))
	}
	if len(what) > 0 {
		return wrong(strings.Join(what, "; "), mends...)
	}
	return ok(count(fields, "field") + " there and writable")
}
