package salesforcetest_test

import (
	"net/http"
	"net/url"
	"os"
	"slices"
	"testing"

	"tieline/shared/salesforce/salesforcetest"
)

// worldWith is a world whose schema is made ready first.
func worldWith(t *testing.T, ready func(*salesforcetest.Schema)) *world {
	t.Helper()
	schema, err := salesforcetest.Load(os.DirFS("../../../salesforce/force-app/main/default"))
	if err != nil {
		t.Fatal(err)
	}
	ready(schema)
	w := newWorld(t)
	w.org = salesforcetest.New(schema, w.clock.Now)
	w.org.TrustSecret("client", "secret")
	w.login()
	return w
}

// described are the names of an object's fields.
func (w *world) described(object string) (names []string) {
	w.Helper()
	a := w.call("GET", data+"/sobjects/"+object+"/describe", "")
	if a.status != http.StatusOK {
		return nil
	}
	for _, f := range a.object(w.TB)["fields"].([]any) {
		names = append(names, f.(map[string]any)["name"].(string))
	}
	return names
}

func TestAnAddedFieldIsLikeAnyOther(t *testing.T) {
	w := worldWith(t, func(s *salesforcetest.Schema) {
		for name, kind := range map[string]string{"Tier__c": "Text", "Score__c": "Number", "Vip__c": "Checkbox", "Pager__c": "Phone"} {
			if err := s.AddField("Contact", name, kind); err != nil {
				t.Fatal(err)
			}
		}
		if s.AddField("Contact", "Odd__c", "Summary") == nil || s.AddField("Nothing", "Tier__c", "Text") == nil {
			t.Error("took what cannot be")
		}
	})
	w.seed("Contact", map[string]any{"LastName": "Ada", "Tier__c": "Gold", "Score__c": 7, "Pager__c": "4155550100"})
	a := w.call("GET", data+"/search/?q="+url.QueryEscape(`FIND {4155550100} IN PHONE FIELDS RETURNING Contact(Tier__c, Score__c, Vip__c)`), "")
	found := a.object(t)["searchRecords"].([]any)[0].(map[string]any)
	if found["Tier__c"] != "Gold" || found["Score__c"] != 7.0 || found["Vip__c"] != false {
		t.Errorf("found %v", found)
	}
}

func TestWhatIsHiddenIsUnknown(t *testing.T) {
	w := worldWith(t, func(s *salesforcetest.Schema) { s.Hide("Lead"); s.Hide("Contact.HomePhone") })
	if w.described("Lead") != nil || slices.Contains(w.described("Contact"), "HomePhone") || !slices.Contains(w.described("Contact"), "Phone") {
		t.Errorf("described are %v and %v", w.described("Lead"), w.described("Contact"))
	}
	for query, code := range map[string]string{
		`FIND {4155550100} IN PHONE FIELDS RETURNING Contact(HomePhone)`: "INVALID_FIELD",
		`FIND {4155550100} IN PHONE FIELDS RETURNING Lead(Id)`:           "INVALID_TYPE",
	} {
		if a := w.call("GET", data+"/search/?q="+url.QueryEscape(query), ""); a.status != http.StatusBadRequest || a.list(t)[0]["errorCode"] != code {
			t.Errorf("%s answers %d %s", query, a.status, a.text)
		}
	}
}

func TestAPersonAccountIsAnAccountAndAContact(t *testing.T) {
	w := worldWith(t, (*salesforcetest.Schema).PersonAccounts)
	account, contact, err := w.org.SeedPerson(map[string]any{"FirstName": "Ada", "LastName": "Bell", "MobilePhone": "(415) 555-0100", "Email": "ada@example.com"})
	if err != nil {
		t.Fatal(err)
	}
	w.seed("Account", map[string]any{"Name": "Engines", "Phone": "4155550199"})
	held := w.org.Find("Account", "Id", account)[0]
	if held["PersonContactId"] != contact || held["IsPersonAccount"] != true || held["PersonMobilePhone"] != "(415) 555-0100" || held["Name"] != "Ada Bell" {
		t.Errorf("the account is %v", held)
	}
	for _, sosl := range []string{`FIND {4155550100} IN PHONE FIELDS RETURNING Account(Name), Contact(Name)`,
		`FIND {"ada@example.com"} IN EMAIL FIELDS RETURNING Account(Name), Contact(Name)`} {
		if got := w.find(sosl); !slices.Equal(got, []string{"Account:Ada Bell", "Contact:Ada Bell"}) {
			t.Errorf("%s finds %v", sosl, got)
		}
	}
	if got := w.find(`FIND {4155550199} IN PHONE FIELDS RETURNING Account(Name, IsPersonAccount, PersonContactId)`); len(got) != 1 {
		t.Errorf("a business is found as %v", got)
	}
	if slices.Contains(newWorld(t).described("Account"), "PersonContactId") {
		t.Error("an org has person accounts that nobody turned on")
	}
}
