package clients_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"tieline/shared/caller"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
	"tieline/shared/salesforce/directory"
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
		`FIND {"ann\+1@example.com"} IN EMAIL FIELDS RETURNING Contact(Id, LastModifiedDate, Email LIMIT 5), Lead(Id WHERE IsConverted = false LIMIT 5)`,
		`FIND {"a\{b\}c\\"} IN PHONE FIELDS RETURNING Contact(Id, Account.Name)`,
	}, []string{
		`FIND {4155550100} IN PHONES FIELDS RETURNING Contact(Id)`,
		`FIND {"ann@example.com"} IN EMAILS FIELDS RETURNING Contact(Id)`,
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
		`SELECT Id, Phone FROM Lead WHERE Id > '00Q000000000001EAA' AND IsConverted = false AND (Phone != null OR MobilePhone != null) ORDER BY Id LIMIT 2000`,
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
	searches, lookups := sent(t)
	sosl.Valid, soql.Valid = append(sosl.Valid, searches...), append(soql.Valid, lookups...)
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

// sent is what Tieline's own directory asks, in SOSL and in SOQL, whatever it is
// asked. Of the reserved characters the grammar does not know [ and ].
func sent(t *testing.T) (sosl, soql []string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked := &soql
		if strings.HasSuffix(r.URL.Path, "/search/") {
			asked = &sosl
		}
		*asked = append(*asked, r.URL.Query().Get("q"))
		_, _ = io.WriteString(w, `{"totalSize":0,"records":[],"searchRecords":[]}`)
	}))
	defer server.Close()
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	d := directory.New(salesforce.New(base, "", server.Client()), nil)
	for _, in := range scopes {
		for _, hostile := range []string{"4155550100", "+14155550100", `12} RETURNING User(Id)`, `12" OR "34`, `12\`, `12\"`, `' OR Name LIKE '%`,
			"AND NOT OR", "12*?~^&|!:'{}()", "١٢٣٤٥", "1️⃣2️⃣", "12\n34", "é1", "\x0012\x1b", strings.Repeat("12345 ", 100), "ann+1@example.com"} {
			for _, clue := range []caller.Clue{{Kind: caller.ByNumber}, {Kind: caller.ByEmail, Email: hostile}} {
				_, err := d.Search(t.Context(), caller.Query{Clue: clue, Spellings: []string{hostile, "(415) 555-0100"}, Scope: in})
				if err != nil && fault.KindOf(err) != fault.Invalid {
					t.Errorf("%q: %v", hostile, err)
				}
			}
		}
		for _, id := range []string{"003000000000001AAA", "00Q000000000001EAA", "001000000000001AAA", "003' OR Id != '"} {
			_, _ = d.Search(t.Context(), caller.Query{Clue: caller.Clue{Kind: caller.ByID, ID: id}, Scope: in})
			_, _ = d.Scan(t.Context(), caller.ObjectOf(id), id, in, 500)
			_, _ = d.Count(t.Context(), caller.ObjectOf(id), in)
		}
	}
	if len(sosl) < 40 || len(soql) != 2*3*3 {
		t.Errorf("asked %d in SOSL and %d in SOQL", len(sosl), len(soql))
	}
	return sosl, soql
}

// scopes are that of the default parameters and one of all that an admin can
// ask for, names that are none among it.
var scopes = []caller.Scope{
	{Objects: []string{"Contact", "Lead", "Account"}, Phones: []string{"MobilePhone", "Phone", "HomePhone", "OtherPhone"}, Limit: 10},
	{
		Objects: []string{"Account", "Contact", "Lead"}, Phones: []string{"Pager__c", "MobilePhone", "Phone) FROM User"}, Limit: 50,
		Fields: []caller.Field{{Object: "Contact", Name: "Tier__c", Key: "tier"}, {Object: "Lead", Name: "Id FROM User", Key: "x"}},
		Known: caller.Schema{
			"Contact": {"AccountId", "MobilePhone", "Pager__c", "Email", "Tier__c", "Phone) FROM User"},
			"Lead":    {"Phone", "MobilePhone", "Email", "Id FROM User"},
			"Account": {"Phone", "PersonContactId", "PersonMobilePhone", "Pager__pc", "PersonEmail"},
		},
	},
}
