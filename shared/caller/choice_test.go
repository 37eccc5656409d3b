package caller_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tieline/shared/caller"
)

var scope = caller.Scope{
	Region: "US", Objects: []string{"Contact", "Lead", "Account"}, Phones: []string{"MobilePhone", "Phone"}, Limit: 10,
}

var (
	byNumber = caller.Clue{Kind: caller.ByNumber, Number: "+14155550100"}
	byDesk   = caller.Clue{Kind: caller.ByNumber, Number: "+14155550100", Extension: "12"}
	byEmail  = caller.Clue{Kind: caller.ByEmail, Email: "ann@example.com"}
)

const typed = "(415) 555-0100"

// record is "Object id", with a phone field and its value, if there are any.
func record(name string, phone ...string) caller.Record {
	object, id, _ := strings.Cut(name, " ")
	r := caller.Record{Object: object, ID: id}
	if len(phone) == 2 {
		r.Phones = []caller.Phone{{Field: phone[0], Value: phone[1]}}
	}
	return r
}

func modified(r caller.Record, day int) caller.Record {
	r.Modified = time.Date(2026, 11, day, 0, 0, 0, 0, time.UTC)
	return r
}

func withEmail(r caller.Record, emails ...string) caller.Record {
	r.Emails = emails
	return r
}

// personAccount is an account and its contact, which is the same person.
func personAccount(account, contact caller.Record) []caller.Record {
	account.PersonContact, contact.AccountID = contact.ID, account.ID
	return []caller.Record{contact, account}
}

func TestOnlyWhoBearsTheClueIsFound(t *testing.T) {
	for _, tt := range []struct {
		name  string
		clue  caller.Clue
		found caller.Record
		bears bool
	}{
		{"the number", byNumber, record("Contact 003A", "Phone", typed), true},
		{"typed without its plus", byNumber, record("Contact 003A", "Phone", "14155550100"), true},
		{"of another country, typed without its plus", caller.Clue{Kind: caller.ByNumber, Number: "+442079460018"},
			record("Contact 003A", "Phone", "442079460018"), true},
		{"with an extension, asked without", byNumber, record("Contact 003A", "Phone", typed+" x12"), true},
		{"without an extension, asked with", byDesk, record("Contact 003A", "Phone", typed), true},
		{"another desk", byDesk, record("Contact 003A", "Phone", typed+" ext. 34"), false},
		{"a fragment", byNumber, record("Contact 003A", "Phone", "415-555-01001"), false},
		{"the same digits of another country", byNumber, record("Contact 003A", "Phone", "+52 415 555 0100"), false},
		{"no number", byNumber, record("Contact 003A", "Phone", "ask Bob"), false},
		{"a field that does not count", byNumber, record("Contact 003A", "Fax", typed), false},
		{"a person account's field", byNumber, record("Account 001A", "PersonMobilePhone", typed), true},
		{"a person account's field that does not count", byNumber, record("Account 001A", "PersonOtherPhone", typed), false},
		{"no phone", byNumber, record("Contact 003A"), false},
		{"the address", byEmail, withEmail(record("Contact 003A"), "", " Ann@Example.COM"), true},
		{"another address", byEmail, withEmail(record("Contact 003A"), "joann@example.com"), false},
		{"the id", caller.Clue{Kind: caller.ByID, ID: "003A"}, record("Contact 003A"), true},
		{"another id", caller.Clue{Kind: caller.ByID, ID: "003A"}, record("Contact 003B"), false},
		{"the id of a person account's contact", caller.Clue{Kind: caller.ByID, ID: "003A"},
			personAccount(record("Account 001A"), record("Contact 003A"))[1], true},
	} {
		e := caller.NewEntry(tt.clue, []caller.Record{tt.found}, scope, time.Time{})
		if found := e.Status == caller.Hit && e.Count == 1; found != tt.bears || !found && e.Status != caller.None {
			t.Errorf("%s: %s with %d", tt.name, e.Status, e.Count)
		}
	}
}

