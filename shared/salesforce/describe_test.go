package salesforce_test

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

func TestAnObjectIsDescribedInOneCall(t *testing.T) {
	crm, sent := org(t, answer{200, `{"name":"Contact","fields":[{"name":"Id","type":"id"},{"name":"AccountId","type":"reference"},{"name":"Phone","type":"phone"},
		{"name":"Email","type":"email"},{"name":"Tier__c","type":"picklist","length":255},{"name":"Notes__c","type":"textarea"}]}`})
	shown, err := crm.Fields(t.Context(), []string{"Contact"}, []string{"tier__c", "Nothing__c"})
	if want := []string{"AccountId", "Phone", "Email", "Tier__c"}; err != nil || len(shown) != 1 || !slices.Equal(shown["Contact"], want) {
		t.Errorf("%v, shows %v, want %v", err, shown, want)
	}
	if len(*sent) != 1 || (*sent)[0] != "GET /services/data/v67.0/sobjects/Contact/describe\n" {
		t.Errorf("sent %q", *sent)
	}
}

// A long answer is one with many fields and their picklists.
func TestALongDescriptionIsReadWhole(t *testing.T) {
	long := `{"fields":[` + strings.Repeat(`{"name":"X__c","type":"picklist","help":"`+strings.Repeat("x", 1000)+`"},`, 5000) + `{"name":"Phone","type":"phone"}]}`
	crm, _ := org(t, answer{200, long})
	if shown, err := crm.Fields(t.Context(), []string{"Contact"}, nil); err != nil || !slices.Equal(shown["Contact"], []string{"Phone"}) {
		t.Errorf("%v of %d MB: %v", shown, len(long)>>20, err)
	}
}

func TestAnEndlessDescriptionEnds(t *testing.T) {
	body := &endless{head: `{"fields":[`, again: `{"name":"` + strings.Repeat("x", 1000) + `"},`}
	hc := &http.Client{Transport: roundTrip(func(req *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Body: body, Request: req}, nil
	})}
	_, err := salesforce.New(parse(t, "https://org.example"), "", hc).Fields(t.Context(), []string{"Contact"}, nil)
	if fault.KindOf(err) != fault.Unavailable || body.read > 33<<20 {
		t.Errorf("%v, after %d MB", err, body.read>>20)
	}
}

func TestAnObjectThatIsNotThereIsNoFault(t *testing.T) {
	missing := `[{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}]`
	crm, _ := org(t, answer{200, `{"fields":[{"name":"Phone","type":"phone"}]}`}, answer{404, missing}, answer{400, `[{"errorCode":"INVALID_TYPE"}]`})
	shown, err := crm.Fields(t.Context(), []string{"Account", "Lead", "Nothing__c"}, nil)
	if names := slices.Collect(maps.Keys(shown)); err != nil || !slices.Equal(names, []string{"Account"}) {
		t.Errorf("%v, shows %v", err, shown)
	}
}

func TestADescriptionFailsByKind(t *testing.T) {
	for name, tt := range map[string]struct {
		object  string
		answers []answer
		want    fault.Kind
	}{
		"over the limit":            {"Contact", []answer{{403, `[{"errorCode":"REQUEST_LIMIT_EXCEEDED"}]`}}, fault.Throttled},
		"down":                      {"Contact", []answer{{503, ``}}, fault.Unavailable},
		"no page is found":          {"Contact", []answer{{404, `<html>`}}, fault.Unknown},
		"a page for success":        {"Contact", []answer{{200, `<html>`}}, fault.Unavailable},
		"another's JSON":            {"Contact", []answer{{200, `{"status":"up"}`}}, fault.Unavailable},
		"a name that leaves a path": {"../limits", nil, fault.Invalid},
		"no name":                   {"", nil, fault.Invalid},
	} {
		crm, _ := org(t, tt.answers...)
		if shown, err := crm.Fields(t.Context(), []string{tt.object}, nil); fault.KindOf(err) != tt.want || shown != nil {
			t.Errorf("%s: %v, want kind %q; shows %v", name, err, tt.want, shown)
		}
	}
}

// TestWhatAnOrgLacksIsKnown however its failure is wrapped.
func TestWhatAnOrgLacksIsKnown(t *testing.T) {
	for code, want := range map[string][2]bool{
		"INVALID_FIELD": {true, false}, "INVALID_TYPE": {false, true}, "NOT_FOUND": {false, true}, "MALFORMED_SEARCH": {}, "INVALID_FIELD_FOR_INSERT_UPDATE": {},
	} {
		crm, _ := org(t, answer{400, fmt.Sprintf(`[{"errorCode":%q,"message":"x"}]`, code)})
		err := fmt.Errorf("wrapped: %w", search(t.Context(), crm))
		if field, object := salesforce.LacksField(err), salesforce.LacksObject(err); field != want[0] || object != want[1] || !strings.Contains(err.Error(), "400 "+code) {
			t.Errorf("%v lacks a field: %t, an object: %t", err, field, object)
		}
	}
	if salesforce.LacksField(nil) || salesforce.LacksObject(errors.New("x")) {
		t.Error("something is lacking of nothing")
	}
}

func TestOnlyNamesAreNames(t *testing.T) {
	for _, s := range []string{"Contact", "Tier__c", "ns__Tier__c", "a1"} {
		if !salesforce.IsName(s) {
			t.Errorf("%q is none", s)
		}
	}
	for _, s := range []string{"", "1a", "_a", "a b", "a.b", "a,b", "a/b", "a)", "a\n", "é", "a'--", "Contact(Id)"} {
		if salesforce.IsName(s) {
			t.Errorf("%q is one", s)
		}
	}
}
