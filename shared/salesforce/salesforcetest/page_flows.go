package salesforcetest

import (
	"slices"
	"strings"
)

// sentList shows the latest notifications and e-mails that flows sent, of the
// records that are wanted.
func (o *Org) sentList(wanted func(id string) bool) list {
	l := list{Label: "Notifications and e-mails", Name: "sent", Heads: []string{"Sent at", "Way", "To", "Title", "Text", "Leads to"}}
	for _, s := range slices.Backward(o.store.auto.sent) {
		if !wanted(s.Target) {
			continue
		}
		var to []string
		for _, id := range s.To {
			if name := o.titled(id).Text; name != id {
				id += " (" + name + ")"
			}
			to = append(to, id)
		}
		way := "e-mail"
		if s.Action == "customNotificationAction" {
			way = "notification"
		}
		l.add(cell{Text: s.Time.UTC().Format("2006-01-02 15:04:05")}, cell{Text: way}, cell{Text: strings.Join(to, ", ")},
			cell{Text: s.Title}, cell{Text: s.Body}, o.titled(s.Target))
	}
	return l
}

// faultList shows the latest errors in flows, of the records that are wanted.
func (o *Org) faultList(wanted func(id string) bool) list {
	l := list{Label: "Faults of flows", Name: "faults", Heads: []string{"Time", "Flow", "Element", "Record", "Taken by a fault path", "Message"}}
	for _, f := range slices.Backward(o.store.auto.faults) {
		if !wanted(f.Record) {
			continue
		}
		handled := "no"
		if f.Handled {
			handled = "yes"
		}
		l.add(cell{Text: f.Time.UTC().Format("2006-01-02 15:04:05")}, cell{Text: f.Flow}, cell{Text: f.Element}, o.titled(f.Record),
			cell{Text: handled}, cell{Text: f.Message})
	}
	return l
}

func (l *list) add(row ...cell) {
	if l.Total++; l.Total <= shownOnPage {
		l.Rows = append(l.Rows, row)
	}
}
