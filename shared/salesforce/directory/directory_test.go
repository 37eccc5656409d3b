package directory_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"tieline/shared/caller"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
	"tieline/shared/salesforce/directory"
)

type answer struct {
	status int
	body   string
}

// asked is an org that gives one answer after another, a directory of it, and
// what it was asked: the path, without the root, and the query.
func asked(t *testing.T, answers ...answer) (*directory.Directory, *[]string) {
	t.Helper()
	var all []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, ofAPI := strings.CutPrefix(r.URL.Path, "/services/data/v67.0")
		if all = append(all, path+"?"+r.URL.Query().Get("q")); len(all) > len(answers) || !ofAPI || r.Method != http.MethodGet || len(r.URL.Query()) != 1 {
			t.Errorf("%s %s was not expected", r.Method, r.URL)
			return
		}
		w.WriteHeader(answers[len(all)-1].status)
		_, _ = w.Write([]byte(answers[len(all)-1].body))
	}))
	t.Cleanup(server.Close)
	return directory.New(client(t, server), nil), &all
}

func client(t *testing.T, server *httptest.Server) *salesforce.Client {
	t.Helper()
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return salesforce.New(base, "", server.Client())
}

var (
	nobody = answer{200, `{"searchRecords":[]}`}
	gone   = answer{400, `[{"errorCode":"INVALID_FIELD","message":"No such column 'Tier__c'"}]`}
)

// defaults are the parameters' (screen-pop/objects and others).
func defaults() caller.Scope {
	return caller.Scope{Region: "US", Objects: []string{"Contact", "Lead", "Account"}, Phones: []string{"MobilePhone", "Phone", "HomePhone", "OtherPhone"}, Limit: 5}
}

func byNumber(in caller.Scope, spellings ...string) caller.Query {
	return caller.Query{Clue: caller.Clue{Kind: caller.ByNumber, Number: "+14155550100"}, Spellings: spellings, Scope: in}
}

func byEmail(in caller.Scope, address string) caller.Query {
	return caller.Query{Clue: caller.Clue{Kind: caller.ByEmail, Email: address}, Scope: in}
}

func byID(in caller.Scope, id string) caller.Query {
	return caller.Query{Clue: caller.Clue{Kind: caller.ByID, ID: id}, Scope: in}
}

const (
	someContact = "003000000000001AAA"
	someLead    = "00Q000000000001EAA"
	someAccount = "001000000000001AAA"
)

