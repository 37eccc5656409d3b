package salesforce_test

import (
	"crypto/rsa"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
	"tieline/shared/salesforce/salesforcetest"
)

// simulated is a simulated org with the shipped schema, and a Client that logs
// in to it with a secret.
func simulated(t *testing.T, secret string, key *rsa.PublicKey) (*salesforcetest.Org, *salesforce.Client) {
	t.Helper()
	schema, err := salesforcetest.Load(os.DirFS("../../salesforce/force-app/main/default"))
	if err != nil {
		t.Fatal(err)
	}
	org := salesforcetest.New(schema, time.Now)
	org.TrustSecret("client", "hush")
	org.TrustKey("client", "ann@example.com", key)
	server := httptest.NewServer(org)
	t.Cleanup(server.Close)
	base := parse(t, server.URL)
	return org, salesforce.New(base, "tieline", salesforce.Authorized(server.Client(), base, &vault{secrets: []string{secret}}, time.Now))
}

func seed(t *testing.T, org *salesforcetest.Org, object string, fields map[string]any) string {
	t.Helper()
	id, err := org.Seed(object, fields)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestAnOrgIsEnteredBothWays(t *testing.T) {
	jwt, key := jwtSecret(t, "")
	for name, secret := range map[string]string{"JWT bearer": jwt, "client credentials": shared} {
		org, client := simulated(t, secret, key)
		for range 2 {
			if err := search(t.Context(), client); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			org.ExpireSessions() // and the next call renews its own
		}
	}
	_, stranger := jwtSecret(t, "")
	_, client := simulated(t, jwt, stranger)
	if err := search(t.Context(), client); fault.KindOf(err) != fault.Unauthorized {
		t.Errorf("with another's key: %v", err)
	}
}

// upsert expects one kind of answer, "" if the item is taken.
func upsert(t *testing.T, client *salesforce.Client, item contact.Item, want fault.Kind) {
	t.Helper()
	if answers := offer(t.Context(), client, item); len(answers) != 1 || fault.KindOf(answers[0]) != want {
		t.Errorf("%s at version %d: %v, want kind %q", item.ID, item.Version, answers, want)
	}
}

// held is the one record of a contact.
func held(t *testing.T, org *salesforcetest.Org, id string) salesforcetest.Record {
	t.Helper()
	found := org.Find("Tieline_Interaction__c", "Connect_Contact_Id__c", id)
	if len(found) != 1 {
		t.Fatalf("%d records of %s", len(found), id)
	}
	return found[0]
}

func TestAnOrgTakesWhateverIsSent(t *testing.T) {
	org, client := simulated(t, shared, nil)
	full := answered()
	full.Pop.Account = seed(t, org, "Account", map[string]any{"Name": "Acme"})
	full.Pop.Contact = seed(t, org, "Contact", map[string]any{"LastName": "Bell"})
	full.Pop.Lead = seed(t, org, "Lead", map[string]any{"LastName": "Dean", "Company": "Dean"})
	upsert(t, client, abandoned(), "")
	upsert(t, client, full, "")
	for id, item := range map[string]contact.Item{"c3": long(), "c4": popAlone()} {
		item.ID = id
		upsert(t, client, item, "")
	}
	got := held(t, org, "c2")
	if got["Parent_Interaction__c"] != held(t, org, "c1")["Id"] || got["Customer_Contact__c"] != full.Pop.Contact || got["Queue_Name__c"] != "Orders" {
		t.Errorf("the org holds %v", got)
	}
}

func TestALinkWaitsForItsParent(t *testing.T) {
	org, client := simulated(t, shared, nil)
	upsert(t, client, linked, fault.Incomplete)
	if got := held(t, org, "c2"); got["Parent_Interaction__c"] != nil || got["Initial_Contact_Id__c"] != "c1" {
		t.Errorf("without its parent the org holds %v", got)
	}
	upsert(t, client, begun, "")
	upsert(t, client, linked, "")
	if got := held(t, org, "c2"); got["Parent_Interaction__c"] != held(t, org, "c1")["Id"] {
		t.Errorf("with its parent the org holds %v", got)
	}
}

func TestAnOrgNeverGoesBack(t *testing.T) {
	org, client := simulated(t, shared, nil)
	newer := begun
	newer.Version++
	newer.Record.QueueName = "Orders"
	upsert(t, client, newer, "")
	upsert(t, client, begun, fault.Superseded)
	upsert(t, client, newer, "")
	if got := held(t, org, "c1"); got["Queue_Name__c"] != "Orders" {
		t.Errorf("the org holds %v", got)
	}
}
