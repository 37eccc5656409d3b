package salesforcetest_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/salesforce/salesforcetest"
)

const flowFault = "Tieline_Flow_Fault__c"

// unpublished has every event refused: for its object, or contact, there is no room.
func unpublished() map[string]string {
	return map[string]string{
		"objects/Tieline_Caller_Changed__e/fields/Object__c.field-meta.xml": field("Object__c", "Text", "<length>1</length>"),
		"objects/Tieline_Wrap_Up__e/fields/Contact_Id__c.field-meta.xml":    field("Contact_Id__c", "Text", "<length>1</length>"),
	}
}

// noted are the faults by flow.
func (w *world) noted() map[string]salesforcetest.Record {
	w.Helper()
	all := map[string]salesforcetest.Record{}
	for _, r := range w.org.All(flowFault) {
		flow, _ := r["Flow__c"].(string)
		if all[flow] != nil {
			w.Errorf("there are two of %s", flow)
		}
		all[flow] = r
	}
	return all
}

// eachPublishes starts every flow that publishes, and returns the ids of the
// records by flow.
func (w *world) eachPublishes() map[string]string {
	w.Helper()
	ids := map[string]string{}
	for object, fields := range named {
		id := w.seed(object, with(object, "Phone"))
		for _, change := range []string{"Created", "Updated", "Deleted"} {
			ids["Tieline_"+object+"_"+change] = id
		}
		w.edit(object, id, map[string]any{"Phone": "2"})
		if err := w.org.Delete(object, id); err != nil || len(w.org.Find(object, "Id", id)) != 0 {
			w.Fatalf("%s %v is not deleted: %v", object, fields, err)
		}
	}
	lead := w.seed("Lead", map[string]any{"LastName": "L", "Company": "C", "MobilePhone": "3"})
	w.edit("Lead", lead, map[string]any{"IsConverted": true})
	ids["Tieline_Lead_Converted"] = lead
	w.saves(map[string]any{"Disposition__c": "Resolved"})
	ids["Tieline_Interaction_Wrapped_Up"] = w.record("c1")["Id"].(string)
	return ids
}

// publishing are the shipped flows that publish.
func publishing(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(shipped, "flows", "*"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "__e</object>") {
			name, _, _ := strings.Cut(filepath.Base(file), ".")
			all = append(all, name)
		}
	}
	return all
}

func TestWhatIsNotPublishedIsNoted(t *testing.T) {
	inBothWaysWith(t, unpublished(), func(w *world) {
		ids := w.eachPublishes()
		noted := w.noted()
		if flows := slices.Sorted(maps.Keys(noted)); !slices.Equal(flows, publishing(t)) || len(w.org.Published()) != 0 {
			t.Fatalf("noted are %q", flows)
		}
		for flow, r := range noted {
			fault, _ := r["Fault__c"].(string)
			if r["Key__c"] != flow+"@2026-01-02" || r["Record_Id__c"] != ids[flow] || r["At__c"] != "2026-01-02T03:04:05.000+0000" || !strings.Contains(fault, "STRING_TOO_LONG") {
				t.Errorf("of %s is noted %v", flow, r)
			}
		}
	})
}

func TestAFaultIsNotedOnceADay(t *testing.T) {
	inBothWaysWith(t, unpublished(), func(w *world) {
		var many []string
		for n := range 200 {
			many = append(many, sobject("Contact", fmt.Sprintf(`"LastName":"L","Phone":"%d"`, n)))
		}
		for range 2 {
			w.collect("POST", data+"/composite/sobjects", body(false, many...))
			if first := w.org.All("Contact")[0]["Id"]; len(w.noted()) != 1 || w.noted()["Tieline_Contact_Created"]["Record_Id__c"] != first {
				w.Errorf("noted are %v", w.noted())
			}
			w.clock.pass(time.Hour)
		}
		if n := len(w.org.All("Contact")); n != 400 {
			w.Errorf("%d are saved", n)
		}
		w.clock.pass(24 * time.Hour)
		w.seed("Contact", with("Contact", "Phone"))
		if all := w.org.All(flowFault); len(all) != 2 || all[1]["Key__c"] != "Tieline_Contact_Created@2026-01-03" {
			w.Errorf("the next day it is %v", all)
		}
	})
}

func TestAFaultThatCannotBeNotedKeepsNothingFromBeingSaved(t *testing.T) {
	refused := unpublished()
	refused["objects/Tieline_Flow_Fault__c/validationRules/X.validationRule-meta.xml"] = rule(`ISNEW()`)
	inBothWaysWith(t, refused, func(w *world) {
		w.eachPublishes()
		if all := w.org.All(flowFault); len(all) != 0 {
			w.Errorf("noted are %v", all)
		}
		for _, f := range w.org.FlowFaults() {
			if !f.Handled {
				w.Errorf("nobody has seen to %+v", f)
			}
		}
	})
}

func TestNothingIsNotedOfWhatIsPublished(t *testing.T) {
	inBothWays(t, func(w *world) {
		w.eachPublishes()
		if n := len(w.org.Published()); n < len(publishing(t)) || len(w.org.All(flowFault)) != 0 {
			w.Errorf("%d are published, and noted are %v", n, w.org.All(flowFault))
		}
	})
}
