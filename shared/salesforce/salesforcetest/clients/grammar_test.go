package clients_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"tieline/shared/salesforce"
)

// queries are texts of one language.
type queries struct {
	Valid   []string `json:"valid"`
	Invalid []string `json:"invalid"`
}

// TestQueriesAreOfTheLanguage asks a public grammar about what Tieline sends
// and what the org takes. It must know the bad ones, or its word would mean
// nothing.
func TestQueriesAreOfTheLanguage(t *testing.T) {
	sosl := taken(t, "/search", []string{
		`FIND {4155550100} IN PHONE FIELDS RETURNING Contact(Id), Lead(Id, Name LIMIT 3), Account LIMIT 5`,
		`FIND {4155550100 OR "\+1 \(415\) 555\-0100"} IN PHONE FIELDS RETURNING Lead(Id, Company WHERE IsConverted = false LIMIT 2)`,
		`FIND {"a\{b\}c\\"} IN PHONE FIELDS RETURNING Contact(Id, Account.Name)`,
	}, []string{
		`FIND {4155550100} IN PHONES FIELDS RETURNING Contact(Id)`,
		`FIND {4155550100 IN PHONE FIELDS RETURNING Contact(Id)`,
		`FIND {415}5550100} IN PHONE FIELDS RETURNING Contact(Id)`,
		`FIND {4155550100} IN PHONE FIELDS RETURNING Contact(Id`,
	})
	soql := taken(t, "/query", []string{
		`SELECT Id FROM Contact`,
		`SELECT COUNT() FROM Contact WHERE LastName != null`,
		`SELECT Id, Account.Name FROM Contact WHERE (LastName = 'O\'Brien' OR (NOT FirstName LIKE 'A%')) AND Phone IN ('1', '2') ORDER BY LastName DESC NULLS LAST, Id LIMIT 10 OFFSET 5`,
		`SELECT Id FROM Tieline_Interaction__c WHERE Sync_Version__c >= 7 AND Initiated_At__c < 2026-01-02T03:04:05Z`,
		`SELECT Id FROM User WHERE IsActive = true`,
	}, []string{
		`SELECT FROM Contact`,
		`SELECT Id FRM Contact`,
		`SELECT Id FROM Contact WHERE LastName = 'O'Brien'`,
		`SELECT Id FROM Contact LIMIT 1 WHERE LastName = 'x'`,
		`SELECT Id FROM Contact; DELETE`,
		`SELECT Id FROM Contact WHERE LastName = 'x' AND NOT FirstName = 'y'`,
		`SELECT Id FROM Contact WHERE LastName = 'x' AND FirstName = 'y' OR Phone = '1'`,
		`SELECT Id FROM Contact WHERE LastName IN ()`,
	})
	sosl.Valid = append(sosl.Valid, sent(t)...)
	text, err := json.Marshal(map[string]queries{"sosl": sosl, "soql": soql})
	if err != nil {
		t.Fatal(err)
	}
	node(t, "grammar.test.mjs", "QUERIES="+string(text))
}

// taken makes sure that an org takes what is valid, and refuses what is not.
func taken(t *testing.T, path string, valid, invalid []string) queries {
	t.Helper()
	o := newOrg(t, nil)
	token := goClient(t, o, nil).GetAccessToken()
	for n, q := range append(append([]string{}, valid...), invalid...) {
		r := httptest.NewRequest(http.MethodGet, "/services/data/v67.0"+path+"?q="+url.QueryEscape(q), nil)
		r.Header.Set("Authorization", "Bearer "+token)
		answer := httptest.NewRecorder()
		o.ServeHTTP(answer, r)
		if want := map[bool]int{true: http.StatusOK, false: http.StatusBadRequest}[n < len(valid)]; answer.Code != want {
			t.Errorf("%s answers %d %s", q, answer.Code, answer.Body)
		}
	}
	return queries{valid, invalid}
}

// sent is what Tieline's own client searches for, whatever it is asked. Of the
// reserved characters the grammar does not know [ and ].
func sent(t *testing.T) (all []string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		all = append(all, r.URL.Query().Get("q"))
		_, _ = io.WriteString(w, `{"searchRecords":[]}`)
	}))
	defer server.Close()
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	client := salesforce.New(base, "tieline", server.Client())
	objects := []string{"Contact", "Lead", "Account"}
	for _, spellings := range [][]string{
		{"4155550100"}, {"+14155550100", "(415) 555-0100", "415-555-0100 x12"}, {`12} RETURNING User(Id)`}, {`12" OR "34`}, {`12\`, `12\"`},
		{"AND NOT OR"}, {"12*?~^&|!:'{}()"}, {"١٢٣٤٥"}, {"12\n34", "é1"}, {strings.Repeat("12345 ", 100)},
	} {
		if _, err := client.Search(t.Context(), objects, spellings, 5); err != nil {
			t.Errorf("%q: %v", spellings, err)
		}
	}
	if len(all) == 0 {
		t.Error("nothing was searched for")
	}
	return all
}
