package salesforcetest_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"tieline/shared/salesforce/salesforcetest"
)

func TestTasksThatSalesforceRefuses(t *testing.T) {
	fs := automated(t)
	fs["objects/Plain__c/Plain__c.object-meta.xml"] = &fstest.MapFile{Data: []byte(`<CustomObject><label>Plain</label><nameField><type>Text</type></nameField></CustomObject>`)}
	w := worldOf(t, fs)
	lead := w.seed("Lead", map[string]any{"LastName": "L", "Company": "C"})
	contact := w.seed("Contact", map[string]any{"LastName": "L"})
	thing, plain := w.seed("Thing__c", nil), w.seed("Plain__c", nil)
	for name, tt := range map[string]struct{ who, what, says string }{
		"of a contact and a thing":            {contact, thing, ""},
		"of a lead alone":                     {lead, "", ""},
		"of a lead and a thing":               {lead, thing, "FIELD_INTEGRITY_EXCEPTION"},
		"about what has no activities":        {"", plain, "INVALID_CROSS_REFERENCE_KEY"},
		"of somebody who is neither":          {thing, "", "INVALID_CROSS_REFERENCE_KEY"},
		"about what is not there":             {"", "a00000000000099AAA", "INVALID_CROSS_REFERENCE_KEY"},
		"about a contact, who is not a thing": {"", contact, "INVALID_CROSS_REFERENCE_KEY"},
	} {
		_, err := w.org.Seed("Task", map[string]any{"WhoId": tt.who, "WhatId": tt.what})
		if (err == nil) != (tt.says == "") || err != nil && !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAFlowStartsWhenItSays(t *testing.T) {
	w := worldOf(t, automated(t, "Send"))
	id := w.seed("Thing__c", map[string]any{"Word__c": "a@b.com"})
	if w.edit("Thing__c", id, map[string]any{"Size__c": 2}); len(w.org.Sent()) != 2 {
		t.Errorf("a flow of Create has sent %d", len(w.org.Sent()))
	}
	updates := automated(t, "Send")
	file := updates["flows/Send.flow-meta.xml"]
	file.Data = []byte(strings.Replace(string(file.Data), "<recordTriggerType>Create<", "<recordTriggerType>Update<", 1))
	on := worldOf(t, updates)
	id = on.seed("Thing__c", map[string]any{"Word__c": "a@b.com"})
	if before := len(on.org.Sent()); before != 0 {
		t.Errorf("of Update it has sent %d at the creation", before)
	}
	if on.edit("Thing__c", id, map[string]any{"Size__c": 2}); len(on.org.Sent()) != 2 {
		t.Errorf("and then %d", len(on.org.Sent()))
	}
	other := worldOf(t, automated(t, "Other"))
	saves := 0
	other.org.Watch(func(_, _ salesforcetest.Record) { saves++ })
	id = other.seed("Thing__c", map[string]any{"Ready__c": true})
	if saves != 1 {
		t.Errorf("a flow of Update has led to %d saves of a new record", saves)
	}
	other.edit("Thing__c", id, map[string]any{"Ready__c": false})
	if saves != 2+16 {
		t.Errorf("paths that lead to paths have led to %d saves", saves)
	}
	again := worldOf(t, automated(t, "Again"))
	saves = 0
	again.org.Watch(func(_, _ salesforcetest.Record) { saves++ })
	if _, err := again.org.Seed("Task", map[string]any{"Subject": "first"}); err == nil || saves != 16 {
		t.Errorf("%v, after %d saves", err, saves)
	}
}

func TestAPathOfAnUndoneChangeDoesNotRun(t *testing.T) {
	w := worldOf(t, automated(t, "Later"))
	id := w.seed("Thing__c", map[string]any{"Word__c": "no"})
	w.compose(true, sub{"PATCH", data + "/sobjects/Thing__c/" + id, "one", map[string]any{"Word__c": "wait"}},
		sub{"POST", data + "/sobjects/Thing__c", "bad", map[string]any{"Size__c": 1e9}})
	if r := w.thing(id); r["Note__c"] != nil || r["Word__c"] != "no" {
		t.Errorf("holds %v", r)
	}
}
