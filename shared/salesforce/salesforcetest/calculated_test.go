package salesforcetest_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tieline/shared/salesforce/salesforcetest"
)

// computed is source whose things are big from size 10 on: a formula that names a
// field that comes after it, and a rule that names the formula.
func computed() map[string]string {
	return map[string]string{
		"fields/Class__c.field-meta.xml":            field("Class__c", "Text", `<formula>IF(Size__c &gt;= 10, "Big", IF(ISBLANK(Size__c), Word__c, "Small"))</formula>`),
		"validationRules/X.validationRule-meta.xml": rule(`AND(PRIORVALUE(Class__c) = "Big", Class__c = "Small")`),
	}
}

func TestAFormulaIsComputedWheneverItIsRead(t *testing.T) {
	w := worldOf(t, source(computed()))
	thing := func(size any) string { return w.seed("Thing__c", map[string]any{"Size__c": size, "Word__c": "a"}) }
	big, small, blank := thing(10), thing(9), thing(nil)
	for id, want := range map[string]string{big: "Big", small: "Small", blank: "a"} {
		if got := w.call("GET", data+"/sobjects/Thing__c/"+id, "").object(t)["Class__c"]; got != want {
			t.Errorf("%v is read, want %s", got, want)
		}
		path := data + "/composite/sobjects/Thing__c?fields=Class__c&ids=" + id
		if got := w.call("GET", path, "").list(t)[0]["Class__c"]; got != want {
			t.Errorf("%v is retrieved, want %s", got, want)
		}
		found := w.org.Find("Thing__c", "Class__c", want)
		if len(found) != 1 || found[0]["Id"] != id || found[0]["Class__c"] != want {
			t.Errorf("found are %v, want the %s one", found, want)
		}
		if page := w.call("GET", "/record/"+id, "").text; !strings.Contains(page, "<td>"+want) {
			t.Errorf("the page does not say %s: %s", want, page)
		}
	}
	where := url.QueryEscape("SELECT Id, Class__c FROM Thing__c WHERE Class__c IN ('BIG', 'small') ORDER BY Class__c DESC")
	got := w.call("GET", data+"/query?q="+where, "").object(t)["records"].([]any)
	if len(got) != 2 || got[0].(map[string]any)["Id"] != small || got[1].(map[string]any)["Class__c"] != "Big" {
		t.Errorf("a query finds %v", got)
	}
	if a := w.call("PATCH", data+"/sobjects/Thing__c/"+small, `{"Size__c":11}`); a.status != http.StatusNoContent || w.org.All("Thing__c")[1]["Class__c"] != "Big" {
		t.Errorf("changed, %d, there are %v", a.status, w.org.All("Thing__c"))
	}
	if a := w.call("PATCH", data+"/sobjects/Thing__c/"+big, `{"Size__c":9}`); !strings.Contains(a.text, "FIELD_CUSTOM_VALIDATION_EXCEPTION") {
		t.Errorf("the rule on it answers %d %s", a.status, a.text)
	}
}

func TestAFormulaIsSeenByWhoWatches(t *testing.T) {
	w := worldOf(t, source(computed()))
	id := w.seed("Thing__c", map[string]any{"Size__c": 1})
	var was, is any
	w.org.Watch(func(before, after salesforcetest.Record) { was, is = before["Class__c"], after["Class__c"] })
	w.call("PATCH", data+"/sobjects/Thing__c/"+id, `{"Size__c":11}`)
	if was != "Small" || is != "Big" {
		t.Errorf("seen are %v and %v", was, is)
	}
}

func TestNobodyWritesAFormula(t *testing.T) {
	w := worldOf(t, source(computed()))
	id := w.seed("Thing__c", map[string]any{"Size__c": 1})
	for method, path := range map[string]string{"POST": "", "PATCH": "/" + id} {
		if a := w.call(method, data+"/sobjects/Thing__c"+path, `{"Class__c":"Big"}`); a.status != http.StatusBadRequest || !strings.Contains(a.text, "INVALID_FIELD_FOR_INSERT_UPDATE") {
			t.Errorf("%s answers %d %s", method, a.status, a.text)
		}
	}
	if w.org.Overwrite(id, map[string]any{"Class__c": "Big"}) == nil {
		t.Error("it is overwritten")
	}
	for _, f := range w.call("GET", data+"/sobjects/Thing__c/describe", "").object(t)["fields"].([]any) {
		f := f.(map[string]any)
		is := f["name"] == "Class__c"
		if f["calculated"] != is || is && (f["createable"] == true || f["updateable"] == true || f["defaultedOnCreate"] == true || f["nillable"] != true || f["filterable"] != true) {
			t.Errorf("described is %v", f)
		}
	}
}

func TestFormulasOfFieldsThatAreNone(t *testing.T) {
	for _, formula := range []string{`Size__c`, `IF(Ready__c, "a", 1)`, `IF(ISNEW(), "a", "b")`, `PRIORVALUE(Word__c)`, `Class__c`, `Nothing__c`, `TODAY()`, `"a" & "b"`} {
		text := field("Class__c", "Text", "<formula><![CDATA["+formula+"]]></formula>")
		if _, err := salesforcetest.Load(source(map[string]string{"fields/Class__c.field-meta.xml": text})); err == nil || !strings.Contains(err.Error(), "Class__c") {
			t.Errorf("%s: %v", formula, err)
		}
	}
	for _, f := range []string{field("X__c", "Number", "<formula>Size__c</formula>"), field("X__c", "Text", "<required>true</required><formula>Word__c</formula>")} {
		if _, err := salesforcetest.Load(source(map[string]string{"fields/X__c.field-meta.xml": f})); err == nil {
			t.Errorf("took %s", f)
		}
	}
}
