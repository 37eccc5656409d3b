package world

import (
	"context"
	"strings"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/dynamo"
)

// oddRings come on the queue of contacts that are due, which takes ids and
// nothing else.
var oddRings = map[string]string{
	"no contact's id":         "nobody-1",
	"white space":             " \n ",
	"an object":               `{"contactId":"$id","name":"$mark"}`,
	"a list":                  `["$id"]`,
	"a quoted id":             `"$id"`,
	"an id and more":          "$id ",
	"a name":                  "$mark",
	"300 characters":          strings.Repeat("a", 300),
	"emoji":                   "📞",
	"from the right":          "معرف",
	"a query":                 "' OR '1'='1",
	"the beginning of an ARN": "arn:aws:connect:",
	"half a megabyte":         strings.Repeat("$mark ", 37_000),
}

// checkRings rings for a contact that is due, among rings for nobody: it is
// shown to Salesforce once, and nothing comes of the others.
func checkRings(ctx context.Context, t *testing.T, w *World) {
	const due = "ring-1"
	now := time.Now().UTC().Truncate(time.Millisecond)
	item := contact.Item{Version: now.UnixMilli(), DueAt: now, State: contact.State{ID: due,
		Events: contact.Draft{Heard: now, Method: contact.Stamp(now, "INBOUND")}}}
	if err := dynamo.NewContacts(w.AWS, w.Outputs.ContactsTable, 1).Write(ctx, item, 0); err != nil {
		t.Error(err)
		return
	}
	rings := []string{due}
	for _, body := range oddRings {
		rings = append(rings, filled(body, due+"-not"))
	}
	if err := w.send(ctx, w.Outputs.ContactsDueURL, append(rings, due, due)); err != nil {
		t.Error(err)
		return
	}
	if err := w.holds(ctx, due, values{"Direction__c": "Inbound", "Record_State__c": "Draft"}); err != nil {
		t.Errorf("a neighbour of odd rings is lost: %v", err)
	}
	if len(w.org.interactions(due+"-not")) > 0 {
		t.Error("an odd ring has become a record")
	}
}
