package salesforce_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"tieline/shared/caller"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

func TestASearchAsksOnceForAllSpellings(t *testing.T) {
	crm, sent := org(t, answer{200, `{"searchRecords":[]}`})
	got, err := crm.Search(t.Context(), []string{"Contact", "Lead", "Account"}, []string{"+14155550100", "(415) 555-0100", "\x00"}, 5)
	if err != nil || len(got) != 0 {
		t.Errorf("%v, %v", got, err)
	}
	line, _, _ := strings.Cut((*sent)[0], "\n")
	raw, asked := strings.CutPrefix(line, "GET /services/data/v67.0/search/?q=")
	query, err := url.QueryUnescape(raw)
	want := `FIND {"\+14155550100" OR "\(415\) 555\-0100"} IN PHONE FIELDS RETURNING ` +
		`Contact(Id, Name, AccountId, Account.Name, Phone, MobilePhone, HomePhone, OtherPhone LIMIT 5), ` +
		`Lead(Id, Name, Company, Phone, MobilePhone WHERE IsConverted = false LIMIT 5), Account(Id, Name, Phone LIMIT 5)`
	if !asked || err != nil || query != want {
		t.Errorf("asked %s\nwant %s", query, want)
	}
}

func TestAFoundRecordIsReadByItsObject(t *testing.T) {
	crm, _ := org(t, answer{200, `{"searchRecords":[
		{"attributes":{"type":"Contact","url":"/x"},"Id":"003A","Name":"Ann","AccountId":"001A","Account":{"attributes":{},"Name":"Acme"},
		 "Phone":null,"MobilePhone":"4155550100","HomePhone":"4155550101","OtherPhone":"4155550102"},
		{"attributes":{"type":"Contact"},"Id":"003B","Name":"Bob","AccountId":null,"Account":null,"Phone":7},
		{"attributes":{"type":"Lead"},"Id":"00QA","Name":"Cy","Company":"Cy & Co","Phone":"4155550100"},
		{"attributes":{"type":"Account"},"Id":"001A","Name":"Acme","Phone":"4155550100","New__c":{"a":1}}]}`})
	got, err := crm.Search(t.Context(), []string{"Contact"}, []string{"4155550100"}, 5)
	want := []caller.Record{
		{Object: "Contact", ID: "003A", Name: "Ann", AccountID: "001A", AccountName: "Acme",
			Phones: []string{"4155550100", "4155550101", "4155550102"}},
		{Object: "Contact", ID: "003B", Name: "Bob"},
		{Object: "Lead", ID: "00QA", Name: "Cy", AccountName: "Cy & Co", Phones: []string{"4155550100"}},
		{Object: "Account", ID: "001A", Name: "Acme", AccountID: "001A", AccountName: "Acme", Phones: []string{"4155550100"}},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, read\n%+v, want\n%+v", err, got, want)
	}
}

func TestASearchFailsByKind(t *testing.T) {
	for name, tt := range map[string]struct {
		objects, spellings []string
		answers            []answer
		want               fault.Kind
	}{
		"nothing to look for":      {[]string{"Contact"}, []string{"\n"}, nil, fault.Invalid},
		"nowhere to look":          {nil, []string{"4155550100"}, nil, fault.Invalid},
		"an object without fields": {[]string{"Case"}, []string{"4155550100"}, nil, fault.Invalid},
		"over the limit":           {[]string{"Contact"}, []string{"4155550100"}, []answer{{403, `[{"errorCode":"REQUEST_LIMIT_EXCEEDED"}]`}}, fault.Throttled},
		"a page that is no answer": {[]string{"Contact"}, []string{"4155550100"}, []answer{{200, `<html>`}}, fault.Unavailable},
	} {
		crm, _ := org(t, tt.answers...)
		if _, err := crm.Search(t.Context(), tt.objects, tt.spellings, 5); fault.KindOf(err) != tt.want {
			t.Errorf("%s: %v, want kind %q", name, err, tt.want)
		}
	}
}

// The org holds its answer back until its caller has gone.
func TestASearchEndsWithItsContext(t *testing.T) {
	asked := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(asked)
		<-r.Context().Done()
	}))
	defer server.Close()
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-asked; cancel() }()
	_, err := salesforce.New(parse(t, server.URL), "", server.Client()).Search(ctx, []string{"Contact"}, []string{"4155550100"}, 5)
	if fault.KindOf(err) != fault.Unavailable {
		t.Errorf("%v, want kind %q", err, fault.Unavailable)
	}
}
