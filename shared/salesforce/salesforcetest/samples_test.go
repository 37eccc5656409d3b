package salesforcetest_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// samples are answers recorded from Salesforce, which lie beside the checkout.
const samples = "../../../../shared/samples/salesforce/rest"

// TestAnswersHaveTheRecordedShape holds the org's answers against recorded
// ones: all members of a recorded answer must be there, with values of the
// same type; an empty list may be of any length. What is recorded begins behind a mark in a file.
func TestAnswersHaveTheRecordedShape(t *testing.T) {
	if _, err := os.Stat(samples); err != nil {
		t.Skipf("NOT CHECKED against Salesforce's recorded answers: %v", err)
	}
	w := newWorld(t)
	w.seed("Contact", map[string]any{"LastName": "Lovelace", "Phone": "4155550100"})
	id := w.seed(interaction, map[string]any{"Connect_Contact_Id__c": "twice"})
	if _, err := w.org.Duplicate(id); err != nil {
		t.Fatal(err)
	}
	bad := `{"attributes":{"type":"Tieline_Interaction__c"},"Connect_Contact_Id__c":"a","Outcome__c":"Lost"}`
	good := `{"attributes":{"type":"Tieline_Interaction__c"},"Connect_Contact_Id__c":"b"}`
	partly := w.call("PATCH", collections, `{"records":[`+bad+`,`+good+`]}`)
	unknown := w.call("PATCH", data+"/sobjects/Account/Nothing__c/1", `{}`)
	search := data + "/search/?q=FIND+%7B4155550100%7D+IN+PHONE+FIELDS+RETURNING+Contact(Id),Contact(Id)"
	for name, tt := range map[string]struct {
		file, mark string
		got        reply
	}{
		"an expired session":          {"errors.txt", "401 ", w.do(httptest.NewRequest("GET", data+"/query", nil))},
		"an unknown resource":         {"errors.txt", "404 ", w.call("GET", data+"/nothing", "")},
		"a query that cannot be read": {"errors.txt", `400 [{"message":"unexpected`, w.call("GET", data+"/query?q=x", "")},
		"some records refused":        {"collections_partial_200.json", "", partly},
		"a record upserted":           {"upsert_by_external_id.txt", "201 ", w.call("PATCH", byKey+"c", `{}`)},
		"an external id held twice":   {"upsert_by_external_id.txt", "300 ", w.call("PATCH", byKey+"twice", `{}`)},
		"an unknown external id":      {"upsert_by_external_id.txt", "404 ", unknown},
		"what a search found":         {"parameterized_search.txt", "\n200", w.call("GET", search, "")},
	} {
		t.Run(name, func(t *testing.T) {
			var got any
			if err := json.Unmarshal([]byte(tt.got.text), &got); err != nil {
				t.Fatalf("%v in %s", err, tt.got.text)
			}
			if err := sameShape(recorded(t, tt.file, tt.mark), got); err != nil {
				t.Errorf("%v in %s", err, tt.got.text)
			}
		})
	}
}

// recorded reads the first JSON value behind the mark.
func recorded(t *testing.T, file, mark string) (v any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(samples, file))
	if err != nil {
		t.Fatal(err)
	}
	_, after, marked := strings.Cut(strings.ReplaceAll(string(text), "true|false", "true"), mark)
	// The mark itself may reach into the value.
	after = mark + after
	begin := strings.IndexAny(after, "[{")
	if !marked || begin < 0 {
		t.Fatalf("%s has no value behind %q", file, mark)
	}
	if err := json.NewDecoder(strings.NewReader(after[begin:])).Decode(&v); err != nil {
		t.Fatalf("%s behind %q: %v", file, mark, err)
	}
	return v
}

// sameShape says what of the recorded value the other one lacks.
func sameShape(want, got any) error {
	if a, b := fmt.Sprintf("%T", want), fmt.Sprintf("%T", got); a != b {
		return fmt.Errorf("%s where %s was recorded", b, a)
	}
	switch want := want.(type) {
	case map[string]any:
		for name, v := range want {
			other, has := got.(map[string]any)[name]
			if !has {
				return fmt.Errorf("no member %s", name)
			}
			if err := sameShape(v, other); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	case []any:
		if len(want) > 0 && len(want) != len(got.([]any)) {
			return fmt.Errorf("%d elements where %d were recorded", len(got.([]any)), len(want))
		}
		for n, v := range want {
			if err := sameShape(v, got.([]any)[n]); err != nil {
				return fmt.Errorf("%d: %w", n, err)
			}
		}
	}
	return nil
}
