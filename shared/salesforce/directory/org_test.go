package directory_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tieline/shared/caller"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
	"tieline/shared/salesforce/directory"
	"tieline/shared/salesforce/salesforcetest"
)

// world is a simulated org and a directory of it.
type world struct {
	*testing.T
	org      *salesforcetest.Org
	client   *salesforce.Client
	dir      *directory.Directory
	narrowed int
}

// vault holds the org's credentials.
type vault struct{}

func (vault) Secret(context.Context) ([]byte, error) {
	return []byte(`{"clientId":"client","clientSecret":"hush"}`), nil
}

var now = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// simulated returns an org with the shipped schema, made ready first.
func simulated(t *testing.T, ready ...func(*salesforcetest.Schema)) *world {
	t.Helper()
	schema, err := salesforcetest.Load(os.DirFS("../../../salesforce/force-app/main/default"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range ready {
		r(schema)
	}
	w := &world{T: t, org: salesforcetest.New(schema, func() time.Time { return now })}
	w.org.TrustSecret("client", "hush")
	server := httptest.NewServer(w.org)
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	w.client = salesforce.New(base, "", salesforce.Authorized(server.Client(), base, vault{}, time.Now))
	w.dir = directory.New(w.client, func(context.Context) { w.narrowed++ })
	return w
}

func (w *world) seed(object string, fields map[string]any) string {
	w.Helper()
	id, err := w.org.Seed(object, fields)
	if err != nil {
		w.Fatal(err)
	}
	return id
}

func (w *world) search(q caller.Query) []caller.Record {
	w.Helper()
	found, err := w.dir.Search(w.Context(), q)
	if err != nil {
		w.Errorf("%+v: %v", q, err)
	}
	return found.Records
}

// known is a scope that knows what the org shows.
func (w *world) known(in caller.Scope, also ...string) caller.Scope {
	w.Helper()
	shown, err := w.client.Fields(w.Context(), in.Objects, also)
	if err != nil {
		w.Fatal(err)
	}
	in.Known = shown
	return in
}

func ids(found []caller.Record) (all []string) {
	for _, r := range found {
		all = append(all, r.ID)
	}
	return all
}

func TestCallersAreFoundInAnOrg(t *testing.T) {
	w := simulated(t)
	acme := w.seed("Account", map[string]any{"Name": "Acme", "Phone": "(415) 555-0100"})
	ann := w.seed("Contact", map[string]any{"FirstName": "Ann", "LastName": "Bell", "AccountId": acme, "MobilePhone": "+14155550100", "Email": "Ann@example.com"})
	lead := w.seed("Lead", map[string]any{"LastName": "Dean", "Company": "Dean & Co", "Phone": "4155550100", "Email": "ann@example.com"})
	converted := w.seed("Lead", map[string]any{"LastName": "Dean", "Company": "Dean & Co", "Phone": "4155550100", "IsConverted": true, "Email": "ann@example.com"})
	w.seed("Contact", map[string]any{"LastName": "Else", "Phone": "4155550199"})

	spellings := caller.Number("+14155550100").Spellings("US")
	contact := caller.Record{Object: "Contact", ID: ann, Name: "Ann Bell", AccountID: acme, AccountName: "Acme", Modified: now}
	dean := caller.Record{Object: "Lead", ID: lead, Name: "Dean", AccountName: "Dean & Co", Modified: now}
	account := caller.Record{Object: "Account", ID: acme, Name: "Acme", AccountID: acme, AccountName: "Acme", Modified: now}
	phones := func(r caller.Record, field, value string) caller.Record {
		r.Phones = []caller.Phone{{Field: field, Value: value}}
		return r
	}
	emails := func(r caller.Record, value string) caller.Record { r.Emails = []string{value}; return r }
	for name, tt := range map[string]struct {
		ask  func(caller.Scope) caller.Query
		want []caller.Record
	}{
		"by number": {func(in caller.Scope) caller.Query { return byNumber(in, spellings...) }, []caller.Record{
			phones(contact, "MobilePhone", "+14155550100"), phones(dean, "Phone", "4155550100"), phones(account, "Phone", "(415) 555-0100")}},
		"by address": {func(in caller.Scope) caller.Query { return byEmail(in, "ann@example.com") }, []caller.Record{
			emails(contact, "Ann@example.com"), emails(dean, "ann@example.com")}},
		"by a contact's id":         {func(in caller.Scope) caller.Query { return byID(in, ann) }, []caller.Record{contact}},
		"by a lead's id":            {func(in caller.Scope) caller.Query { return byID(in, lead) }, []caller.Record{dean}},
		"by an account's id":        {func(in caller.Scope) caller.Query { return byID(in, acme) }, []caller.Record{account}},
		"by a converted lead's id":  {func(in caller.Scope) caller.Query { return byID(in, converted) }, nil},
		"by an id that nothing has": {func(in caller.Scope) caller.Query { return byID(in, "003000000000099AAA") }, nil},
		"by a number of nobody":     {func(in caller.Scope) caller.Query { return byNumber(in, "2125550100") }, nil},
		"by an address of nobody":   {func(in caller.Scope) caller.Query { return byEmail(in, "bob@example.com") }, nil},
	} {
		for told, in := range map[string]caller.Scope{"as every org": defaults(), "as described": w.known(defaults())} {
			if got := w.search(tt.ask(in)); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("%s, %s: found\n%+v, want\n%+v", name, told, got, tt.want)
			}
		}
	}
}

// TestAMissIsOneCall, also of the token, once it is there: counted by the org.
func TestAMissIsOneCall(t *testing.T) {
	w := simulated(t)
	for name, q := range map[string]caller.Query{
		"a number": byNumber(defaults(), "4155550100"), "an address": byEmail(defaults(), "ann@example.com"), "an id": byID(defaults(), someContact)} {
		w.search(q)
		before := len(w.org.Requests())
		w.search(q)
		if made := w.org.Requests()[before:]; len(made) != 1 {
			t.Errorf("%s takes %d calls: %+v", name, len(made), made)
		}
	}
}

func TestAPersonAccountIsFoundAsBoth(t *testing.T) {
	w := simulated(t, (*salesforcetest.Schema).PersonAccounts)
	account, contact, err := w.org.SeedPerson(map[string]any{"LastName": "Bell", "MobilePhone": "4155550100", "Email": "ann@example.com"})
	if err != nil {
		t.Fatal(err)
	}
	for name, q := range map[string]caller.Query{
		"number": byNumber(w.known(defaults()), "4155550100"), "address": byEmail(w.known(defaults()), "ann@example.com")} {
		found := w.search(q)
		if got := ids(found); !slices.Equal(got, []string{contact, account}) || found[1].PersonContact != contact {
			t.Errorf("by %s: found %+v", name, found)
		}
		if len(found[1].Phones)+len(found[1].Emails) != 1 {
			t.Errorf("by %s: what the account bears is not told: %+v", name, found[1])
		}
	}
	if found := w.search(byID(w.known(defaults()), account)); len(found) != 1 || found[0].PersonContact != contact {
		t.Errorf("by id: found %+v", found)
	}
}

func TestAMappedFieldIsTold(t *testing.T) {
	tier := func(s *salesforcetest.Schema) {
		if err := s.AddField("Contact", "Tier__c", "Text"); err != nil {
			t.Fatal(err)
		}
	}
	mapped := defaults()
	mapped.Fields = []caller.Field{{Object: "Contact", Name: "tier__c", Key: "tier"}}
	for name, tt := range map[string]struct {
		ready    func(*salesforcetest.Schema)
		known    bool
		want     map[string]string
		narrowed int
		calls    int
	}{
		"there, and not described":     {tier, false, map[string]string{"tier": "Gold"}, 0, 1},
		"there, and described":         {tier, true, map[string]string{"tier": "Gold"}, 0, 1},
		"not there, and not described": {func(*salesforcetest.Schema) {}, false, nil, 1, 2},
		"not there, as described":      {func(*salesforcetest.Schema) {}, true, nil, 0, 1},
	} {
		w := simulated(t, tt.ready)
		ann := w.seed("Contact", map[string]any{"LastName": "Bell", "Phone": "4155550100"})
		_ = w.org.Overwrite(ann, map[string]any{"Tier__c": "Gold"}) // where there is such a field
		in := mapped
		if tt.known {
			in = w.known(mapped, "Tier__c")
		}
		w.search(byID(defaults(), ann)) // logs in
		before := len(w.org.Requests())
		found := w.search(byNumber(in, "4155550100"))
		if len(found) != 1 || !reflect.DeepEqual(found[0].Fields, tt.want) || w.narrowed != tt.narrowed || len(w.org.Requests())-before != tt.calls {
			t.Errorf("%s: found %+v in %d calls, narrowed %d times", name, found, len(w.org.Requests())-before, w.narrowed)
		}
	}
}

func TestAnOrgWithoutLeadsIsSearchedOnceDescribed(t *testing.T) {
	w := simulated(t, func(s *salesforcetest.Schema) { s.Hide("Lead"); s.Hide("Contact.HomePhone") })
	ann := w.seed("Contact", map[string]any{"LastName": "Bell", "Phone": "4155550100"})
	if _, err := w.dir.Search(t.Context(), byNumber(defaults(), "4155550100")); fault.KindOf(err) != fault.Unauthorized {
		t.Errorf("before: %v", err)
	}
	if got := ids(w.search(byNumber(w.known(defaults()), "4155550100"))); !slices.Equal(got, []string{ann}) {
		t.Errorf("found %v", got)
	}
}

// TestWhateverIsAskedIsTaken by a grammar that was written apart from ours, and
// finds nobody else.
func TestWhateverIsAskedIsTaken(t *testing.T) {
	w := simulated(t)
	w.seed("Contact", map[string]any{"LastName": "Bell", "Phone": "4155550100", "Email": "ann@example.com"})
	for _, s := range []string{
		`' OR Name LIKE '%`, `12} RETURNING User(Id)`, `12" OR "34`, `12\`, `12\"`, `12\\" AND NOT {`, "12\n}", "１２＂}", "1️⃣2️⃣3️⃣", "AND", "12 OR 4155550100",
		"NOT 12", "12*?~^&|!:'[]", "\xff12}", "\x00\x01\x1b12", strings.Repeat("12", 1900), `a"} IN ALL FIELDS@example.com`, "a' OR '1'='1@example.com",
	} {
		for _, q := range []caller.Query{byNumber(defaults(), s), byEmail(defaults(), s)} {
			if found, err := w.dir.Search(t.Context(), q); err != nil && fault.KindOf(err) != fault.Invalid || len(found.Records) > 0 {
				t.Errorf("%.40q: %v, %v", s, found, err)
			}
		}
	}
	if found, err := w.dir.Search(t.Context(), byNumber(defaults(), strings.Repeat("1", 10_000))); fault.KindOf(err) != fault.Invalid {
		t.Errorf("10 kB: %v, %v", found, err)
	}
}

func TestAnOrgIsScannedPageByPage(t *testing.T) {
	w := simulated(t, (*salesforcetest.Schema).PersonAccounts)
	var want []string
	for n := range 7 {
		phone := []string{"Phone", "MobilePhone", "HomePhone", "Fax"}[n%4]
		id := w.seed("Contact", map[string]any{"LastName": strconv.Itoa(n), phone: fmt.Sprintf("415555010%d", n)})
		if phone != "Fax" {
			want = append(want, id)
		}
	}
	w.seed("Lead", map[string]any{"LastName": "Dean", "Company": "x", "Phone": "4155550107", "IsConverted": true})
	lead := w.seed("Lead", map[string]any{"LastName": "Dean", "Company": "x", "MobilePhone": "4155550108"})
	account, contact, err := w.org.SeedPerson(map[string]any{"LastName": "Bell", "OtherPhone": "4155550109"})
	if err != nil {
		t.Fatal(err)
	}
	in := w.known(defaults())
	for object, want := range map[string][]string{"Contact": append(want, contact), "Lead": {lead}, "Account": {account}} {
		if n, err := w.dir.Count(t.Context(), object, in); err != nil || n != len(want) {
			t.Errorf("%d of %s are counted, want %d: %v", n, object, len(want), err)
		}
		var got []string
		for after := ""; ; after = got[len(got)-1] {
			before := len(w.org.Requests())
			page, err := w.dir.Scan(t.Context(), object, after, in, 2)
			if err != nil || len(page) > 2 || len(got) > len(want) || len(w.org.Requests()) != before+1 {
				t.Fatalf("%s after %q: %d records in %d calls, %v", object, after, len(page), len(w.org.Requests())-before, err)
			}
			if len(page) == 0 {
				break
			}
			for _, r := range page {
				if len(r.Phones) != 1 {
					t.Errorf("%+v is of no use", r)
				}
			}
			got = append(got, ids(page)...)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: scanned %v, want %v", object, got, want)
		}
	}
}
