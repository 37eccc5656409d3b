package salesforce_test

import (
	"maps"
	"path"
	"strings"
	"testing"
)

// planted are errors in our Go, and where each is found.
var planted = map[string]struct{ file, was, is, found string }{
	"a query for another's field":       {"shared/salesforce/wrap_ups.go", `"Follow_Up_At__c", "Wrap_Up_By__c"`, `"Repeats__c", "Wrap_Up_By__c"`, "wrapUpsFrom speaks of Repeats__c"},
	"a query of another object":         {"shared/salesforce/wrap_ups.go", `" FROM " + object`, `" FROM " + alertObject`, "wrapUpsFrom speaks of Connect_Contact_Id__c, which Tieline_Alert__c"},
	"a condition on another's field":    {"shared/salesforce/wrap_ups.go", `AND Wrap_Up_At__c`, `AND Period_Start__c`, "wrapUpsFrom speaks of Period_Start__c"},
	"an answer with another's field":    {"shared/salesforce/wrap_ups.go", "`json:\"Disposition__c\"`", "`json:\"Severity__c\"`", "wrapUpRow speaks of Severity__c"},
	"an answer of another object":       {"shared/salesforce/wrap_ups.go", `query[wrapUpRow](`, `query[alertRecord](`, "Client.WrapUps puts together"},
	"a record sent to another object":   {"shared/salesforce/health.go", `MethodPatch, healthPath`, `MethodPatch, alertPath`, "Client.UpsertHealth puts together"},
	"a record by another's key":         {"shared/salesforce/alerts.go", `"/Transition_Key__c"`, `"/Period_Key__c"`, "alertPath speaks of Period_Key__c"},
	"a record with another's field":     {"shared/salesforce/record.go", "`json:\"Outcome__c,omitzero\"`", "`json:\"Figure__c,omitzero\"`", "record speaks of Figure__c"},
	"a link of another object":          {"shared/salesforce/links.go", `{{"Agent__c"}}`, `{{"Acknowledged_By__c"}}`, "agent speaks of Acknowledged_By__c"},
	"a refusal at another's field":      {"shared/salesforce/alerts.go", `"Repeats__c", "Last`, `"Sync_Version__c", "Last`, "alertFences speaks of Sync_Version__c"},
	"an event read by another's field":  {"events/wrap_up.go", "`json:\"Contact_Id__c\"`", "`json:\"Record_Id__c\"`", "events.WrapUp speaks of Record_Id__c"},
	"an event made of another's field":  {"events/heartbeat.go", `"Sent_At__c":  `, `"Change__c":  `, "events.NewHeartbeat speaks of Change__c"},
	"an event's field that is not read": {"events/caller_changed.go", "`json:\"New_Numbers__c\"`", "", "events.CallerChanged leaves out New_Numbers__c"},
	"an event's field that is not sent": {"events/wrap_up.go", `payload["Follow_Up_At__c"]`, `payload["Disposition__c"]`, "events.NewWrapUp leaves out Follow_Up_At__c"},
	"an event published as another":     {"functions/reconciler/handler/heartbeat.go", `events.DetailTypeHeartbeat`, `events.DetailTypeWrapUp`, "heart.beat puts together"},
	"an event made as another":          {"events/wrap_up.go", `"detail-type": DetailTypeWrapUp`, `"detail-type": DetailTypeHeartbeat`, "events.NewWrapUp speaks of Contact_Id__c, which Tieline_Heartbeat__e"},
	"an event read as another":          {"functions/salesforce-events/handler/handler.go", `return h.hear(`, `return h.wrapUp(`, "handler.handle puts together"},
	"an event decoded as another":       {"functions/salesforce-events/handler/wrap_up.go", `var w events.WrapUp`, `var w events.CallerChanged`, "handler.wrapUp puts together"},
	"another object in the soak":        {"scripts/soak/fields.go", `"Channel__c"`, `"Layer__c"`, "soak.fields speaks of Layer__c"},
	"another object in the world":       {"scripts/world/fields.go", `"Channel__c"`, `"Layer__c"`, "world.fields speaks of Layer__c"},
	"a place of no object":              {"shared/salesforce/users.go", `const (`, "const stray = \"Stage__c\"\nconst (", "stray speaks of Stage__c, and nobody knows of which object"},
	"a row of nothing":                  {"shared/salesforce/links.go", `chain     =`, `chained   =`, "salesforce.chain has a row, and is not there"},
	"an object of no metadata":          {"scripts/render/relay.go", `"Tieline_Wrap_Up__e"`, `"Tieline_Wrapped_Up__e"`, "render.Events speaks of Tieline_Wrapped_Up__e, which is not there"},
	"a field of no metadata":            {"shared/salesforce/record.go", "`json:\"Outcome__c,omitzero\"`", "`json:\"Result__c,omitzero\"`", "record speaks of Result__c"},
	"an object of Salesforce's alone":   {"shared/salesforce/health.go", `"Tieline_Health__c"`, `"Tieline_Flow_Fault__c"`, "healthObject speaks of Tieline_Flow_Fault__c, which is Salesforce's alone"},
}