func TestAQuestionIsOneCall(t *testing.T) {
	tiered := defaults()
	tiered.Fields = []caller.Field{{Object: "Contact", Name: "Tier__c", Key: "tier"}, {Object: "Contact", Name: "phone", Key: "desk"}, {Object: "Lead", Name: "Rating", Key: "tier"}}
	known := tiered
	known.Phones = append(known.Phones, "Pager__c", "AssistantPhone")
	known.Known = caller.Schema{
		"Contact": {"AccountId", "MobilePhone", "Phone", "Email", "Pager__c"},
		"Lead":    {"Phone", "Email", "Rating"},
		"Account": {"Phone", "PersonContactId", "PersonMobilePhone", "PersonAssistantPhone", "PersonEmail", "Pager__pc"},
	}
	for name, tt := range map[string]struct {
		ask  caller.Query
		want string
	}{
		"a number": {byNumber(defaults(), "+14155550100", "(415) 555-0100", "\x00"),
			`/search/?FIND {"\+14155550100" OR "\(415\) 555\-0100"} IN PHONE FIELDS RETURNING ` +
				`Contact(Id, Name, LastModifiedDate, AccountId, Account.Name, MobilePhone, Phone, HomePhone, OtherPhone LIMIT 5), ` +
				`Lead(Id, Name, LastModifiedDate, Company, MobilePhone, Phone WHERE IsConverted = false LIMIT 5), ` +
				`Account(Id, Name, LastModifiedDate, Phone LIMIT 5)`},
		"an address": {byEmail(defaults(), "ann+1@example.com"),
			`/search/?FIND {"ann\+1@example.com"} IN EMAIL FIELDS RETURNING ` +
				`Contact(Id, Name, LastModifiedDate, AccountId, Account.Name, Email LIMIT 5), ` +
				`Lead(Id, Name, LastModifiedDate, Company, Email WHERE IsConverted = false LIMIT 5)`},
		"a contact":  {byID(defaults(), someContact), `/query?SELECT Id, Name, LastModifiedDate, AccountId, Account.Name FROM Contact WHERE Id = '` + someContact + `'`},
		"a lead":     {byID(defaults(), someLead), `/query?SELECT Id, Name, LastModifiedDate, Company FROM Lead WHERE Id = '` + someLead + `' AND IsConverted = false`},
		"an account": {byID(tiered, someAccount), `/query?SELECT Id, Name, LastModifiedDate FROM Account WHERE Id = '` + someAccount + `'`},
		"mapped fields, each once": {byNumber(tiered, "4155550100"), `/search/?FIND {"4155550100"} IN PHONE FIELDS RETURNING ` +
			`Contact(Id, Name, LastModifiedDate, AccountId, Account.Name, MobilePhone, Phone, HomePhone, OtherPhone, Tier__c LIMIT 5), ` +
			`Lead(Id, Name, LastModifiedDate, Company, MobilePhone, Phone, Rating WHERE IsConverted = false LIMIT 5), ` +
			`Account(Id, Name, LastModifiedDate, Phone LIMIT 5)`},
		"what the org shows": {byNumber(known, "4155550100"), `/search/?FIND {"4155550100"} IN PHONE FIELDS RETURNING ` +
			`Contact(Id, Name, LastModifiedDate, AccountId, Account.Name, MobilePhone, Phone, Pager__c LIMIT 5), ` +
			`Lead(Id, Name, LastModifiedDate, Company, Phone, Rating WHERE IsConverted = false LIMIT 5), ` +
			`Account(Id, Name, LastModifiedDate, PersonContactId, PersonMobilePhone, Phone, Pager__pc, PersonAssistantPhone LIMIT 5)`},
		"person accounts by address": {byEmail(known, "ann@example.com"), `/search/?FIND {"ann@example.com"} IN EMAIL FIELDS RETURNING ` +
			`Contact(Id, Name, LastModifiedDate, AccountId, Account.Name, Email, phone LIMIT 5), ` +
			`Lead(Id, Name, LastModifiedDate, Company, Email, Rating WHERE IsConverted = false LIMIT 5), ` +
			`Account(Id, Name, LastModifiedDate, PersonContactId, PersonEmail LIMIT 5)`},
	} {
		t.Run(name, func(t *testing.T) {
			d, all := asked(t, nobody)
			if found, err := d.Search(t.Context(), tt.ask); err != nil || len(found.Records) != 0 || found.Narrow {
				t.Errorf("%v, %v", found, err)
			}
			if len(*all) != 1 || (*all)[0] != tt.want {
				t.Errorf("asked %q\nwant  %q", *all, tt.want)
			}
		})
	}
}

func TestAFieldOrObjectThatIsNotShownIsNotAskedFor(t *testing.T) {
	for want, shown := range map[string]caller.Schema{
		`Contact(Id, Name, LastModifiedDate, Phone LIMIT 5)`:                                     {"Contact": {"Phone"}, "Account": {"Name"}},
		`Contact(Id, Name, LastModifiedDate, AccountId, Phone LIMIT 5)`:                          {"Contact": {"Phone", "AccountId"}},
		`Contact(Id, Name, LastModifiedDate, AccountId, Account.Name, Phone LIMIT 5)`:            {"Contact": {"PHONE", "accountid"}, "Account": nil},
		`Lead(Id, Name, LastModifiedDate, Company, Phone WHERE IsConverted = false LIMIT 5)`:     {"Lead": {"Phone"}, "Contact": {"Email"}},
		`Account(Id, Name, LastModifiedDate, PersonContactId, PersonMobilePhone, Phone LIMIT 5)`: {"Account": {"Phone", "PersonContactId", "PersonMobilePhone"}},
	} {
		in := defaults()
		in.Known = shown
		d, all := asked(t, nobody)
		if _, err := d.Search(t.Context(), byNumber(in, "4155550100")); err != nil || !strings.HasSuffix((*all)[0], " RETURNING "+want) {
			t.Errorf("%v, asked %q, want %q", err, *all, want)
		}
	}
}

