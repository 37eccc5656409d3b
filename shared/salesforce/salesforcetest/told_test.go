package salesforcetest_test

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tieline/shared/salesforce/salesforcetest"
)

// shippedFlow is what a shipped flow says of the event that it publishes.
type shippedFlow struct {
	Start struct {
		On string `xml:"recordTriggerType"`
	} `xml:"start"`
	Formulas []struct {
		Name       string `xml:"name"`
		Expression string `xml:"expression"`
	} `xml:"formulas"`
	Creates creates   `xml:"-"` // of the event
	All     []creates `xml:"recordCreates"`
}

type creates struct {
	Object string `xml:"object"`
	Inputs []struct {
		Field     string `xml:"field"`
		Text      string `xml:"value>stringValue"`
		Number    string `xml:"value>numberValue"`
		Reference string `xml:"value>elementReference"`
	} `xml:"inputAssignments"`
}

// flow reads the shipped flow that tells one kind of change of one object.
func flow(t *testing.T, object, change string) shippedFlow {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(shipped, "flows", "Tieline_"+object+"_"+change+".flow-meta.xml"))
	if err != nil {
		t.Fatal(err)
	}
	var f shippedFlow
	if err := xml.Unmarshal(text, &f); err != nil {
		t.Fatal(err)
	}
	event := slices.IndexFunc(f.All, func(c creates) bool { return strings.HasSuffix(c.Object, "__e") })
	if event < 0 {
		t.Fatalf("the flow of %s %s publishes nothing", object, change)
	}
	f.Creates = f.All[event]
	return f
}

var inFormula = regexp.MustCompile(`\{!(\$Record(?:__Prior)?)\.(\w+)\}`)

// fields are what the flow puts into its event, blank ones left out. It reads of
// formulas what these flows have: fields of the record and texts, strung together.
func (f shippedFlow) fields(before, after salesforcetest.Record) map[string]string {
	records := map[string]salesforcetest.Record{"$Record": after, "$Record__Prior": before}
	if f.Start.On == "Delete" {
		records["$Record"] = before
	}
	values := map[string]string{}
	for _, in := range f.Creates.Inputs {
		if name, own := strings.CutPrefix(in.Reference, "$Record."); own {
			values[in.Reference], _ = records["$Record"][name].(string)
		}
	}
	for _, formula := range f.Formulas {
		var said strings.Builder
		for part := range strings.SplitSeq(formula.Expression, " & ") {
			if m := inFormula.FindStringSubmatch(part); m != nil {
				v, _ := records[m[1]][m[2]].(string)
				said.WriteString(v)
			} else {
				said.WriteString(strings.Trim(part, `"`))
			}
		}
		values[formula.Name] = said.String()
	}
	all := map[string]string{}
	for _, in := range f.Creates.Inputs {
		if v := in.Text + in.Number + values[in.Reference]; v != "" {
			all[in.Field] = v
		}
	}
	return all
}

// same holds one event against the flow that should have published it. The key is
// the interview's own.
func (f shippedFlow) same(t *testing.T, got []salesforcetest.Event, before, after salesforcetest.Record) {
	t.Helper()
	if len(got) != 1 || got[0].Object != f.Creates.Object {
		t.Fatalf("published %+v", got)
	}
	said := map[string]string{}
	for name, v := range got[0].Fields {
		said[name] = fmt.Sprint(v)
	}
	want := f.fields(before, after)
	key := said["Event_Key__c"]
	delete(said, "Event_Key__c")
	want["Schema_Version__c"] = strings.TrimSuffix(want["Schema_Version__c"], ".0")
	if key == "" || fmt.Sprint(said) != fmt.Sprint(want) {
		t.Errorf("published %v\n  the flow %v", said, want)
	}
}

// phones are all fields of an object that hold telephone numbers, and one that
// does not.
var phones = map[string][]string{
	"Contact": {"Phone", "MobilePhone", "HomePhone", "OtherPhone", "AssistantPhone", "Fax", "LastName"},
	"Lead":    {"Phone", "MobilePhone", "Fax", "LastName"},
	"Account": {"Phone", "Fax", "Name"},
}

var named = map[string]map[string]any{
	"Contact": {"LastName": "Lovelace"}, "Lead": {"LastName": "Lovelace", "Company": "Engines"}, "Account": {"Name": "Engines"},
}

