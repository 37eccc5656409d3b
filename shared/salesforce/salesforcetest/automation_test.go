package salesforcetest_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"tieline/shared/salesforce/salesforcetest"
)

// automated is source whose things have a time, a note and activities, with some
// of the flows in testdata.
func automated(t testing.TB, flows ...string) fstest.MapFS {
	t.Helper()
	fs := source(map[string]string{
		"Thing__c.object-meta.xml":       `<CustomObject><label>Thing</label><enableActivities>true</enableActivities><nameField><type>Text</type></nameField></CustomObject>`,
		"fields/At__c.field-meta.xml":    field("At__c", "DateTime", ""),
		"fields/Note__c.field-meta.xml":  field("Note__c", "LongTextArea", "<length>2000</length>"),
		"fields/Owner__c.field-meta.xml": field("Owner__c", "Lookup", "<referenceTo>User</referenceTo>"),
	})
	fs["groups/Bosses.group-meta.xml"] = &fstest.MapFile{Data: []byte("<Group><name>Bosses</name></Group>")}
	fs["notificationtypes/Alarm.notiftype-meta.xml"] = &fstest.MapFile{Data: []byte("<CustomNotificationType><masterLabel>Alarm</masterLabel></CustomNotificationType>")}
	for _, name := range flows {
		text, err := os.ReadFile(filepath.Join("testdata", "flows", name+".flow-meta.xml"))
		if err != nil {
			t.Fatal(err)
		}
		fs["flows/"+name+".flow-meta.xml"] = &fstest.MapFile{Data: text}
	}
	return fs
}

func (w *world) thing(id string) salesforcetest.Record {
	w.Helper()
	found := w.org.Find("Thing__c", "Id", id)
	if len(found) != 1 {
		w.Fatalf("%d things %s", len(found), id)
	}
	return found[0]
}

func (w *world) tasks() []salesforcetest.Record { return w.org.All("Task") }

func TestAFlowBeforeSavingChangesItsRecord(t *testing.T) {
	w := worldOf(t, automated(t, "Name", "Draft"))
	id := w.seed("Thing__c", map[string]any{"Size__c": 12})
	if r := w.thing(id); r["Word__c"] != "size 12, was ." || r["Ready__c"] != true {
		t.Errorf("a big one holds %v", r)
	}
	w.edit("Thing__c", id, map[string]any{"Size__c": 1000})
	if r := w.thing(id); r["Word__c"] != "size 1000, was 12." {
		t.Errorf("half of it is 500, and it holds %v", r)
	}
	w.edit("Thing__c", id, map[string]any{"Size__c": 200, "Ready__c": false})
	if r := w.thing(id); r["Word__c"] != "small" || r["Ready__c"] != false {
		t.Errorf("by default it is %v", r)
	}
	w.edit("Thing__c", id, map[string]any{"Word__c": "mine"})
	if r := w.thing(id); r["Word__c"] != "mine" {
		t.Errorf("of the same size it is %v", r)
	}
}

func TestWhatAFlowSetsMustFit(t *testing.T) {
	fs := automated(t, "Name")
	fs[folder+"fields/Word__c.field-meta.xml"] = &fstest.MapFile{Data: []byte(field("Word__c", "Text", "<length>5</length>"))}
	w := worldOf(t, fs)
	if _, err := w.org.Seed("Thing__c", map[string]any{"Size__c": 12}); err == nil || !strings.Contains(err.Error(), "STRING_TOO_LONG") {
		t.Errorf("answers %v", err)
	}
}

func TestAFlowAfterSavingMakesATask(t *testing.T) {
	w := worldOf(t, automated(t, "Tell"))
	w.seed("User", map[string]any{"FirstName": "A", "LastName": "Boss", "Username": "a@example.com"})
	boss := w.seed("User", map[string]any{"FirstName": "Z", "LastName": "boss", "Username": "z@example.com"})
	id := w.seed("Thing__c", map[string]any{"Name": "<b>it</b>", "Ready__c": true})
	all := w.tasks()
	if len(all) != 1 || all[0]["OwnerId"] != boss || all[0]["Subject"] != "Look at <b>it</b>" || all[0]["WhatId"] != id ||
		all[0]["ActivityDate"] != "2026-01-02" || all[0]["Priority"] != "High" || all[0]["Status"] != "Not Started" {
		t.Fatalf("made %v", all)
	}
	if r := w.thing(id); r["Word__c"] != all[0]["Id"] || r["Note__c"] != nil {
		t.Errorf("holds %v", r)
	}
	w.edit("Thing__c", id, map[string]any{"Size__c": 2})
	if len(w.tasks()) != 1 {
		t.Error("it met the conditions before, and there is another")
	}
	w.edit("Thing__c", id, map[string]any{"Ready__c": false})
	w.edit("Thing__c", id, map[string]any{"Ready__c": true})
	if len(w.tasks()) != 2 {
		t.Error("it has come to meet them again, and there is none")
	}
}