func TestAFoundRecordIsReadByItsObject(t *testing.T) {
	in := defaults()
	in.Known = caller.Schema{"Contact": {"AccountId", "Phone", "MobilePhone"}, "Lead": {"Phone"}, "Account": {"Phone", "PersonContactId", "PersonMobilePhone"}}
	d, _ := asked(t, answer{200, `{"searchRecords":[
		{"attributes":{"type":"Contact","url":"/x"},"Id":"003A","Name":"Ann","LastModifiedDate":"2026-01-02T03:04:05.000+0000","AccountId":"001A",
		 "Account":{"attributes":{"type":"Account"},"Name":"Acme"},"Phone":null,"MobilePhone":"4155550100"},
		{"attributes":{"type":"Contact"},"Id":"003B","Name":"Bob","AccountId":null,"Account":null,"Phone":" 1 ","LastModifiedDate":"soon"},
		{"attributes":{"type":"Lead"},"Id":"00QA","Name":"Cy","Company":"Cy & Co","Phone":"4155550100"},
		{"attributes":{"type":"Account"},"Id":"001A","Name":"Acme","Phone":"4155550100","PersonContactId":null,"New__c":{"a":1}},
		{"attributes":{"type":"Account"},"Id":"001B","Name":"Dot","PersonContactId":"003D","PersonMobilePhone":"4155550100"},
		{"attributes":{"type":"Case"},"Id":"500A","Name":"Else"}, {"attributes":{"type":"Contact"},"Name":"without an id"}]}`})
	got, err := d.Search(t.Context(), byNumber(in, "4155550100"))
	want := []caller.Record{
		{Object: "Contact", ID: "003A", Name: "Ann", AccountID: "001A", AccountName: "Acme", Phones: []caller.Phone{{Field: "MobilePhone", Value: "4155550100"}},
			Modified: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)},
		{Object: "Contact", ID: "003B", Name: "Bob", Phones: []caller.Phone{{Field: "Phone", Value: " 1 "}}},
		{Object: "Lead", ID: "00QA", Name: "Cy", AccountName: "Cy & Co", Phones: []caller.Phone{{Field: "Phone", Value: "4155550100"}}},
		{Object: "Account", ID: "001A", Name: "Acme", AccountID: "001A", AccountName: "Acme", Phones: []caller.Phone{{Field: "Phone", Value: "4155550100"}}},
		{Object: "Account", ID: "001B", Name: "Dot", AccountID: "001B", AccountName: "Dot", PersonContact: "003D",
			Phones: []caller.Phone{{Field: "MobilePhone", Value: "4155550100"}}}, // the field that counts, whatever the account calls it
	}
	if err != nil || !reflect.DeepEqual(got.Records, want) {
		t.Errorf("%v, read\n%+v, want\n%+v", err, got, want)
	}
}