// with is a record of an object that holds a number in one field.
func with(object, field string) map[string]any {
	fields := map[string]any{field: "(415) 555-0132"}
	for name, v := range named[object] {
		if name != field {
			fields[name] = v
		}
	}
	return fields
}

// watched are the fields whose changes are told, by object.
var watched = map[string][]string{
	"Contact":   {"Phone", "MobilePhone", "HomePhone", "OtherPhone"},
	"Lead":      {"Phone", "MobilePhone"},
	"Account":   {"Phone"},
	interaction: {"Disposition__c", "Follow_Up_At__c", "Wrap_Up_At__c", "Wrap_Up_By__c"},
}

func TestTheOrgPublishesWhatTheShippedFlowsPublish(t *testing.T) {
	for object, fields := range phones {
		created, updated, deleted := flow(t, object, "Created"), flow(t, object, "Updated"), flow(t, object, "Deleted")
		for _, field := range fields {
			t.Run(object+"."+field, func(t *testing.T) {
				w, watched := newWorld(t), slices.Contains(watched[object], field)
				id := w.seed(object, with(object, field))
				first := w.org.Find(object, "Id", id)[0]
				if watched {
					created.same(t, w.news(), nil, first)
				} else if got := w.news(); len(got) > 0 {
					t.Errorf("no flow tells it, and the org publishes %+v", got)
				}
				w.edit(object, id, map[string]any{field: "212.555.0178"})
				second := w.org.Find(object, "Id", id)[0]
				if watched {
					updated.same(t, w.news(), first, second)
				} else if got := w.news(); len(got) > 0 {
					t.Errorf("no flow tells it, and the org publishes %+v", got)
				}
				if err := w.org.Delete(object, id); err != nil {
					t.Fatal(err)
				}
				deleted.same(t, w.news(), second, nil)
			})
		}
	}
}

func TestTheOrgTellsAConversionAsTheFlowDoes(t *testing.T) {
	w := newWorld(t)
	id := w.seed("Lead", with("Lead", "MobilePhone"))
	w.news()
	before := w.org.Find("Lead", "Id", id)[0]
	w.edit("Lead", id, map[string]any{"IsConverted": true, "Phone": "212.555.0178"})
	flow(t, "Lead", "Converted").same(t, w.news(), before, w.org.Find("Lead", "Id", id)[0])
}

// TestTheOrgTellsWrapUpsAsTheFlowDoes fills, changes and empties each field of a
// wrap-up, and one that is none.
func TestTheOrgTellsWrapUpsAsTheFlowDoes(t *testing.T) {
	f := flow(t, "Interaction", "Wrapped_Up")
	agent := map[string]any{"LastName": "Hopper", "Username": "grace@example.com"}
	other := map[string]any{"LastName": "Lovelace", "Username": "ada@example.com"}
	for field, values := range map[string][]any{
		"Disposition__c":   {"Resolved", "Escalated", nil},
		"Follow_Up_At__c":  {"2026-01-09T08:00:00Z", "2026-01-10T08:00:00Z", nil},
		"Wrap_Up_At__c":    {"2026-01-02T03:00:00Z", "2026-01-02T03:01:00Z", nil},
		"Wrap_Up_By__c":    {agent, other, nil},
		"Wrap_Up_Notes__c": {"of nobody's business", "nor this", nil},
		"Queue_Name__c":    {"Sales", "Service", nil},
	} {
		t.Run(field, func(t *testing.T) {
			w, watched := newWorld(t), slices.Contains(watched[interaction], field)
			var before salesforcetest.Record
			for n, v := range values {
				if user, is := v.(map[string]any); is {
					v = w.seed("User", user)
				}
				if _, err := w.org.Upsert(interaction, "Connect_Contact_Id__c", "c1", map[string]any{field: v}); err != nil {
					t.Fatal(err)
				}
				after := w.record("c1")
				if watched {
					f.same(t, w.news(), before, after)
				} else if got := w.news(); len(got) > 0 {
					t.Errorf("no flow tells change %d of it, and the org publishes %+v", n, got)
				}
				before = after
			}
			if err := w.org.Delete(interaction, before["Id"].(string)); err != nil || len(w.news()) > 0 {
				t.Errorf("deleted, it is told: %v", err)
			}
		})
	}
}
