package salesforcetest_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestOnlyTheFieldsAskedForAreAnswered(t *testing.T) {
	w := newWorld(t)
	account := w.seed("Account", map[string]any{"Name": "Engines"})
	id := w.seed("Contact", map[string]any{"LastName": "Ada", "AccountId": account})
	a := w.call("GET", data+"/sobjects/Contact/"+id+"?fields=lastname,Phone,Account.Name", "")
	r := a.object(t)
	if len(r) != 4 || r["LastName"] != "Ada" || r["Phone"] != nil || r["Account"].(map[string]any)["Name"] != "Engines" {
		t.Errorf("answers %d %s", a.status, a.text)
	}
	for fields, code := range map[string]string{"Nothing__c": "INVALID_FIELD", "Owner.Name": "INVALID_FIELD", "LastName,": "INVALID_FIELD"} {
		a := w.call("GET", data+"/sobjects/Contact/"+id+"?fields="+fields, "")
		if a.status != http.StatusBadRequest || a.list(t)[0]["errorCode"] != code {
			t.Errorf("%s answers %d %s", fields, a.status, a.text)
		}
	}
	w.upsert(false, `"Connect_Contact_Id__c":"c1"`)
	if a := w.call("GET", byKey+"c1?fields=Channel__c", ""); len(a.object(t)) != 2 {
		t.Errorf("by its key: %d %s", a.status, a.text)
	}
}

func TestCreationSaysWhereTheRecordIs(t *testing.T) {
	w := newWorld(t)
	for method, path := range map[string]string{"POST": data + "/sobjects/Account/", "PATCH": byKey + "new"} {
		body := map[string]string{"POST": `{"Name":"Engines"}`, "PATCH": `{}`}[method]
		a := w.call(method, path, body)
		at := a.header.Get("Location")
		if id := a.object(t)["id"].(string); !strings.HasSuffix(at, "/"+id) || w.call("GET", at, "").status != http.StatusOK {
			t.Errorf("%s is at %s", id, at)
		}
	}
}

func TestDeletion(t *testing.T) {
	w := newWorld(t)
	account := w.seed("Account", map[string]any{"Name": "Engines"})
	contact := w.seed("Contact", map[string]any{"LastName": "Ada", "AccountId": account})
	w.seed(interaction, map[string]any{"Connect_Contact_Id__c": "c1", "Customer_Contact__c": contact})
	for _, step := range []struct {
		name, method, path string
		status             int
		code               string
	}{
		{"what stands is deleted", "DELETE", "/sobjects/Account/" + account, 204, ""},
		{"and its contacts are with it", "GET", "/sobjects/Contact/" + contact, 404, "NOT_FOUND"},
		{"a second time it is not", "DELETE", "/sobjects/Account/" + account[:15], 404, "ENTITY_IS_DELETED"},
		{"nor updated", "PATCH", "/sobjects/Account/" + account, 404, "ENTITY_IS_DELETED"},
		{"what never was is not", "DELETE", "/sobjects/Account/001000000000009AAA", 404, "NOT_FOUND"},
		{"one of another object is not", "DELETE", "/sobjects/Lead/" + account, 404, "NOT_FOUND"},
		{"a user is not", "DELETE", "/sobjects/User/" + w.seed("User", map[string]any{"LastName": "B", "Username": "b@c.d"}), 400, "FUNCTIONALITY_NOT_ENABLED"},
		{"by its key it is", "DELETE", "/sobjects/Tieline_Interaction__c/Connect_Contact_Id__c/c1", 204, ""},
		{"and not again", "DELETE", "/sobjects/Tieline_Interaction__c/Connect_Contact_Id__c/c1", 404, "NOT_FOUND"},
	} {
		if step.name == "by its key it is" && w.record("c1")["Customer_Contact__c"] != nil {
			t.Error("a lookup leads to a deleted record")
		}
		a := w.call(step.method, data+step.path, map[string]string{"PATCH": "{}"}[step.method])
		code := ""
		if a.status >= 400 {
			code = a.list(t)[0]["errorCode"].(string)
		}
		if a.status != step.status || code != step.code {
			t.Errorf("%s: %d %s", step.name, a.status, a.text)
		}
	}
	w.upsert(false, `"Connect_Contact_Id__c":"c1"`)
	if n := len(w.org.All(interaction)); n != 1 {
		t.Errorf("the key is free again, but %d records stand", n)
	}
}