func TestAMappedValueIsText(t *testing.T) {
	in := defaults()
	long := strings.Repeat("é", 300)
	values := map[string][2]string{ // field: as answered, as told
		"Text__c": {`"Gold"`, "Gold"}, "Long__c": {`"` + long + `"`, long[:2*255]}, "Null__c": {`null`, ""}, "Whole__c": {`7.0`, "7"}, "Part__c": {`-12.50`, "-12.5"},
		"Great__c": {`1.0E12`, "1000000000000"}, "Yes__c": {`true`, "true"}, "No__c": {`false`, "false"}, "Day__c": {`"2026-01-02"`, "2026-01-02"},
		"Address": {`{"city":"Rome"}`, ""}, "List__c": {`["a"]`, ""},
	}
	body := `{"attributes":{"type":"Contact"},"Id":"003A"`
	for field, v := range values {
		in.Fields = append(in.Fields, caller.Field{Object: "Contact", Name: field, Key: "key" + field})
		body = strings.Join([]string{body, `,"`, field, `":`, v[0]}, "")
	}
	in.Fields = append(in.Fields, caller.Field{Object: "Contact", Name: "text__C", Key: "twice"}, caller.Field{Object: "Contact", Name: "Missing__c", Key: "missing"})
	d, _ := asked(t, answer{200, `{"searchRecords":[` + body + `}]}`})
	found, err := d.Search(t.Context(), byNumber(in, "4155550100"))
	if err != nil || len(found.Records) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	told := found.Records[0].Fields
	for field, v := range values {
		got, is := told["key"+field]
		if compound := strings.ContainsAny(v[0][:1], "{["); got != v[1] || is == compound {
			t.Errorf("%s: %s is told as %q, %t", field, v[0], got, is)
		}
	}
	if _, is := told["missing"]; is || told["twice"] != "Gold" {
		t.Errorf("told %v", told)
	}
}

func TestASearchFailsByKind(t *testing.T) {
	elsewhere, nowhere, hidden := defaults(), defaults(), defaults()
	elsewhere.Objects, nowhere.Objects, hidden.Known = []string{"Case"}, nil, caller.Schema{"Contact": {"Name"}}
	ask := byNumber(defaults(), "4155550100")
	for name, tt := range map[string]struct {
		ask     caller.Query
		answers []answer
		want    fault.Kind
	}{
		"nothing to look for":      {byNumber(defaults(), "\n"), nil, fault.Invalid},
		"no clue":                  {caller.Query{Scope: defaults()}, nil, fault.Invalid},
		"nowhere to look":          {byNumber(nowhere, "4155550100"), nil, fault.Invalid},
		"an object without fields": {byNumber(elsewhere, "4155550100"), nil, fault.Invalid},
		"no field is shown":        {byNumber(hidden, "4155550100"), nil, fault.Invalid},
		"no id":                    {byID(defaults(), "' OR Name LIKE '%"), nil, fault.Invalid},
		"an id of what is hidden":  {byID(hidden, someLead), nil, fault.Invalid},
		"an id of something else":  {byID(defaults(), "500000000000001AAA"), nil, fault.Invalid},
		"over the limit":           {ask, []answer{{403, `[{"errorCode":"REQUEST_LIMIT_EXCEEDED"}]`}}, fault.Throttled},
		"a page that is no answer": {ask, []answer{{200, `<html>`}}, fault.Unavailable},
		"another's JSON":           {ask, []answer{{200, `{"status":"up"}`}}, fault.Unavailable},
		"null":                     {ask, []answer{{200, `null`}}, fault.Unavailable},
		"records that are no such": {ask, []answer{{200, `{"searchRecords":[7]}`}}, fault.Unavailable},
	} {
		d, _ := asked(t, tt.answers...)
		if found, err := d.Search(t.Context(), tt.ask); fault.KindOf(err) != tt.want || found.Records != nil || errors.Is(err, caller.ErrNotAsked) != (tt.answers == nil) || strings.Contains(err.Error(), "4155550100") {
			t.Errorf("%s: %v, %v, want kind %q", name, found, err, tt.want)
		}
	}
}

// The org holds its answer back until its caller has gone.
func TestASearchEndsWithItsContext(t *testing.T) {
	heard := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(heard)
		<-r.Context().Done()
	}))
	defer server.Close()
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-heard; cancel() }()
	if _, err := directory.New(client(t, server), nil).Search(ctx, byNumber(defaults(), "4155550100")); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("%v, want kind %q", err, fault.Unavailable)
	}
}
