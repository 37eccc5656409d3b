package salesforcetest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// ask sends SOQL.
func (w *world) ask(soql string) reply {
	return w.call("GET", data+"/query/?q="+url.QueryEscape(soql), "")
}

// names are those of the records that a query finds.
func (w *world) names(soql string) []string {
	w.Helper()
	a := w.ask(soql)
	if a.status != http.StatusOK {
		w.Fatalf("%s answers %d %s", soql, a.status, a.text)
	}
	var names []string
	for _, r := range a.object(w.TB)["records"].([]any) {
		names = append(names, fmt.Sprint(r.(map[string]any)["LastName"]))
	}
	return names
}

func people(t *testing.T) *world {
	w := newWorld(t)
	engines := w.seed("Account", map[string]any{"Name": "Engines", "Phone": "1"})
	w.seed("Contact", map[string]any{"LastName": "Ada", "FirstName": `O'Hara\n`, "AccountId": engines, "Email": "ada@example.com"})
	w.seed("Contact", map[string]any{"LastName": "bob", "Phone": "100%"})
	w.seed("Contact", map[string]any{"LastName": "Cyd", "Phone": "1000", "AccountId": w.seed("Account", map[string]any{"Name": "Looms"})})
	w.seed("Contact", map[string]any{"LastName": "Dot", "Phone": "a_c"})
	w.seed("Lead", map[string]any{"LastName": "Eve", "Company": "x", "IsConverted": true})
	w.seed("Lead", map[string]any{"LastName": "Fay", "Company": "y"})
	return w
}

func TestQueries(t *testing.T) {
	w := people(t)
	all := []string{"Ada", "bob", "Cyd", "Dot"}
	none := []string(nil)
	id := w.org.Find("Contact", "LastName", "Ada")[0]["Id"].(string)
	for where, want := range map[string][]string{
		``:                         all,
		` where lastname = 'ADA'`:  {"Ada"},
		` WHERE LastName != 'Ada'`: {"bob", "Cyd", "Dot"},
		` WHERE LastName <> 'Ada' AND LastName > 'B' AND Phone != null`:  {"bob", "Cyd", "Dot"},
		` WHERE LastName >= 'BOB' AND LastName < 'dot'`:                  {"bob", "Cyd"},
		` WHERE LastName <= 'ada' OR LastName = 'Dot'`:                   {"Ada", "Dot"},
		` WHERE (LastName = 'Ada' OR LastName = 'bob') AND Phone = NULL`: {"Ada"},
		` WHERE NOT (LastName = 'Ada' OR LastName = 'bob')`:              {"Cyd", "Dot"},
		` WHERE NOT Phone != ''`:                                         {"Ada"},
		` WHERE Phone < '2'`:                                             {"bob", "Cyd"},
		` WHERE LastName IN ('ada', 'Cyd', 'Zoe')`:                       {"Ada", "Cyd"},
		` WHERE LastName NOT IN ('ada', 'Cyd')`:                          {"bob", "Dot"},
		` WHERE Phone IN (null, '1000')`:                                 {"Ada", "Cyd"},
		` WHERE LastName LIKE '_o%'`:                                     {"bob", "Dot"},
		` WHERE LastName LIKE 'b'`:                                       none,
		` WHERE Phone LIKE '100\%'`:                                      {"bob"},
		` WHERE Phone LIKE 'A\_C'`:                                       {"Dot"},
		` WHERE Phone LIKE '%'`:                                          {"bob", "Cyd", "Dot"},
		` WHERE FirstName = 'O\'Hara\\n'`:                                {"Ada"},
		` WHERE FirstName LIKE 'o\'%\\_'`:                                {"Ada"},
		` WHERE FirstName = 'O\'Hara\n'`:                                 none,
		` WHERE Account.Name = 'engines'`:                                {"Ada"},
		` WHERE Account.Name != 'Engines'`:                               {"bob", "Cyd", "Dot"},
		` WHERE Account.Phone = '1' AND Email LIKE '%@example.com'`:      {"Ada"},
		` WHERE AccountId = null`:                                        {"bob", "Dot"},
		` WHERE Id = '` + id + `'`:                                       {"Ada"},
		` WHERE Id = '` + id[:15] + `'`:                                  {"Ada"},
		` WHERE Id > '` + id + `' ORDER BY Id LIMIT 2`:                   {"bob", "Cyd"},
		` WHERE Id > '` + id[:15] + `' AND (Phone != null OR MobilePhone != null) ORDER BY Id LIMIT 9`: {"bob", "Cyd", "Dot"},
		` WHERE Id <= '` + id + `'`:                            {"Ada"},
		` WHERE CreatedDate = 2026-01-02T03:04:05Z`:            all,
		` WHERE CreatedDate > 2026-01-02T04:04:05.000+01:00`:   none,
		` WHERE CreatedDate >= 2026-01-02T04:04:05+0100`:       all,
		` ORDER BY LastName DESC`:                              {"Dot", "Cyd", "bob", "Ada"},
		` ORDER BY Phone, LastName`:                            {"Ada", "bob", "Cyd", "Dot"},
		` ORDER BY Phone DESC NULLS FIRST`:                     {"Ada", "Dot", "Cyd", "bob"},
		` ORDER BY Account.Name ASC NULLS LAST, LastName DESC`: {"Ada", "Cyd", "Dot", "bob"},
		` ORDER BY LastName LIMIT 2`:                           {"Ada", "bob"},
		` ORDER BY LastName LIMIT 2 OFFSET 3`:                  {"Dot"},
		` LIMIT 0`:                                             none,
		` OFFSET 9`:                                            none,
	} {
		if got := w.names("SELECT LastName FROM Contact" + where); !slices.Equal(got, want) {
			t.Errorf("%s finds %q", where, got)
		}
	}
	for where, want := range map[string][]string{
		` WHERE IsConverted = true`:            {"Eve"},
		` WHERE IsConverted != TRUE`:           {"Fay"},
		` WHERE NOT IsConverted IN (true)`:     {"Fay"},
		` ORDER BY IsConverted DESC, LastName`: {"Eve", "Fay"},
		` ORDER BY IsConverted NULLS LAST`:     {"Fay", "Eve"},
		` WHERE IsConverted = null`:            nil,
	} {
		if got := w.names("SELECT LastName FROM Lead" + where); !slices.Equal(got, want) {
			t.Errorf("leads%s: %q", where, got)
		}
	}
}

