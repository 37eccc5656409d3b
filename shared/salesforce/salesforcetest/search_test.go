package salesforcetest_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// find sends SOSL and returns what was found as Object:name.
func (w *world) find(sosl string) []string {
	w.Helper()
	a := w.call("GET", data+"/search/?q="+url.QueryEscape(sosl), "")
	if a.status != http.StatusOK {
		w.Fatalf("%s answers %d %s", sosl, a.status, a.text)
	}
	var found []string
	for _, r := range a.object(w.TB)["searchRecords"].([]any) {
		r := r.(map[string]any)
		found = append(found, fmt.Sprintf("%v:%v", r["attributes"].(map[string]any)["type"], r["Name"]))
	}
	return found
}

func phoneBook(t *testing.T) *world {
	w := newWorld(t)
	account := w.seed("Account", map[string]any{"Name": "Engines", "Phone": "020 7183 8750"})
	w.seed("Contact", map[string]any{"LastName": "Ada", "AccountId": account,
		"Phone": "+44 20 7183 8750", "MobilePhone": "+447700900123"})
	w.seed("Contact", map[string]any{"LastName": "Bob", "Phone": "(415) 555-0100", "Email": "Ann@Example.com"})
	w.seed("Contact", map[string]any{"LastName": "Cyd", "HomePhone": "212-555-0100 x12"})
	w.seed("Contact", map[string]any{"LastName": "Dot"})
	w.seed("Lead", map[string]any{"LastName": "Eve", "Company": "5550100", "MobilePhone": "+44 20 7183 8750", "Email": "ann@example.com.au"})
	return w
}

