package salesforcetest_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"
)

func TestEveryObjectIsDescribed(t *testing.T) {
	w := newWorld(t)
	global := w.call("GET", data+"/sobjects", "").object(t)
	if global["encoding"] != "UTF-8" || global["maxBatchSize"] != 200.0 {
		t.Errorf("says %v", global)
	}
	seen := map[any]bool{}
	for _, o := range global["sobjects"].([]any) {
		brief := o.(map[string]any)
		seen[brief["name"]] = true
		a := w.call("GET", brief["urls"].(map[string]any)["sobject"].(string), "")
		if basic := a.object(t)["objectDescribe"]; fmt.Sprint(basic) != fmt.Sprint(brief) {
			t.Errorf("%v is %v, and globally %v", brief["name"], basic, brief)
		}
		full := w.call("GET", brief["urls"].(map[string]any)["describe"].(string), "").object(t)
		if full["name"] != brief["name"] || len(full["fields"].([]any)) < 5 {
			t.Errorf("%v has %v", brief["name"], full["fields"])
		}
	}
	if !seen[interaction] || !seen["Contact"] || !seen["Task"] || len(seen) < 13 {
		t.Errorf("described are %v", seen)
	}
	for _, path := range []string{"/sobjects/Nothing__c", "/sobjects/Nothing__c/describe"} {
		if a := w.call("GET", data+path, ""); a.status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, a.status)
		}
	}
}

// TestFieldsAreDescribed as the metadata has them. What a case does not mention
// is not looked at.
func TestFieldsAreDescribed(t *testing.T) {
	w := newWorld(t)
	for object, fields := range map[string]map[string]map[string]any{
		interaction: {
			"Id":                    {"type": "id", "length": 18.0, "soapType": "tns:ID", "createable": false, "updateable": false, "nillable": false},
			"Name":                  {"type": "string", "autoNumber": true, "nameField": true, "createable": false},
			"Connect_Contact_Id__c": {"type": "string", "externalId": true, "unique": true, "idLookup": true, "nillable": false, "caseSensitive": true},
			"Sync_Version__c":       {"type": "double", "precision": 18.0, "scale": 0.0, "nillable": true, "createable": true, "updateable": true, "custom": true},
			"Connected_At__c":       {"type": "datetime", "soapType": "xsd:dateTime", "sortable": true},
			"Wrap_Up_Notes__c":      {"type": "textarea", "length": 32768.0, "filterable": false, "sortable": false},
			"Outcome__c":            {"type": "picklist", "restrictedPicklist": true, "length": 255.0},
			"Customer_Contact__c":   {"type": "reference", "referenceTo": []any{"Contact"}, "relationshipName": "Customer_Contact__r"},
			"CreatedDate":           {"type": "datetime", "createable": false, "defaultedOnCreate": true},
		},
		"Lead":    {"IsConverted": {"type": "boolean", "nillable": false, "defaultValue": false, "length": 0.0}, "Company": {"nillable": false}},
		"Contact": {"Phone": {"type": "phone", "length": 40.0, "custom": false}, "AccountId": {"cascadeDelete": true, "relationshipName": "Account"}},
	} {
		described := map[string]map[string]any{}
		for _, f := range w.call("GET", data+"/sobjects/"+object+"/describe", "").object(t)["fields"].([]any) {
			f := f.(map[string]any)
			described[f["name"].(string)] = f
		}
		for name, want := range fields {
			for member, v := range want {
				if got := described[name][member]; fmt.Sprint(got) != fmt.Sprint(v) {
					t.Errorf("%s.%s: %s is %v, want %v", object, name, member, got, v)
				}
			}
		}
	}
}

func TestRecordsAreLookedUpByExternalIds(t *testing.T) {
	w := worldOf(t, source(map[string]string{"fields/Key__c.field-meta.xml": field("Key__c", "Text", "<length>9</length><externalId>true</externalId>")}))
	for _, f := range w.call("GET", data+"/sobjects/Thing__c/describe", "").object(t)["fields"].([]any) {
		f := f.(map[string]any)
		if want := f["name"] == "Key__c" || f["name"] == "Id"; f["idLookup"] != want {
			t.Errorf("%v: %v", f["name"], f["idLookup"])
		}
	}
}

func TestPicklistsAndChildrenAreDescribed(t *testing.T) {
	w := newWorld(t)
	var outcomes []string
	for _, f := range w.call("GET", data+"/sobjects/"+interaction+"/describe", "").object(t)["fields"].([]any) {
		if f := f.(map[string]any); f["name"] == "Outcome__c" {
			for _, v := range f["picklistValues"].([]any) {
				outcomes = append(outcomes, v.(map[string]any)["value"].(string))
			}
		}
	}
	if !slices.Contains(outcomes, "Abandoned in Queue") || len(outcomes) != 8 {
		t.Errorf("outcomes are %v", outcomes)
	}
	children := map[string]any{}
	for _, c := range w.call("GET", data+"/sobjects/Account/describe", "").object(t)["childRelationships"].([]any) {
		c := c.(map[string]any)
		children[fmt.Sprintf("%v.%v", c["childSObject"], c["field"])] = c["cascadeDelete"]
	}
	if want := map[string]any{"Contact.AccountId": true, "Case.AccountId": false, "Task.WhatId": false,
		interaction + ".Customer_Account__c": false}; !maps.Equal(children, want) {
		t.Errorf("children are %v", children)
	}
}