func TestQueriesOfNumbersAndKeys(t *testing.T) {
	w := newWorld(t)
	for n, id := range []string{"a", "A", "b"} {
		w.seed(interaction, map[string]any{"Connect_Contact_Id__c": id, "Wait_Seconds__c": []any{5, 10, nil}[n]})
	}
	for where, want := range map[string]int{
		`Wait_Seconds__c > 5`: 1, `Wait_Seconds__c = 5.0`: 1, `Wait_Seconds__c IN (5, 10)`: 2, `Wait_Seconds__c = null`: 1, `Wait_Seconds__c < +10`: 1,
		`Wait_Seconds__c > -1`: 2, `Connect_Contact_Id__c = 'a'`: 1, `Connect_Contact_Id__c LIKE 'a'`: 2, `Agent__r.Name = null`: 3,
	} {
		if a := w.ask("SELECT COUNT() FROM Tieline_Interaction__c WHERE " + where); a.text != fmt.Sprintf(`{"totalSize":%d,"done":true,"records":[]}`, want) {
			t.Errorf("%s answers %s", where, a.text)
		}
	}
}

func TestAQueryAnswersTheFieldsAsked(t *testing.T) {
	w := people(t)
	r := w.ask("SELECT id, lastname, Account.Name, Phone FROM contact WHERE LastName = 'Ada'").object(t)
	if r["totalSize"] != 1.0 || r["done"] != true || r["nextRecordsUrl"] != nil {
		t.Errorf("answers %v", r)
	}
	first := r["records"].([]any)[0].(map[string]any)
	if len(first) != 5 || first["LastName"] != "Ada" || first["Phone"] != nil || first["Account"].(map[string]any)["Name"] != "Engines" ||
		first["attributes"].(map[string]any)["url"] != data+"/sobjects/Contact/"+first["Id"].(string) {
		t.Errorf("answers %v", first)
	}
}