func TestSearch(t *testing.T) {
	w := phoneBook(t)
	for name, tt := range map[string]struct {
		sosl string
		want []string
	}{
		"the number as stored":           {`FIND {"\+44 20 7183 8750"} IN PHONE FIELDS RETURNING Contact(Name)`, []string{"Contact:Ada"}},
		"the number without punctuation": {`FIND {442071838750} IN PHONE FIELDS RETURNING Contact(Name)`, []string{"Contact:Ada"}},
		"several forms, several objects": {
			`find {02071838750 or "\+442071838750"} in Phone fields returning Lead(Name), Contact(Id, Name), Account(Name)`,
			[]string{"Lead:Eve", "Contact:Ada", "Account:Engines"},
		},
		"every phone field":             {`FIND {447700900123} IN PHONE FIELDS RETURNING Contact(Name)`, []string{"Contact:Ada"}},
		"fragments are found":           {`FIND {5550100} IN PHONE FIELDS RETURNING Contact(Name)`, []string{"Contact:Bob", "Contact:Cyd"}},
		"extensions are found":          {`FIND {12} IN PHONE FIELDS RETURNING Contact(Name)`, []string{"Contact:Cyd"}},
		"parts of tokens are not":       {`FIND {7700900123} IN PHONE FIELDS RETURNING Contact(Name)`, nil},
		"other fields are not searched": {`FIND {5550100} IN PHONE FIELDS RETURNING Lead(Name)`, nil},
		"a limit of one object":         {`FIND {5550100} IN PHONE FIELDS RETURNING Contact(Name LIMIT 1)`, []string{"Contact:Bob"}},
		"a limit of all":                {`FIND {442071838750} IN PHONE FIELDS RETURNING Contact(Name), Lead(Name) LIMIT 1`, []string{"Contact:Ada"}},
		"ids only":                      {`FIND {442071838750} IN PHONE FIELDS RETURNING Contact`, []string{"Contact:<nil>"}},
		"an address as stored":          {`FIND {"ann@example.com"} IN EMAIL FIELDS RETURNING Contact(Name), Lead(Name), Account(Name)`, []string{"Contact:Bob", "Lead:Eve"}},
		"another address":               {`FIND {"EVE@example.COM"} IN email FIELDS RETURNING Lead(Name)`, nil},
		"an address is no phone":        {`FIND {"ann@example.com"} IN PHONE FIELDS RETURNING Contact(Name)`, nil},
		"a phone is no address":         {`FIND {4155550100} IN EMAIL FIELDS RETURNING Contact(Name)`, nil},
		"those that are not converted": {
			`FIND {442071838750} IN PHONE FIELDS RETURNING Lead(Name, LastModifiedDate WHERE IsConverted = false)`, []string{"Lead:Eve"}},
		"those that are":          {`FIND {442071838750} IN PHONE FIELDS RETURNING Lead(Name WHERE IsConverted = true)`, nil},
		"nothing but punctuation": {`FIND {\+\-} IN PHONE FIELDS RETURNING Contact(Name)`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := w.find(tt.sosl); !slices.Equal(got, tt.want) {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSearchReachesParents(t *testing.T) {
	w := phoneBook(t)
	sosl := `FIND {442071838750 OR 4155550100} IN PHONE FIELDS RETURNING Contact(Id, Account.Name, Account.Id)`
	a := w.call("GET", data+"/search?q="+url.QueryEscape(sosl), "")
	found := a.object(t)["searchRecords"].([]any)
	if len(found) != 2 {
		t.Fatalf("found %s", a.text)
	}
	account, _ := found[0].(map[string]any)["Account"].(map[string]any)
	if account["Name"] != "Engines" || account["Id"] == nil || account["attributes"].(map[string]any)["type"] != "Account" {
		t.Errorf("the parent is %v", account)
	}
	if parent, shown := found[1].(map[string]any)["Account"]; !shown || parent != nil {
		t.Errorf("no parent is %v", parent)
	}
}

func TestSearchByParameters(t *testing.T) {
	w := phoneBook(t)
	for name, tt := range map[string]struct {
		body, code string
		want       []string
	}{
		"fields of its own": {`"q":"442071838750","in":"PHONE","sobjects":[{"name":"Contact","fields":["id","name"]}]`, "", []string{"Ada"}},
		"fields of the call": {`"q":"+442071838750","in":"phone","fields":["name"],"sobjects":[{"name":"Lead"},{"name":"Account"}]`, "",
			[]string{"Eve"}},
		"a limit for each": {`"q":"5550100","in":"PHONE","fields":["Name"],"defaultLimit":1,"sobjects":[{"name":"Contact"}]`, "", []string{"Bob"}},
		"its own limit":    {`"q":"5550100","in":"PHONE","fields":["Name"],"defaultLimit":1,"sobjects":[{"name":"Contact","limit":2}]`, "", []string{"Bob", "Cyd"}},
		"a limit of all":   {`"q":"442071838750","in":"PHONE","fields":["Name"],"overallLimit":1,"sobjects":[{"name":"Contact"},{"name":"Lead"}]`, "", []string{"Ada"}},
		"an address":       {`"q":"ann@example.com","in":"EMAIL","fields":["Name"],"sobjects":[{"name":"Contact"}]`, "", []string{"Bob"}},
		"other fields":     {`"q":"442071838750","in":"ALL","sobjects":[{"name":"Contact"}]`, "MALFORMED_SEARCH", nil},
		"all objects":      {`"q":"442071838750","in":"PHONE"`, "MALFORMED_SEARCH", nil},
		"several words":    {`"q":"020 7183","in":"PHONE","sobjects":[{"name":"Contact"}]`, "MALFORMED_SEARCH", nil},
		"a wildcard":       {`"q":"4420*","in":"PHONE","sobjects":[{"name":"Contact"}]`, "MALFORMED_SEARCH", nil},
		"nothing":          {`"in":"PHONE","sobjects":[{"name":"Contact"}]`, "MALFORMED_SEARCH", nil},
		"conditions":       {`"q":"4420","in":"PHONE","sobjects":[{"name":"Contact","where":"Name = 'a'"}]`, "JSON_PARSER_ERROR", nil},
		"an unknown field": {`"q":"4420","in":"PHONE","sobjects":[{"name":"Contact","fields":["Nothing__c"]}]`, "INVALID_FIELD", nil},
		"unknown objects":  {`"q":"4420","in":"PHONE","sobjects":[{"name":"Nothing__c"}]`, "INVALID_TYPE", nil},
	} {
		a := w.call("POST", data+"/parameterizedSearch", "{"+tt.body+"}")
		if tt.code != "" {
			if a.status != http.StatusBadRequest || a.list(t)[0]["errorCode"] != tt.code {
				t.Errorf("%s: %d %s", name, a.status, a.text)
			}
			continue
		}
		var found []string
		for _, r := range a.object(t)["searchRecords"].([]any) {
			found = append(found, fmt.Sprint(r.(map[string]any)["Name"]))
		}
		if !slices.Equal(found, tt.want) {
			t.Errorf("%s: %d %s", name, a.status, a.text)
		}
	}
}

func TestSearchRefuses(t *testing.T) {
	w := phoneBook(t)
	tail := ` IN PHONE FIELDS RETURNING Contact(Id)`
	for sosl, code := range map[string]string{
		``:                                  "MALFORMED_SEARCH",
		`FIND`:                              "MALFORMED_SEARCH",
		`FIND {}` + tail:                    "MALFORMED_SEARCH",
		`FIND {a}` + tail:                   "MALFORMED_SEARCH",
		`FIND {415` + tail:                  "MALFORMED_SEARCH",
		`FIND {"415}` + tail:                "MALFORMED_SEARCH",
		`FIND {+44}` + tail:                 "MALFORMED_SEARCH",
		`FIND {415-555}` + tail:             "MALFORMED_SEARCH",
		`FIND {"415-555"}` + tail:           "MALFORMED_SEARCH",
		`FIND {415*}` + tail:                "MALFORMED_SEARCH",
		`FIND {415 555}` + tail:             "MALFORMED_SEARCH",
		`FIND {415 AND 555}` + tail:         "MALFORMED_SEARCH",
		`FIND {415 OR}` + tail:              "MALFORMED_SEARCH",
		`FIND {OR}` + tail:                  "MALFORMED_SEARCH",
		`FIND {4155}`:                       "MALFORMED_SEARCH",
		`FIND {4155} RETURNING Contact(Id)`: "MALFORMED_SEARCH",
		`FIND {4155} IN NAME FIELDS RETURNING Contact(Id)`:                                    "MALFORMED_SEARCH",
		`FIND {4155} IN FIELDS RETURNING Contact(Id)`:                                         "MALFORMED_SEARCH",
		`FIND {4155} IN ALL FIELDS RETURNING Contact(Id)`:                                     "MALFORMED_SEARCH",
		`FIND {4155} IN PHONE FIELDS`:                                                         "MALFORMED_SEARCH",
		`FIND {4155} IN PHONE FIELDS RETURNING`:                                               "MALFORMED_SEARCH",
		`FIND {4155} IN PHONE FIELDS RETURNING Contact(Id`:                                    "MALFORMED_SEARCH",
		`FIND {4155} IN PHONE FIELDS RETURNING Contact()`:                                     "MALFORMED_SEARCH",
		`FIND {4155} IN PHONE FIELDS RETURNING Contact(Id WHERE Name = 'a')`:                  "MALFORMED_SEARCH",
		`FIND {4155} IN PHONE FIELDS RETURNING Contact(Id WHERE Name = false)`:                "INVALID_FIELD",
		`FIND {4155} IN PHONE FIELDS RETURNING Lead(Id WHERE Nothing__c = false)`:             "INVALID_FIELD",
		`FIND {4155} IN PHONE FIELDS RETURNING Lead(Id WHERE IsConverted = 'no')`:             "MALFORMED_SEARCH",
		`FIND {4155} IN PHONE FIELDS RETURNING Contact(Id LIMIT 0)`:                           "MALFORMED_SEARCH",
		`FIND {4155} IN PHONE FIELDS RETURNING Contact(Id LIMIT 9999)`:                        "MALFORMED_SEARCH",
		`FIND {4155} IN PHONE FIELDS RETURNING Contact(Id) WITH HIGHLIGHT`:                    "MALFORMED_SEARCH",
		`FIND {4155} IN PHONE FIELDS RETURNING Contact(Id),`:                                  "MALFORMED_SEARCH",
		`FIND {4155} IN PHONE FIELDS RETURNING Nothing__c(Id)`:                                "INVALID_TYPE",
		`FIND {4155} IN PHONE FIELDS RETURNING Contact(Nothing__c)`:                           "INVALID_FIELD",
		`FIND {4155} IN PHONE FIELDS RETURNING Contact(Owner.Name)`:                           "INVALID_FIELD",
		`FIND {4155} IN PHONE FIELDS RETURNING Contact(Account.Nothing__c)`:                   "INVALID_FIELD",
		`FIND {4155} IN PHONE FIELDS RETURNING Tieline_Interaction__c(Agent__r.Manager.Name)`: "INVALID_FIELD",
	} {
		a := w.call("GET", data+"/search/?q="+url.QueryEscape(sosl), "")
		if a.status != http.StatusBadRequest || a.list(t)[0]["errorCode"] != code {
			t.Errorf("%s answers %d %s", sosl, a.status, strings.TrimSpace(a.text))
		}
	}
}