func TestTheChoiceAmongSeveral(t *testing.T) {
	contact, lead := record("Contact 003A", "Phone", typed), record("Lead 00QA", "Phone", typed)
	for _, tt := range []struct {
		name   string
		clue   caller.Clue
		found  []caller.Record
		status caller.Status
		ids    string
		count  int
	}{
		{"the very extension before none", byDesk,
			[]caller.Record{contact, record("Lead 00QB", "Phone", typed+" x12")}, caller.Hit, "00QB", 2},
		{"none before an extension not asked for", byNumber,
			[]caller.Record{record("Contact 003B", "MobilePhone", typed+" x12"), lead}, caller.Hit, "00QA", 2},
		{"then by object", byNumber,
			[]caller.Record{record("Lead 00QB", "MobilePhone", typed), contact}, caller.Hit, "003A", 2},
		{"then by field", byNumber,
			[]caller.Record{contact, record("Contact 003B", "MobilePhone", typed)}, caller.Hit, "003B", 2},
		{"a person account's field ranks as its contact's", byNumber,
			[]caller.Record{record("Account 001A", "Phone", typed), record("Account 001B", "PersonMobilePhone", typed)}, caller.Hit, "001B", 2},
		{"a tie is offered by what changed last, then by id", byNumber,
			[]caller.Record{modified(contact, 1), modified(record("Contact 003C", "Phone", typed), 1),
				lead, modified(record("Contact 003B", "Phone", typed), 2)}, caller.Multi, "003B 003A 003C 00QA", 4},
		{"an object that is not searched comes last", byNumber,
			[]caller.Record{record("Case 500A", "Phone", typed), lead}, caller.Hit, "00QA", 2},
		{"by address there is only the object", byEmail,
			[]caller.Record{withEmail(lead, "ann@example.com"), withEmail(contact, "ann@example.com")}, caller.Hit, "003A", 2},

		{"the same record twice is one", byNumber, []caller.Record{contact, contact}, caller.Hit, "003A", 1},
		{"a person account and its contact are one", byNumber,
			personAccount(record("Account 001A", "PersonMobilePhone", typed), record("Contact 003A", "MobilePhone", typed)), caller.Hit, "001A", 1},
		{"and rank as the better of both", byNumber,
			append(personAccount(record("Account 001A", "Phone", typed), contact), lead), caller.Hit, "001A", 2},
		{"and stand as what changed last of both", byNumber,
			append(personAccount(record("Account 001A", "Phone", typed), modified(contact, 3)),
				modified(record("Contact 003B", "Phone", typed), 2)), caller.Multi, "001A 003B", 2},
		{"a contact whose account does not bear the number stays", byNumber,
			personAccount(record("Account 001A"), contact), caller.Hit, "003A", 1},
		{"a contact of a company is somebody else", byNumber,
			[]caller.Record{{Object: "Account", ID: "001A", Phones: contact.Phones}, {Object: "Contact", ID: "003A", AccountID: "001A", Phones: contact.Phones}},
			caller.Hit, "003A", 2},
	} {
		for range 2 {
			e := caller.NewEntry(tt.clue, tt.found, scope, time.Time{})
			if got := ids(e.Records); e.Status != tt.status || got != tt.ids || e.Count != tt.count {
				t.Errorf("%s: %s with %d, %s; want %s with %d, %s", tt.name, e.Status, e.Count, got, tt.status, tt.count, tt.ids)
			}
			slices.Reverse(tt.found)
		}
	}
}

func ids(records []caller.Record) string {
	var all []string
	for _, r := range records {
		all = append(all, r.ID)
	}
	return strings.Join(all, " ")
}

func TestOfManyFiveAreOfferedAndAllCounted(t *testing.T) {
	var many []caller.Record
	for _, id := range []string{"9", "8", "7", "6", "5", "4", "3"} {
		many = append(many, record("Contact 003"+id, "Phone", typed))
	}
	e := caller.NewEntry(byNumber, many, scope, time.Time{})
	if got := ids(e.Records); e.Status != caller.Multi || e.Count != 7 || got != "0033 0034 0035 0036 0037" {
		t.Errorf("%s with %d, offered %s", e.Status, e.Count, got)
	}
}

func TestAmongThoseThatAreNotAllNobodyIsTheCaller(t *testing.T) {
	bears, bobs := record("Contact 003A", "MobilePhone", typed), record("Contact 003B", "Phone", typed)
	another := func(id string) caller.Record { return record(id, "Phone", "415-555-01001") }
	byID := caller.Clue{Kind: caller.ByID, ID: "003A"}
	for _, tt := range []struct {
		name  string
		clue  caller.Clue
		limit int
		found []caller.Record
		want  caller.Status
		count int
	}{
		{"as many as were asked for, and one bears it", byNumber, 2, []caller.Record{bears, another("Contact 003C")}, caller.Multi, 1},
		{"and one would win", byNumber, 2, []caller.Record{bears, bobs}, caller.Multi, 2},
		{"and nobody does", byNumber, 2, []caller.Record{another("Contact 003C"), another("Contact 003D")}, caller.Degraded, 0},
		{"of another object", byNumber, 2, []caller.Record{bears, another("Lead 00QC"), another("Lead 00QD")}, caller.Multi, 1},
		{"in all, but of no object", byNumber, 2, []caller.Record{bears, another("Lead 00QC")}, caller.Hit, 1},
		{"by address", byEmail, 1, []caller.Record{withEmail(record("Contact 003A"), "ann@example.com")}, caller.Multi, 1},
		{"by id there is only one", byID, 1, []caller.Record{record("Contact 003A")}, caller.Hit, 1},
		{"none at all", byNumber, 1, nil, caller.None, 0},
	} {
		in := scope
		in.Limit = tt.limit
		if e := caller.NewEntry(tt.clue, tt.found, in, time.Time{}); e.Status != tt.want || e.Count != tt.count {
			t.Errorf("%s: %s with %d, want %s with %d", tt.name, e.Status, e.Count, tt.want, tt.count)
		}
	}
}

func TestAnEntryHasNoMoreThanItNeeds(t *testing.T) {
	in := scope
	in.Fields = []caller.Field{{Object: "Contact", Name: "Tier__c", Key: "tier"}, {Object: "Lead", Name: "Rating", Key: "rating"}}
	ann := caller.Record{
		Object: "Contact", ID: "003A", Name: "Ann", AccountID: "001A", AccountName: "Acme", Modified: time.Unix(1, 0),
		Phones: []caller.Phone{{Field: "Phone", Value: typed}}, Emails: []string{"ann@example.com"},
		Fields: map[string]string{"tier": "Gold", "rating": "Hot", "secret": "x"},
	}
	r := caller.NewEntry(byNumber, []caller.Record{ann}, in, time.Time{}).Records[0]
	if r.Phones != nil || r.Emails != nil || !r.Modified.IsZero() || len(r.Fields) != 1 || r.Fields["tier"] != "Gold" {
		t.Errorf("kept %+v", r)
	}
	if r.Name != "Ann" || r.AccountID != "001A" || r.AccountName != "Acme" {
		t.Errorf("lost something: %+v", r)
	}
}