func TestQueriesThatAreRefused(t *testing.T) {
	w := people(t)
	for query, code := range map[string]string{
		``:                                  "MALFORMED_QUERY",
		`SELECT`:                            "MALFORMED_QUERY",
		`SELECT FROM Contact`:               "MALFORMED_QUERY",
		`SELECT Id FROM`:                    "MALFORMED_QUERY",
		`SELECT Id, FROM Contact`:           "MALFORMED_QUERY",
		`SELECT Id Name FROM Contact`:       "MALFORMED_QUERY",
		`SELECT * FROM Contact`:             "MALFORMED_QUERY",
		`SELECT FIELDS(ALL) FROM Contact`:   "MALFORMED_QUERY",
		`SELECT COUNT(Id) FROM Contact`:     "MALFORMED_QUERY",
		`SELECT COUNT(), Id FROM Contact`:   "MALFORMED_QUERY",
		`SELECT toLabel(Name) FROM Contact`: "MALFORMED_QUERY",
		`SELECT Id, (SELECT Id FROM Contacts) FROM Account`:                                                  "MALFORMED_QUERY",
		`SELECT c.Id FROM Contact c`:                                                                         "MALFORMED_QUERY",
		`SELECT Id FROM Contact, Lead`:                                                                       "MALFORMED_QUERY",
		`SELECT Id FROM Contact USING SCOPE mine`:                                                            "MALFORMED_QUERY",
		`SELECT Id FROM Contact GROUP BY Id`:                                                                 "MALFORMED_QUERY",
		`SELECT Id FROM Contact WITH SECURITY_ENFORCED`:                                                      "MALFORMED_QUERY",
		`SELECT Id FROM Contact FOR UPDATE`:                                                                  "MALFORMED_QUERY",
		`SELECT Id FROM Contact ALL ROWS`:                                                                    "MALFORMED_QUERY",
		`SELECT Id FROM Contact LIMIT`:                                                                       "MALFORMED_QUERY",
		`SELECT Id FROM Contact LIMIT -1`:                                                                    "MALFORMED_QUERY",
		`SELECT Id FROM Contact LIMIT +1`:                                                                    "MALFORMED_QUERY",
		`SELECT Id FROM Contact LIMIT 1.5`:                                                                   "MALFORMED_QUERY",
		`SELECT Id FROM Contact OFFSET 1 LIMIT 1`:                                                            "MALFORMED_QUERY",
		`SELECT Id FROM Contact OFFSET 2001`:                                                                 "NUMBER_OUTSIDE_VALID_RANGE",
		`SELECT Id FROM Contact ORDER BY`:                                                                    "MALFORMED_QUERY",
		`SELECT Id FROM Contact ORDER BY Id NULLS`:                                                           "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE`:                                                                       "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name`:                                                                  "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name = `:                                                               "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name = 'a`:                                                             "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name = 'a'b'`:                                                          "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name = 'O'Hara'`:                                                       "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name = 'a\x'`:                                                          "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name = "a"`:                                                            "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name = a`:                                                              "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name == 'a'`:                                                           "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE 'a' = Name`:                                                            "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name IN ()`:                                                            "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name IN 'a'`:                                                           "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name NOT LIKE 'a'`:                                                     "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name = 'a' AND NOT Name = 'b'`:                                         "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE NOT Name = 'a' OR Name = 'b'`:                                          "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE NOT NOT Name = 'a'`:                                                    "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name INCLUDES ('a')`:                                                   "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Id IN (SELECT Id FROM Lead)`:                                           "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name = 'a' AND Name = 'b' OR Name = 'c'`:                               "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE Name = 'a' OR Name = 'b' AND Name = 'c'`:                               "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE (Name = 'a'`:                                                           "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE CreatedDate = TODAY`:                                                   "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE CreatedDate = 2026-02-30T00:00:00Z`:                                    "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE CreatedDate = 2026-01-01T00:00:00`:                                     "MALFORMED_QUERY",
		`SELECT Id FROM Contact WHERE ` + strings.Repeat("(", 150) + `Name = 'a'` + strings.Repeat(")", 150): "MALFORMED_QUERY",
		`SELECT Id FROM Contact;`:                                                                            "MALFORMED_QUERY",
		`SELECT Id FROM Nothing__c`:                                                                          "INVALID_TYPE",
		`SELECT Nothing__c FROM Contact`:                                                                     "INVALID_FIELD",
		`SELECT Id, ID FROM Contact`:                                                                         "INVALID_FIELD",
		`SELECT Owner.Name FROM Contact`:                                                                     "INVALID_FIELD",
		`SELECT Account.Owner.Name FROM Contact`:                                                             "INVALID_FIELD",
		`SELECT Id FROM Contact WHERE Nothing__c = 1`:                                                        "INVALID_FIELD",
		`SELECT Id FROM Contact ORDER BY Nothing__c`:                                                         "INVALID_FIELD",
		`SELECT Id FROM Contact WHERE Phone = 4155550100`:                                                    "INVALID_FIELD",
		`SELECT Id FROM Contact WHERE Phone IN ('1', 2)`:                                                     "INVALID_FIELD",
		`SELECT Id FROM Contact WHERE Name = true`:                                                           "INVALID_FIELD",
		`SELECT Id FROM Contact WHERE CreatedDate = '2026-01-01T00:00:00Z'`:                                  "INVALID_FIELD",
		`SELECT Id FROM Contact WHERE CreatedDate = 2026-01-01`:                                              "INVALID_FIELD",
		`SELECT Id FROM Lead WHERE IsConverted = 'true'`:                                                     "INVALID_FIELD",
		`SELECT Id FROM Tieline_Interaction__c WHERE Wait_Seconds__c = '5'`:                                  "INVALID_FIELD",
		`SELECT Id FROM Tieline_Interaction__c WHERE Wrap_Up_Notes__c = 'a'`:                                 "INVALID_FIELD",
		`SELECT Id FROM Tieline_Interaction__c ORDER BY Wrap_Up_Notes__c`:                                    "INVALID_FIELD",
		`SELECT Id FROM Contact WHERE Id LIKE '003%'`:                                                        "INVALID_QUERY_FILTER_OPERATOR",
		`SELECT Id FROM Contact WHERE Id > 'nonsense'`:                                                       "INVALID_QUERY_FILTER_OPERATOR",
		`SELECT Id FROM Contact WHERE Id > null`:                                                             "INVALID_QUERY_FILTER_OPERATOR",
		`SELECT Id FROM Contact WHERE AccountId > '001000000000001AAA'`:                                      "INVALID_QUERY_FILTER_OPERATOR",
		`SELECT Id FROM Contact WHERE Id = 'nonsense'`:                                                       "INVALID_QUERY_FILTER_OPERATOR",
		`SELECT Id FROM Contact WHERE Phone > null`:                                                          "INVALID_QUERY_FILTER_OPERATOR",
		`SELECT Id FROM Contact WHERE Phone LIKE null`:                                                       "INVALID_QUERY_FILTER_OPERATOR",
		`SELECT Id FROM Lead WHERE IsConverted > false`:                                                      "INVALID_QUERY_FILTER_OPERATOR",
		`SELECT Id FROM Contact WHERE CreatedDate LIKE 2026-01-01T00:00:00Z`:                                 "INVALID_QUERY_FILTER_OPERATOR",
	} {
		a := w.ask(query)
		if a.status != http.StatusBadRequest || a.list(t)[0]["errorCode"] != code {
			t.Errorf("%s answers %d %s", query, a.status, a.text)
		}
	}
}

