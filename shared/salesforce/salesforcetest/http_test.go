package salesforcetest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// records is the body of a collections call with one record, of contact a.
func records(fields string) string {
	return `{"records":[{"attributes":{"type":"Tieline_Interaction__c"},"Connect_Contact_Id__c":"a",` + fields + `}]}`
}

func TestWholeCallsAreRefused(t *testing.T) {
	w := newWorld(t)
	composite := data + "/composite/sobjects/"
	many := strings.Repeat("{},", 200)
	for name, tt := range map[string]struct {
		method, path, body string
		status             int
		code               string
	}{
		"an unknown field":            {"PATCH", collections, records(`"Nothing__c":1`), 400, "INVALID_FIELD"},
		"an unknown relationship":     {"PATCH", collections, records(`"Nothing__r":{"Id":"x"}`), 400, "INVALID_FIELD"},
		"a parent by no external id":  {"PATCH", collections, records(`"Parent_Interaction__r":{"Name":"x"}`), 400, "INVALID_FIELD"},
		"a parent that is no object":  {"PATCH", collections, records(`"Parent_Interaction__r":"x"`), 400, "JSON_PARSER_ERROR"},
		"a text for a number":         {"PATCH", collections, records(`"Sync_Version__c":"seven"`), 400, "JSON_PARSER_ERROR"},
		"no number for a number":      {"PATCH", collections, records(`"Sync_Version__c":"NaN"`), 400, "JSON_PARSER_ERROR"},
		"a number for a text":         {"PATCH", collections, records(`"Queue_Name__c":7`), 400, "JSON_PARSER_ERROR"},
		"a list for a text":           {"PATCH", collections, records(`"Queue_Name__c":["a"]`), 400, "JSON_PARSER_ERROR"},
		"a time without a zone":       {"PATCH", collections, records(`"Connected_At__c":"2026-01-02T03:04:05"`), 400, "JSON_PARSER_ERROR"},
		"a time as a number":          {"PATCH", collections, records(`"Connected_At__c":1767323045`), 400, "JSON_PARSER_ERROR"},
		"half a body":                 {"PATCH", collections, `{"records":[`, 400, "JSON_PARSER_ERROR"},
		"two bodies":                  {"PATCH", collections, `{} {}`, 400, "JSON_PARSER_ERROR"},
		"a member nobody knows":       {"PATCH", collections, `{"record":[]}`, 400, "JSON_PARSER_ERROR"},
		"records without a type":      {"PATCH", collections, `{"records":[{"Connect_Contact_Id__c":"a"}]}`, 400, "INVALID_TYPE"},
		"records of another type":     {"PATCH", collections, `{"records":[{"attributes":{"type":"Contact"}}]}`, 400, "INVALID_TYPE"},
		"more than 200 records":       {"PATCH", collections, `{"records":[` + many + `{}]}`, 400, "EXCEEDED_ID_LIMIT"},
		"an unknown object":           {"PATCH", composite + "Nothing__c/Id", `{}`, 404, "NOT_FOUND"},
		"an unknown key":              {"PATCH", composite + "Tieline_Interaction__c/Nothing__c", `{}`, 404, "NOT_FOUND"},
		"a key that is no external":   {"PATCH", composite + "Tieline_Interaction__c/Queue_Id__c", `{}`, 404, "NOT_FOUND"},
		"another method":              {"POST", collections, `{}`, 405, "METHOD_NOT_ALLOWED"},
		"another API version":         {"GET", "/services/data/v66.0/sobjects/Contact/003000000000001AAA", "", 404, "NOT_FOUND"},
		"another resource":            {"GET", data + "/nothing", "", 404, "NOT_FOUND"},
		"a resource of Salesforce's":  {"POST", data + "/composite/batch", `{}`, 403, "FUNCTIONALITY_NOT_ENABLED"},
		"deleted records":             {"GET", data + "/queryAll?q=SELECT+Id+FROM+Contact", "", 403, "FUNCTIONALITY_NOT_ENABLED"},
		"a parameter nobody knows":    {"PATCH", byKey + "a?updateOnly=true", `{}`, 400, "FUNCTIONALITY_NOT_ENABLED"},
		"creation of unknown objects": {"POST", data + "/sobjects/Nothing__c", `{}`, 404, "NOT_FOUND"},
		"creation without a name":     {"POST", data + "/sobjects/Contact", `{"FirstName":"Ada"}`, 400, "REQUIRED_FIELD_MISSING"},
		"a record that is not there":  {"GET", data + "/sobjects/Contact/003000000000009AAA", "", 404, "NOT_FOUND"},
		"change of what is not there": {"PATCH", data + "/sobjects/Contact/003000000000009AAA", `{}`, 404, "NOT_FOUND"},
		"a contact id without record": {"GET", byKey + "nobody", "", 404, "NOT_FOUND"},
		"the key also in the body":    {"PATCH", byKey + "a", `{"Connect_Contact_Id__c":"a"}`, 400, "INVALID_FIELD"},
	} {
		t.Run(name, func(t *testing.T) {
			a := w.call(tt.method, tt.path, tt.body)
			if a.status != tt.status || a.list(t)[0]["errorCode"] != tt.code || a.list(t)[0]["message"] == "" {
				t.Errorf("answers %d %s", a.status, a.text)
			}
		})
	}
	if n := len(w.org.Find(interaction, "Cti_System__c", "tieline")); n != 0 {
		t.Errorf("%d records of refused calls were kept", n)
	}
}