func TestTheIdIsNotInTheBody(t *testing.T) {
	w := newWorld(t)
	id := w.seed("Account", map[string]any{"Name": "Engines"})
	a := w.call("PATCH", data+"/sobjects/Account/"+id, `{"Id":"`+id+`","Name":"Other"}`)
	if a.status != http.StatusBadRequest || a.list(t)[0]["errorCode"] != "INVALID_FIELD" {
		t.Errorf("an update answers %d %s", a.status, a.text)
	}
	a = w.call("POST", data+"/sobjects/Account", `{"Id":"`+id+`","Name":"Other"}`)
	if a.status != http.StatusBadRequest || a.list(t)[0]["errorCode"] != "INVALID_FIELD_FOR_INSERT_UPDATE" {
		t.Errorf("a creation answers %d %s", a.status, a.text)
	}
}

// TestValues are taken or refused as the metadata of their field wants it.
func TestValues(t *testing.T) {
	w := worldOf(t, source(map[string]string{
		"fields/Day__c.field-meta.xml":  field("Day__c", "Date", ""),
		"fields/Mail__c.field-meta.xml": field("Mail__c", "Email", ""),
		"fields/Pick__c.field-meta.xml": field("Pick__c", "Picklist", `<valueSet><restricted>true</restricted><valueSetDefinition>`+
			`<value><fullName>A</fullName><default>true</default></value></valueSetDefinition></valueSet>`),
		"fields/Must__c.field-meta.xml": field("Must__c", "Text", "<length>5</length><required>true</required>"),
	}))
	for body, want := range map[string]string{
		`"Day__c":"2026-02-28"`:                            "",
		`"Day__c":"2026-02-30"`:                            "JSON_PARSER_ERROR",
		`"Day__c":20260228`:                                "JSON_PARSER_ERROR",
		`"Mail__c":"ada@example.com"`:                      "",
		`"Mail__c":"Not a real one"`:                       "INVALID_EMAIL_ADDRESS",
		`"Mail__c":"a@b"`:                                  "INVALID_EMAIL_ADDRESS",
		`"Mail__c":"` + strings.Repeat("a", 80) + `@b.cd"`: "STRING_TOO_LONG",
		`"Pick__c":"B"`:                                    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
		`"Pick__c":null`:                                   "",
		`"Size__c":9999.94`:                                "",
		`"Size__c":9999.96`:                                "NUMBER_OUTSIDE_VALID_RANGE",
		`"Size__c":-10000`:                                 "NUMBER_OUTSIDE_VALID_RANGE",
		`"Size__c":"12.5"`:                                 "",
		`"Size__c":true`:                                   "JSON_PARSER_ERROR",
		`"Ready__c":true`:                                  "",
		`"Ready__c":"true"`:                                "JSON_PARSER_ERROR",
		`"Ready__c":null`:                                  "FUNCTIONALITY_NOT_ENABLED",
		`"Must__c":"  "`:                                   "REQUIRED_FIELD_MISSING",
		`"Must__c":null`:                                   "REQUIRED_FIELD_MISSING",
		`"Word__c":{"a":1}`:                                "JSON_PARSER_ERROR",
		`"attributes":{"a":1}`:                             "",
	} {
		if !strings.Contains(body, "Must__c") {
			body += `,"Must__c":"x"`
		}
		a := w.call("POST", data+"/sobjects/Thing__c", "{"+body+"}")
		got := ""
		if a.status != http.StatusCreated {
			got = a.list(t)[0]["errorCode"].(string)
		}
		if got != want {
			t.Errorf("%s answers %d %s", body, a.status, a.text)
		}
	}
	if a := w.call("GET", data+"/query?q=SELECT+Pick__c+FROM+Thing__c+WHERE+Day__c=2026-02-28", ""); !strings.Contains(a.text, `"Pick__c":"A"`) {
		t.Errorf("the default is %s", a.text)
	}
}
