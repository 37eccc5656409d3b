package salesforcetest

import (
	"fmt"
	"slices"
	"strings"
)

// eventList shows the latest events that were published.
func (o *Org) eventList() list {
	events := o.store.events
	l := list{Label: "Published events", Name: "events", Total: len(events), Heads: []string{"Published at", "Event", "Fields"}}
	for n, kept := range slices.Backward(events) {
		if n < len(events)-shownOnPage {
			break
		}
		e := kept.event()
		var said []string
		for _, f := range e.of.fields {
			if v := o.cell(f, e.Fields[f.name]).Text; v != "" {
				said = append(said, fmt.Sprintf("%s %s", f.name, v))
			}
		}
		l.Rows = append(l.Rows, []cell{{Text: e.Time.UTC().Format("15:04:05.000")}, {Text: e.Object}, {Text: strings.Join(said, " · ")}})
	}
	return l
}
