package clients_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	gosalesforce "github.com/k-capehart/go-salesforce/v3"
)

const (
	interaction = "Tieline_Interaction__c"
	key         = "Connect_Contact_Id__c"
)

// record is one that go-salesforce sends or has read.
type record = map[string]any

func TestGoSalesforceLogsIn(t *testing.T) {
	o := newOrg(t, newJWTs)
	wrong := bySecret(o)
	wrong.ConsumerSecret = "wrong"
	stranger := byJWT(t, o)
	stranger.Username = "stranger@example.com"
	forger := byJWT(t, newOrg(t, nil))
	forger.Domain = o.url
	ended := gosalesforce.Creds{Domain: o.url, AccessToken: "made-up"}
	plain := byJWT(t, newOrg(t, nil))
	for name, tt := range map[string]struct {
		creds gosalesforce.Creds
		flow  gosalesforce.AuthFlowType // unknown if refused
	}{
		"by a secret":                {bySecret(o), gosalesforce.AuthFlowClientCredentials},
		"by a JWT":                   {byJWT(t, o), gosalesforce.AuthFlowJWT},
		"by a wrong secret":          {wrong, 0},
		"as someone else":            {stranger, 0},
		"by another key":             {forger, 0},
		"by a token that nobody has": {ended, 0},
		"by a JWT as it is written":  {plain, 0},
	} {
		t.Run(name, func(t *testing.T) {
			client, err := gosalesforce.Init(tt.creds, gosalesforce.WithRoundTripper(speak{}))
			if (err == nil) != (tt.flow != 0) || err == nil && client.GetAuthFlow() != tt.flow {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestGoSalesforceKeepsARecord(t *testing.T) {
	o := newOrg(t, nil)
	client := goClient(t, o, nil)
	made, err := client.InsertOne("Contact", record{"FirstName": "Ada", "LastName": "Lovelace"})
	if err != nil || !made.Success || len(made.Id) != 18 {
		t.Fatalf("%+v, %v", made, err)
	}
	if err := client.UpdateOne("Contact", record{"Id": made.Id, "FirstName": "Augusta"}); err != nil {
		t.Error(err)
	}
	var found []struct{ ID, Name string }
	if err := client.Query("SELECT Id, Name FROM Contact WHERE LastName = 'Lovelace'", &found); err != nil ||
		len(found) != 1 || found[0].ID != made.Id || found[0].Name != "Augusta Lovelace" {
		t.Errorf("found %v, %v", found, err)
	}
	if err := client.DeleteOne("Contact", record{"Id": made.Id}); err != nil || len(o.All("Contact")) != 0 {
		t.Errorf("%d are left, %v", len(o.All("Contact")), err)
	}
	if err := client.DeleteOne("Contact", record{"Id": made.Id}); code(err) != "ENTITY_IS_DELETED" {
		t.Errorf("deleted twice: %v", err)
	}
}

func TestGoSalesforceUpserts(t *testing.T) {
	o := newOrg(t, nil)
	client := goClient(t, o, nil)
	var ids []string
	for version := range 2 {
		made, err := client.UpsertOne(interaction, key, record{key: "go-1", "Sync_Version__c": version})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, made.Id)
	}
	found := o.Find(interaction, key, "go-1")
	if len(found) != 1 || found[0]["Id"] != ids[0] || ids[1] != ids[0] || found[0]["Sync_Version__c"] != 1.0 {
		t.Errorf("%v stand as %v", ids, found)
	}
	results, err := client.UpsertCollection(interaction, key,
		[]record{{key: "go-1", "Sync_Version__c": 0}, {key: "go-2"}, {key: "go-3", "Outcome__c": "Lost"}}, 200)
	want := "FIELD_CUSTOM_VALIDATION_EXCEPTION done INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"
	if err != nil || !results.HasSalesforceErrors || codes(results) != want {
		t.Errorf("%s, %v", codes(results), err)
	}
}

func TestGoSalesforceKeepsCollections(t *testing.T) {
	o := newOrg(t, nil)
	client := goClient(t, o, nil)
	people := make([]record, 5)
	for n := range people {
		people[n] = record{"LastName": fmt.Sprintf("N%d", n)}
	}
	results, err := client.InsertCollection("Contact", people, 2) // three calls
	if err != nil || codes(results) != "done done done done done" || len(o.All("Contact")) != 5 {
		t.Fatalf("%s, %v", codes(results), err)
	}
	for n := range people {
		people[n] = record{"Id": results.Results[n].Id, "FirstName": "Ada"}
	}
	people[1]["FirstName"] = strings.Repeat("x", 41)
	if results, err = client.UpdateCollection("Contact", people, 200); err != nil || codes(results) != "done STRING_TOO_LONG done done done" {
		t.Errorf("%s, %v", codes(results), err)
	}
	if results, err = client.DeleteCollection("Contact", people[:3], 200); err != nil || codes(results) != "done done done" || len(o.All("Contact")) != 2 {
		t.Errorf("%s, %v", codes(results), err)
	}
	if results, err = client.DeleteCollection("Contact", people[2:4], 200); err != nil || codes(results) != "ENTITY_IS_DELETED done" {
		t.Errorf("%s, %v", codes(results), err)
	}
}

func TestGoSalesforceComposes(t *testing.T) {
	o := newOrg(t, nil)
	client := goClient(t, o, nil)
	calls := []record{{key: "a"}, {key: "b"}, {key: "c"}}
	results, err := client.InsertComposite(interaction, calls, 2, true)
	if err != nil || codes(results) != "done done done" {
		t.Fatalf("%s, %v", codes(results), err)
	}
	for n := range calls {
		calls[n] = record{"Id": results.Results[n].Id, "Queue_Name__c": "Sales"}
	}
	if results, err = client.UpdateComposite(interaction, calls, 2, true); err != nil || codes(results) != "done done done" {
		t.Errorf("updates: %s, %v", codes(results), err)
	}
	bad := []record{{key: "d"}, {key: "e", "Outcome__c": "Lost"}}
	if results, err = client.UpsertComposite(interaction, key, bad, 1, true); err != nil || !results.HasSalesforceErrors ||
		len(o.Find(interaction, key, "d")) != 0 {
		t.Errorf("all or none: %s, %v", codes(results), err)
	}
	if results, err = client.UpsertComposite(interaction, key, bad, 1, false); err != nil || codes(results) != "done INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" {
		t.Errorf("what can be: %s, %v", codes(results), err)
	}
	if results, err = client.DeleteComposite(interaction, calls, 2, true); err != nil || codes(results) != "done done done" || len(o.All(interaction)) != 1 {
		t.Errorf("deletes: %s, %v", codes(results), err)
	}
}

func TestGoSalesforceReadsPages(t *testing.T) {
	o := newOrg(t, nil)
	for n := range 2001 {
		if _, err := o.Seed("Account", record{"Name": strconv.Itoa(n)}); err != nil {
			t.Fatal(err)
		}
	}
	client := goClient(t, o, nil)
	var found []struct{ Name string }
	if err := client.Query("SELECT Name FROM Account ORDER BY CreatedDate, Id", &found); err != nil || len(found) != 2001 || found[2000].Name != "2000" {
		t.Errorf("%d of 2001, %v", len(found), err)
	}
}

func TestQueriesThatGoSOQLBuildsAreUnderstood(t *testing.T) {
	type selected struct {
		ID   string `soql:"selectColumn,fieldName=Id"`
		Name string `soql:"selectColumn,fieldName=Name"`
	}
	type criteria struct {
		Name  []string `soql:"likeOperator,fieldName=LastName"`
		Not   []string `soql:"inOperator,fieldName=FirstName"`
		Phone string   `soql:"notEqualsOperator,fieldName=Phone"`
	}
	type query struct {
		Select selected `soql:"selectClause,tableName=Contact"`
		Where  criteria `soql:"whereClause"`
		Limit  *int     `soql:"limitClause"`
	}
	o := newOrg(t, nil)
	for _, name := range []string{"Ada", "Ben", "Cid"} {
		if _, err := o.Seed("Contact", record{"FirstName": name, "LastName": "O'Brien", "Phone": name}); err != nil {
			t.Fatal(err)
		}
	}
	var found []struct{ Name string }
	two := 2
	err := goClient(t, o, nil).QueryStruct(query{Where: criteria{[]string{"O'B"}, []string{"Ada", "Ben"}, "Ada"}, Limit: &two}, &found)
	if err != nil || len(found) != 1 || found[0].Name != "Ben O'Brien" {
		t.Errorf("found %v, %v", found, err)
	}
}

func TestGoSalesforceMeetsFaults(t *testing.T) {
	fault, o := "", newOrg(t, nil)
	client := goClient(t, o, &fault)
	insert := func(f string) error {
		fault = f
		_, err := client.InsertOne("Contact", record{"LastName": "Lovelace"})
		fault = ""
		return err
	}
	for f, want := range map[string]string{
		"locked-row": "UNABLE_TO_LOCK_ROW", "duplicate": "DUPLICATES_DETECTED", "unavailable": "SERVER_UNAVAILABLE",
		"limit-exceeded": "REQUEST_LIMIT_EXCEEDED", "concurrent-limit": "REQUEST_LIMIT_EXCEEDED",
		"html-page": "", "maintenance-page": "", "html-success": "", "reply-lost": "", "truncated": "",
	} {
		if err := insert(f); err == nil || code(err) != want {
			t.Errorf("%s: %v", f, err)
		}
	}
	if n := len(o.All("Contact")); n != 2 { // by reply-lost and truncated
		t.Errorf("%d contacts were made, not 2", n)
	}
	fault = "partial-failure"
	results, err := client.InsertCollection("Account", []record{{"Name": "a"}, {"Name": "b"}, {"Name": "c"}}, 200)
	if want := "UNABLE_TO_LOCK_ROW done UNABLE_TO_LOCK_ROW"; err != nil || codes(results) != want || len(o.All("Account")) != 1 {
		t.Errorf("partly: %s, %v", codes(results), err)
	}
}

func TestGoSalesforceMeetsErrors(t *testing.T) {
	client := goClient(t, newOrg(t, nil), nil)
	for want, do := range map[string]func() error{
		"INVALID_FIELD":          func() error { _, err := client.InsertOne("Contact", record{"Nothing__c": 1}); return err },
		"REQUIRED_FIELD_MISSING": func() error { _, err := client.InsertOne("Contact", record{"FirstName": "Ada"}); return err },
		"NOT_FOUND":              func() error { _, err := client.InsertOne("Nothing__c", record{"Name": "x"}); return err },
		"MALFORMED_QUERY":        func() error { return client.Query("SELECT Id FROM", &[]record{}) },
		"INVALID_TYPE":           func() error { return client.Query("SELECT Id FROM Nothing__c", &[]record{}) },
	} {
		if err := do(); code(err) != want {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestGoSalesforceRenewsAnEndedSession(t *testing.T) {
	o := newOrg(t, newJWTs)
	for name, creds := range map[string]gosalesforce.Creds{"by a secret": bySecret(o), "by a JWT": byJWT(t, o)} {
		client, err := gosalesforce.Init(creds, gosalesforce.WithRoundTripper(speak{}))
		if err != nil {
			t.Fatal(err)
		}
		o.Fail("expired-session", 1)
		if _, err := client.InsertOne("Contact", record{"LastName": name}); err != nil || len(o.Find("Contact", "LastName", name)) != 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