func TestManyRecordsComeInBatches(t *testing.T) {
	w := newWorld(t)
	for n := range 450 {
		w.seed("Account", map[string]any{"Name": fmt.Sprintf("%03d", n)})
	}
	batch := func(path, options string) reply {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Authorization", "Bearer "+w.token)
		r.Header.Set("Sforce-Query-Options", options)
		return w.do(r)
	}
	const query = data + "/query?q=SELECT+Name+FROM+Account+ORDER+BY+Name+DESC"
	var sizes, names []string
	for path := query; path != ""; {
		a := batch(path, "batchSize=200").object(t)
		if a["totalSize"] != 450.0 || (a["done"] == true) != (a["nextRecordsUrl"] == nil) {
			t.Errorf("%s says %v, %v, %v", path, a["totalSize"], a["done"], a["nextRecordsUrl"])
		}
		path, _ = a["nextRecordsUrl"].(string)
		sizes = append(sizes, strconv.Itoa(len(a["records"].([]any))))
		for _, r := range a["records"].([]any) {
			names = append(names, r.(map[string]any)["Name"].(string))
		}
		w.seed("Account", map[string]any{"Name": "meanwhile"})
	}
	slices.Reverse(names)
	if strings.Join(sizes, " ") != "200 200 50" || !slices.IsSorted(names) || names[0] != "000" || names[449] != "449" {
		t.Errorf("came %v, from %s to %s", sizes, names[0], names[449])
	}
	for _, options := range []string{"batchSize=199", "batchSize=2001", "batchSize=x", "200"} {
		if a := batch(query, options); a.status != http.StatusBadRequest {
			t.Errorf("%s answers %d", options, a.status)
		}
	}
	for _, locator := range []string{"01g000000000009AAA-200", "01g000000000001AAA", "01g000000000001AAA-450", "01g000000000001AAA--1", "x"} {
		if a := w.call("GET", data+"/query/"+locator, ""); a.status != 400 || a.list(t)[0]["errorCode"] != "INVALID_QUERY_LOCATOR" {
			t.Errorf("%s answers %d %s", locator, a.status, a.text)
		}
	}
	for range 10 {
		batch(query, "batchSize=200")
	}
	if a := w.call("GET", data+"/query/01g000000000001AAA-200", ""); a.status != http.StatusBadRequest {
		t.Errorf("the oldest of eleven queries is kept: %d", a.status)
	}
}