func TestAFaultPathIsTaken(t *testing.T) {
	w := worldOf(t, automated(t, "Tell"))
	w.seed("User", map[string]any{"LastName": "Boss", "Username": "a@example.com", "IsActive": false})
	id := w.seed("Thing__c", map[string]any{"Ready__c": true})
	note, _ := w.thing(id)["Note__c"].(string)
	if len(w.tasks()) != 0 || !strings.Contains(note, "tried to create records: INACTIVE_OWNER_OR_USER: operation performed with inactive user") {
		t.Errorf("%d tasks, and the note is %q", len(w.tasks()), note)
	}
	faults := w.org.FlowFaults()
	if len(faults) != 1 || !faults[0].Handled || faults[0].Flow != "Tell" || faults[0].Element != "Make" || faults[0].Record != id {
		t.Errorf("remembers %+v", faults)
	}
	nobody := worldOf(t, automated(t, "Tell"))
	if id := nobody.seed("Thing__c", map[string]any{"Ready__c": true}); nobody.thing(id)["Note__c"] != "nobody" {
		t.Errorf("without a boss it holds %v", nobody.thing(id))
	}
}

func TestAFaultWithoutAPathRefusesTheSave(t *testing.T) {
	w := worldOf(t, automated(t, "Gone"))
	id := w.seed("Thing__c", map[string]any{"Word__c": "keep"})
	other := w.seed("Thing__c", map[string]any{"Word__c": "go"})
	a := w.call("DELETE", data+"/sobjects/Thing__c/"+id, "")
	if a.status != http.StatusBadRequest || !strings.Contains(a.text, `"errorCode":"CANNOT_EXECUTE_FLOW_TRIGGER"`) || !strings.Contains(a.text, "“Gone” process failed") {
		t.Errorf("answers %d %s", a.status, a.text)
	}
	if err := w.org.Delete("Thing__c", other); err != nil || len(w.org.All("Thing__c")) != 1 || len(w.tasks()) != 1 {
		t.Errorf("%v, %d things, %d tasks", err, len(w.org.All("Thing__c")), len(w.tasks()))
	}
	if faults := w.org.FlowFaults(); len(faults) != 1 || faults[0].Handled {
		t.Errorf("remembers %+v", faults)
	}
}

func TestNothingLoops(t *testing.T) {
	t.Run("saves that lead to each other", func(t *testing.T) {
		w := worldOf(t, automated(t, "Again"))
		_, err := w.org.Seed("Task", map[string]any{"Subject": "first"})
		if err == nil || !strings.Contains(err.Error(), "Maximum trigger depth exceeded") || len(w.tasks()) != 0 {
			t.Errorf("%d tasks, %v", len(w.tasks()), err)
		}
	})
	t.Run("connectors that lead back", func(t *testing.T) {
		w := worldOf(t, automated(t, "Circle"))
		if _, err := w.org.Seed("Thing__c", nil); err == nil || !strings.Contains(err.Error(), "did not end") || len(w.org.All("Thing__c")) != 0 {
			t.Errorf("%v", err)
		}
	})
	t.Run("paths that lead to paths", func(t *testing.T) {
		w := worldOf(t, automated(t, "Other"))
		w.edit("Thing__c", w.seed("Thing__c", nil), map[string]any{"Ready__c": true})
		if faults := w.org.FlowFaults(); len(faults) != 1 || !strings.Contains(faults[0].Message, "Maximum trigger depth exceeded") {
			t.Errorf("remembers %+v", faults)
		}
	})
}

// TestManyAtOnce saves 200 records in one call, of which every flow starts.
func TestManyAtOnce(t *testing.T) {
	w := worldOf(t, automated(t, "Name", "Tell", "Later"))
	w.seed("User", map[string]any{"LastName": "Boss", "Username": "a@example.com"})
	var all []string
	for n := range 200 {
		all = append(all, sobject("Thing__c", fmt.Sprintf(`"Size__c":%d`, 10+n%80)))
	}
	all[7] = sobject("Thing__c", `"Word__c":"much too long for such a short field"`)
	got := w.collect("POST", data+"/composite/sobjects", body(false, all...))
	if got[7] == "ok" || got[8] != "ok" || len(w.org.All("Thing__c")) != 199 || len(w.tasks()) != 199 {
		t.Errorf("%d things and %d tasks, %v", len(w.org.All("Thing__c")), len(w.tasks()), got[:9])
	}
	w.collect("POST", data+"/composite/sobjects", body(true, all...))
	if len(w.tasks()) != 199 {
		t.Errorf("all or none leaves %d tasks", len(w.tasks()))
	}
}

func TestAFlowStartsOnceForARecordInATransaction(t *testing.T) {
	w := worldOf(t, automated(t, "Name"))
	id := w.seed("Thing__c", map[string]any{"Size__c": 1})
	w.compose(true, sub{"PATCH", data + "/sobjects/Thing__c/" + id, "one", map[string]any{"Size__c": 20}},
		sub{"PATCH", data + "/sobjects/Thing__c/" + id, "two", map[string]any{"Size__c": 30}})
	if r := w.thing(id); r["Word__c"] != "size 20, was 1." {
		t.Errorf("in one transaction it is %v", r)
	}
	w.compose(false, sub{"PATCH", data + "/sobjects/Thing__c/" + id, "one", map[string]any{"Size__c": 40}},
		sub{"PATCH", data + "/sobjects/Thing__c/" + id, "two", map[string]any{"Size__c": 50}})
	if r := w.thing(id); r["Word__c"] != "size 50, was 40." {
		t.Errorf("in two it is %v", r)
	}
}