func TestHeadersThatWouldNotBeHeededAreRefused(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"If-Modified-Since", "If-Match", "Content-Encoding"} {
		r := httptest.NewRequest("GET", data+"/sobjects/Contact/describe", nil)
		r.Header.Set("Authorization", "Bearer "+w.token)
		r.Header.Set(name, "x")
		if a := w.do(r); a.status != http.StatusBadRequest || !strings.Contains(a.text, name) {
			t.Errorf("%s: answers %d %s", name, a.status, a.text)
		}
	}
}

func TestBodiesMustBeJSON(t *testing.T) {
	w := newWorld(t)
	r := httptest.NewRequest("PATCH", collections, strings.NewReader(records(`"Channel__c":"VOICE"`)))
	r.Header.Set("Authorization", "Bearer "+w.token)
	r.Header.Set("Content-Type", "text/plain")
	if a := w.do(r); a.status != http.StatusUnsupportedMediaType {
		t.Errorf("answers %d %s", a.status, a.text)
	}
}

func TestEveryDataAnswerTellsTheLimit(t *testing.T) {
	w := newWorld(t)
	w.call("GET", data+"/query", "")
	if got := w.call("GET", data+"/limits", "").header.Get("Sforce-Limit-Info"); got != "api-usage=2/100000" {
		t.Errorf("the limit header says %q", got)
	}
}

func TestOneRecord(t *testing.T) {
	w := newWorld(t)
	a := w.call("POST", data+"/sobjects/Contact", `{"FirstName":"Ada","LastName":"Lovelace","Phone":"+44 20 7183 8750"}`)
	id, _ := a.object(t)["id"].(string)
	if a.status != http.StatusCreated || !strings.HasPrefix(id, "003") || len(id) != 18 {
		t.Fatalf("creation answers %d %s", a.status, a.text)
	}
	if a := w.call("PATCH", data+"/sobjects/Contact/"+id, `{"Phone":null}`); a.status != http.StatusNoContent || a.text != "" {
		t.Errorf("an update answers %d %s", a.status, a.text)
	}
	a = w.call("GET", data+"/sobjects/Contact/"+id[:15], "")
	r := a.object(t)
	if _, shown := r["Phone"]; !shown || r["Phone"] != nil || r["Name"] != "Ada Lovelace" || r["Id"] != id {
		t.Errorf("it reads %d %s", a.status, a.text)
	}
	want := fmt.Sprint(map[string]any{"type": "Contact", "url": data + "/sobjects/Contact/" + id})
	if got := fmt.Sprint(r["attributes"]); got != want {
		t.Errorf("attributes %s", got)
	}
}

func TestOneRecordByExternalID(t *testing.T) {
	w := newWorld(t)
	path := byKey + "a%2Fb%20c" // a/b c
	for n, want := range []struct {
		status  int
		created bool
	}{{http.StatusCreated, true}, {http.StatusOK, false}} {
		a := w.call("PATCH", path, `{"Sync_Version__c":7}`)
		if a.status != want.status || a.object(t)["created"] != want.created {
			t.Errorf("upsert %d answers %d %s", n, a.status, a.text)
		}
	}
	id := w.record("a/b c")["Id"].(string)
	if a := w.call("GET", path, ""); a.object(t)["Id"] != id || !strings.Contains(a.text, `"Sync_Version__c":7.0`) {
		t.Errorf("it reads %d %s", a.status, a.text)
	}
	a := w.call("PATCH", path, `{"Sync_Version__c":6}`)
	if a.status != 400 || a.list(t)[0]["errorCode"] != "FIELD_CUSTOM_VALIDATION_EXCEPTION" {
		t.Errorf("a lower version answers %d %s", a.status, a.text)
	}
	second, err := w.org.Duplicate(id)
	if err != nil {
		t.Fatal(err)
	}
	base := data + "/sobjects/Tieline_Interaction__c/"
	if a := w.call("PATCH", path, `{}`); a.status != http.StatusMultipleChoices || a.text != `["`+base+id+`","`+base+second+`"]` {
		t.Errorf("two records answer %d %s", a.status, a.text)
	}
}

func TestUniqueFields(t *testing.T) {
	w := newWorld(t)
	id := w.seed("User", map[string]any{"LastName": "Lovelace", "Username": "ada@example.com"})
	a := w.call("POST", data+"/sobjects/User", `{"LastName":"Other","Username":"ADA@example.com"}`)
	if a.status != 400 || a.list(t)[0]["errorCode"] != "DUPLICATE_VALUE" || !strings.Contains(a.text, id[:15]) {
		t.Errorf("answers %d %s", a.status, a.text)
	}
	if a := w.call("PATCH", data+"/sobjects/User/"+id, `{"Username":"ada@example.com"}`); a.status != http.StatusNoContent {
		t.Errorf("its own value again answers %d %s", a.status, a.text)
	}
}
