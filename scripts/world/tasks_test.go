package world

import (
	"slices"
	"testing"
)

// wished is a judged world in which a task of the contact is wanted, which a flow
// makes.
func wished(t *testing.T) (w *World, calls []*Call, task string) {
	t.Helper()
	w, calls = judged(t, "")
	customer, err := w.Org.Seed("Contact", map[string]any{"LastName": "Somebody"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Org.Upsert(interaction, contactID, "c2", map[string]any{"Customer_Contact__c": customer, "Create_Task__c": true}); err != nil {
		t.Fatal(err)
	}
	task, _ = w.org.interactions("c2")[0]["Task_Id__c"].(string)
	if task == "" || len(w.Org.All("Task")) != 1 {
		t.Fatalf("of %v the flow made %v", w.org.interactions("c2"), w.Org.All("Task"))
	}
	return w, calls, task
}

func TestEachTaskIsOfOneContact(t *testing.T) {
	for name, tt := range map[string]struct {
		spoil func(w *World, task string) error
		says  []string
	}{
		"all is right": {func(*World, string) error { return nil }, nil},
		"a task of nobody": {func(w *World, _ string) error {
			_, err := w.Org.Seed("Task", map[string]any{"Subject": "Call back"})
			return err
		}, []string{"tasks of no contact"}},
		"a task of another record": {func(w *World, task string) error {
			return w.Org.Overwrite(task, map[string]any{"WhatId": nil})
		}, []string{"Task_Id__c WhatId"}},
		"a task of another person": {func(w *World, task string) error {
			return w.Org.Overwrite(task, map[string]any{"WhoId": nil})
		}, []string{"Task_Id__c WhoId"}},
		"a task that no flow would find again": {func(w *World, task string) error {
			return w.Org.Overwrite(task, map[string]any{"CallObject": nil})
		}, []string{"Task_Id__c CallObject"}},
	} {
		w, calls, task := wished(t)
		if err := tt.spoil(w, task); err != nil {
			t.Fatal(err)
		}
		compared, found := w.tasked(calls)
		var says []string
		for _, d := range found {
			says = append(says, d.Field)
		}
		if !slices.Equal(says, tt.says) || compared != 1 {
			t.Errorf("%s: compared %d, found %v", name, compared, found)
		}
	}
}

func TestAFollowUpTakenBackIsOfItsContact(t *testing.T) {
	w, calls, _ := wished(t)
	for _, wanted := range []bool{true, false, true} {
		if _, err := w.Org.Upsert(interaction, contactID, "c2", map[string]any{"Follow_Up__c": wanted}); err != nil {
			t.Fatal(err)
		}
	}
	if compared, found := w.tasked(calls); compared != 2 || len(found) != 0 || len(w.Org.All("Task")) != 3 {
		t.Errorf("compared %d of %d, found %v", compared, len(w.Org.All("Task")), found)
	}
}