func TestAPlantedErrorIsFound(t *testing.T) {
	mine, err := ourCode()
	if err != nil {
		t.Fatal(err)
	}
	m := shipped(t)
	for name, e := range planted {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(mine.texts[e.file], e.was, e.is, 1)
			broken, err := mine.with(e.file, text, path.Dir(e.file), "events", "shared/salesforce")
			if err != nil || text == mine.texts[e.file] {
				t.Fatalf("%s has no %s, or it cannot be read: %v", e.file, e.was, err)
			}
			s := listen(check(broken))
			if found := strings.Join(append(s.misplaced(m), s.unread(m)...), "\n"); !strings.Contains(found, e.found) {
				t.Errorf("nobody says %q, but:\n%s", e.found, found)
			}
		})
	}
}

// Each field is missed that Go sends or reads, if it stands on another object.
func TestAFieldThatMovedToAnotherObjectIsFound(t *testing.T) {
	s, said := heard(t), map[string]bool{}
	for _, p := range s.places {
		for _, w := range p.words {
			for object := range s.of[p] {
				said[object+"."+strings.Replace(w, "__r", "__c", 1)] = true
			}
		}
	}
	moved, is := 0, shipped(t)
	for object, fields := range is {
		for field := range fields {
			if !said[object+"."+field] {
				continue
			}
			m, without := maps.Clone(is), maps.Clone(fields)
			delete(without, field)
			m[object], m["Tieline_Flow_Fault__c"] = without, map[string]bool{field: false}
			found := 0
			for _, p := range s.places {
				found += len(s.foreign(m, p))
			}
			if moved++; found == 0 {
				t.Errorf("%s moved away from %s, and nobody noticed", field, object)
			}
		}
	}
	if moved < 100 {
		t.Errorf("%d fields were moved", moved)
	}
}

func TestANameTooManyIsFound(t *testing.T) {
	s, m := heard(t), shipped(t)
	m["Tieline_Health__c"]["Parked_Too__c"], m["Tieline_Wrap_Up__e"]["Nobody_Says__c"] = false, false
	m["Tieline_New__c"], m["Tieline_New__e"] = map[string]bool{}, map[string]bool{}
	also := func(object string) map[string]bool {
		all := maps.Clone(editable(t)(object))
		all["Tieline_Health__c.Parked_Too__c"], all["Tieline_Flow_Fault__c.Fault__c"] = true, true
		return all
	}
	m["Tieline_Flow_Fault__c"]["Fault__c"] = false
	if a, b := misfits(s.sends(), m, also), s.unread(m); len(a) != 3 || len(b) != 3 {
		t.Errorf("two fields and an object more: %q; a field and an event more: %q", a, b)
	}
	sent := s.sends()
	sent["Tieline_Interaction__c"]["Disposition__c"] = true
	if found := misfits(sent, shipped(t), editable(t)); len(found) != 1 {
		t.Errorf("an agent's field is sent: %q", found)
	}
}
