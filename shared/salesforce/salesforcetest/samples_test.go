package salesforcetest_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"tieline/shared/salesforce/salesforcetest"
)

// samples are answers recorded from Salesforce, which lie beside the checkout.
const samples = "../../../../shared/samples/salesforce/rest"

// sample is a recorded answer, which begins behind a mark in a file, and what
// the org answers in the same situation. If it is exact, that is every word of it.
type sample struct {
	file, mark string
	got        reply
	exact      bool
}

// TestAnswersHaveTheRecordedShape holds the org's answers against recorded
// ones: all members of a recorded answer must be there, with values of the
// same type; an empty list may be of any length.
func TestAnswersHaveTheRecordedShape(t *testing.T) {
	files, err := os.ReadDir(samples)
	if err != nil {
		t.Skipf("NOT CHECKED against Salesforce's recorded answers: %v", err)
	}
	unchecked := map[string]bool{}
	for _, f := range files {
		unchecked[f.Name()] = true
	}
	// It is held against what the fault Duplicate does.
	delete(unchecked, "duplicates_detected_400.json")
	for name, s := range answersAsRecorded(t) {
		t.Run(name, func(t *testing.T) { s.check(t) })
		delete(unchecked, s.file)
	}
	if len(unchecked) > 0 {
		t.Errorf("no answer is held against %v", unchecked)
	}
}

func answersAsRecorded(t *testing.T) map[string]sample {
	w := newWorld(t)
	w.seed("Contact", map[string]any{"LastName": "Lovelace", "Phone": "4155550100"})
	id := w.seed(interaction, map[string]any{"Connect_Contact_Id__c": "twice"})
	if _, err := w.org.Duplicate(id); err != nil {
		t.Fatal(err)
	}
	bad := `{"attributes":{"type":"Tieline_Interaction__c"},"Connect_Contact_Id__c":"a","Outcome__c":"Lost"}`
	good := `{"attributes":{"type":"Tieline_Interaction__c"},"Connect_Contact_Id__c":"b"}`
	search := data + "/search/?q=FIND+%7B4155550100%7D+IN+PHONE+FIELDS+RETURNING+Contact(Id),Contact(Id)"
	byParameters := `{"q":"4155550100","in":"PHONE","sobjects":[{"name":"Contact"},{"name":"Contact","fields":["id"]}]}`
	failing := func(f salesforcetest.Fault) reply {
		w.org.Fail(f, 1)
		return w.call("PATCH", byKey+"failing", `{}`)
	}
	events := worldOf(t, eventSource("PublishAfterCommit"))
	return map[string]sample{
		"an expired session":          {"errors.txt", "401 ", w.do(httptest.NewRequest("GET", data+"/query", nil)), true},
		"a day's calls used up":       {"errors.txt", "403 ", failing(salesforcetest.LimitExceeded), true},
		"a locked row":                {"errors.txt", "400 [{\"message\":\"unable", failing(salesforcetest.LockedRow), false},
		"an unknown resource":         {"errors.txt", "404 ", w.call("GET", data+"/nothing", ""), true},
		"a query that cannot be read": {"errors.txt", "400 [{\"message\":\"unexpected", w.call("GET", data+"/query?q=x", ""), false},
		"some records refused":        {"collections_partial_200.json", "", w.call("PATCH", collections, `{"records":[`+bad+`,`+good+`]}`), false},
		"a record upserted":           {"upsert_by_external_id.txt", "201 ", w.call("PATCH", byKey+"c", `{}`), false},
		"an external id held twice":   {"upsert_by_external_id.txt", "300 ", w.call("PATCH", byKey+"twice", `{}`), false},
		"an unknown external id":      {"upsert_by_external_id.txt", "404 ", w.call("PATCH", data+"/sobjects/Account/Nothing__c/1", `{}`), true},
		"what a search found":         {"parameterized_search.txt", "\n200", w.call("GET", search, ""), false},
		"and one by parameters":       {"parameterized_search.txt", "\n200", w.call("POST", data+"/parameterizedSearch", byParameters), false},
		"an event published": {"publish_platform_event_201.json", "",
			events.call("POST", data+"/sobjects/Done__e", `{"Key__c":"c1"}`), false},
		"the parts of a composite call": {"composite.txt", "HTTP 200 always", w.call("POST", data+"/composite", `{"compositeRequest":[`+
			`{"method":"POST","url":"`+data+`/sobjects/Account","referenceId":"refNewAccount","body":{"Name":"Sample Account"}},`+
			`{"method":"POST","url":"`+data+`/sobjects/Contact","referenceId":"badContact","body":{"LastName":"A","Email":"Not a real email address"}}]}`), false},
		"why a part was refused": {"composite.txt", "HTTP 200 always", w.call("POST", data+"/composite", `{"compositeRequest":[`+
			`{"method":"POST","url":"`+data+`/sobjects/Contact","referenceId":"badContact","body":{"LastName":"A","Email":"Not a real email address"}}]}`), true},
	}
}

func (s sample) check(t *testing.T) {
	var got any
	if err := json.Unmarshal([]byte(s.got.text), &got); err != nil {
		t.Fatalf("%v in %s", err, s.got.text)
	}
	want := recorded(t, s.file, s.mark)
	if parts, composite := members(want)["compositeResponse"].([]any); composite && s.exact {
		want = map[string]any{"compositeResponse": parts[1:]}
	}
	if err := sameShape(want, got); err != nil || s.exact && !reflect.DeepEqual(want, got) {
		t.Errorf("%v in %s", err, s.got.text)
	}
}

func members(v any) map[string]any {
	o, _ := v.(map[string]any)
	return o
}

func TestTheLimitHeaderHasTheRecordedForm(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(samples, "errors.txt"))
	if err != nil {
		t.Skipf("NOT CHECKED against Salesforce's recorded answers: %v", err)
	}
	_, after, _ := strings.Cut(string(text), "Sforce-Limit-Info: ")
	recorded, _, _ := strings.Cut(after, "\n")
	got := newWorld(t).call("GET", data+"/sobjects", "").header.Get("Sforce-Limit-Info")
	if form := regexp.MustCompile(`^api-usage=\d+/\d+$`); !form.MatchString(recorded) || !form.MatchString(got) {
		t.Errorf("says %q, and %q was recorded", got, recorded)
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
