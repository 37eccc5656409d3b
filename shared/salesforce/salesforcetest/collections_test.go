package salesforcetest_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

const plain = data + "/composite/sobjects"

// collect sends a collections call and returns for each record "ok" or the error.
func (w *world) collect(method, path, body string) []string {
	w.Helper()
	a := w.call(method, path, body)
	if a.status != http.StatusOK {
		w.Fatalf("%s %s answers %d %s", method, path, a.status, a.text)
	}
	var outcomes []string
	for _, r := range a.list(w.TB) {
		if r["success"] == true {
			outcomes = append(outcomes, "ok")
			continue
		}
		outcomes = append(outcomes, outcome(r))
	}
	return outcomes
}

func sobject(kind, fields string) string {
	return `{"attributes":{"type":"` + kind + `"},` + fields + `}`
}

func body(allOrNone bool, records ...string) string {
	return fmt.Sprintf(`{"allOrNone":%t,"records":[%s]}`, allOrNone, strings.Join(records, ","))
}

func TestCollectionsCreate(t *testing.T) {
	const undone = "ALL_OR_NONE_OPERATION_ROLLED_BACK []"
	ada, engines, nameless := sobject("Contact", `"LastName":"Ada"`), sobject("Account", `"Name":"Engines"`), sobject("Contact", `"FirstName":"B"`)
	for name, tt := range map[string]struct {
		allOrNone bool
		records   []string
		want      []string
		kept      int
	}{
		"of several types":             {false, []string{ada, engines, ada}, []string{"ok", "ok", "ok"}, 3},
		"a refused one is alone in it": {false, []string{ada, nameless}, []string{"ok", "REQUIRED_FIELD_MISSING [LastName]"}, 1},
		"all or none keeps nothing":    {true, []string{ada, nameless, engines}, []string{undone, "REQUIRED_FIELD_MISSING [LastName]", undone}, 0},
		"all or none keeps everything": {true, []string{ada, engines}, []string{"ok", "ok"}, 2},
		"an id is not for a creator to say": {false, []string{sobject("Contact", `"LastName":"A","Id":"003000000000001AAA"`)},
			[]string{"INVALID_FIELD_FOR_INSERT_UPDATE [Id]"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			if got := w.collect("POST", plain, body(tt.allOrNone, tt.records...)); !slices.Equal(got, tt.want) {
				t.Errorf("answers %q", got)
			}
			if n := len(w.org.All("Contact")) + len(w.org.All("Account")); n != tt.kept {
				t.Errorf("keeps %d records", n)
			}
		})
	}
}

func TestCollectionsUpdate(t *testing.T) {
	w := newWorld(t)
	ada, bob := w.seed("Contact", map[string]any{"LastName": "Ada"}), w.seed("Contact", map[string]any{"LastName": "Bob"})
	gone := w.seed("Contact", map[string]any{"LastName": "Cyd"})
	w.call("DELETE", data+"/sobjects/Contact/"+gone, "")
	records := []string{
		sobject("Contact", `"id":"`+ada[:15]+`","Phone":"1"`), sobject("Contact", `"Phone":"1"`), sobject("Contact", `"Id":"`+gone+`"`),
		sobject("Contact", `"Id":"003000000000009AAA"`), sobject("Contact", `"Id":"001000000000001AAA"`), sobject("Contact", `"Id":"nonsense"`),
		sobject("Contact", `"Id":"`+bob+`","LastName":null`),
	}
	want := []string{"ok", "MISSING_ARGUMENT []", "ENTITY_IS_DELETED []", "INVALID_CROSS_REFERENCE_KEY []", "MALFORMED_ID [Id]", "MALFORMED_ID [Id]",
		"REQUIRED_FIELD_MISSING [LastName]"}
	if got := w.collect("PATCH", plain+"/", body(false, records...)); !slices.Equal(got, want) {
		t.Errorf("answers %q", got)
	}
	if r := w.org.Find("Contact", "Id", ada)[0]; r["Phone"] != "1" {
		t.Errorf("holds %v", r)
	}
	a := w.call("PATCH", plain, body(true, sobject("Contact", `"Id":"`+ada+`","Phone":"2"`), sobject("Contact", `"Phone":"2"`)))
	if first := a.list(t)[0]; first["id"] != ada || first["success"] != false || w.org.Find("Contact", "Id", ada)[0]["Phone"] != "1" {
		t.Errorf("rolled back, it answers %s", a.text)
	}
	a = w.call("PATCH", plain, body(false, sobject("Contact", `"Id":"`+ada+`"`), sobject("Contact", `"Id":"`+ada+`"`)))
	if a.status != http.StatusBadRequest {
		t.Errorf("the same record twice answers %d %s", a.status, a.text)
	}
}

func TestCollectionsDelete(t *testing.T) {
	w := newWorld(t)
	account := w.seed("Account", map[string]any{"Name": "Engines"})
	ada := w.seed("Contact", map[string]any{"LastName": "Ada", "AccountId": account})
	bob := w.seed("Contact", map[string]any{"LastName": "Bob"})
	w.seed(interaction, map[string]any{"Connect_Contact_Id__c": "c1", "Customer_Contact__c": ada})
	before := fmt.Sprint(w.org.All("Contact"), w.org.All("Account"), w.org.All(interaction))

	ids := "?ids=" + account + "," + bob + ",nonsense&allOrNone="
	a := w.call("DELETE", plain+ids+"true", "")
	if a.list(t)[0]["id"] != account || outcome(a.list(t)[1]) != "ALL_OR_NONE_OPERATION_ROLLED_BACK []" || outcome(a.list(t)[2]) != "MALFORMED_ID []" {
		t.Errorf("all or none answers %s", a.text)
	}
	if after := fmt.Sprint(w.org.All("Contact"), w.org.All("Account"), w.org.All(interaction)); after != before {
		t.Errorf("was %s\nand is %s", before, after)
	}
	got := w.collect("DELETE", plain+ids+"false", "")
	if want := []string{"ok", "ok", "MALFORMED_ID []"}; !slices.Equal(got, want) || len(w.org.All("Contact")) != 0 {
		t.Errorf("answers %q, and %d contacts stand", got, len(w.org.All("Contact")))
	}
	got = w.collect("DELETE", plain+"/?ids="+bob+",003000000000009AAA", "")
	if want := []string{"ENTITY_IS_DELETED []", "INVALID_CROSS_REFERENCE_KEY []"}; !slices.Equal(got, want) {
		t.Errorf("what is not there answers %q", got)
	}
}

func TestCollectionsRetrieve(t *testing.T) {
	w := newWorld(t)
	ada, bob := w.seed("Contact", map[string]any{"LastName": "Ada"}), w.seed("Contact", map[string]any{"LastName": "Bob"})
	ids := []string{bob, "003000000000009AAA", "nonsense", ada[:15]}
	for name, a := range map[string]reply{
		"by parameters": w.call("GET", plain+"/Contact?ids="+strings.Join(ids, ",")+"&fields=name,Account.Name", ""),
		"by a body":     w.call("POST", plain+"/Contact", `{"ids":["`+strings.Join(ids, `","`)+`"],"fields":["name","Account.Name"]}`),
	} {
		l := a.list(t)
		if len(l) != 4 || l[0]["Name"] != "Bob" || l[1] != nil || l[2] != nil || l[3]["Id"] != ada || len(l[3]) != 4 {
			t.Errorf("%s: %d %s", name, a.status, a.text)
		}
	}
}

func TestCollectionsThatAreRefused(t *testing.T) {
	w := newWorld(t)
	account, contact := sobject("Account", `"Name":"A"`), sobject("Contact", `"LastName":"A"`)
	var mixed, many []string
	for range 6 {
		mixed = append(mixed, account, contact)
	}
	for range 201 {
		many = append(many, account)
	}
	ids := strings.Repeat("001000000000001AAA,", 201)
	for name, tt := range map[string]struct{ method, path, body, code string }{
		"more than ten runs of a type":     {"POST", plain, body(false, mixed...), "LIMIT_EXCEEDED"},
		"more than 200 to create":          {"POST", plain, body(false, many...), "EXCEEDED_ID_LIMIT"},
		"more than 200 to delete":          {"DELETE", plain + "?ids=" + ids, "", "EXCEEDED_ID_LIMIT"},
		"more than 2000 to retrieve":       {"POST", plain + "/Account", `{"fields":["Id"],"ids":["` + strings.Repeat(`a","`, 2000) + `"]}`, "EXCEEDED_ID_LIMIT"},
		"no type":                          {"POST", plain, `{"records":[{"Name":"A"}]}`, "INVALID_TYPE"},
		"an unknown type":                  {"PATCH", plain, body(false, sobject("Nothing__c", `"a":1`)), "INVALID_TYPE"},
		"an unknown field":                 {"POST", plain, body(false, sobject("Account", `"Nothing__c":1`)), "INVALID_FIELD"},
		"no ids to delete":                 {"DELETE", plain, "", "MISSING_ARGUMENT"},
		"neither all nor none":             {"DELETE", plain + "?ids=a&allOrNone=maybe", "", "JSON_PARSER_ERROR"},
		"no ids to retrieve":               {"GET", plain + "/Account?fields=Id", "", "MISSING_ARGUMENT"},
		"no fields to retrieve":            {"GET", plain + "/Account?ids=001000000000001AAA", "", "MISSING_ARGUMENT"},
		"an unknown field to retrieve":     {"GET", plain + "/Account?ids=001000000000001AAA&fields=Nothing__c", "", "INVALID_FIELD"},
		"an unknown object to retrieve of": {"GET", plain + "/Nothing__c?ids=a&fields=Id", "", "NOT_FOUND"},
	} {
		a := w.call(tt.method, tt.path, tt.body)
		if a.status < 400 || a.list(t)[0]["errorCode"] != tt.code {
			t.Errorf("%s answers %d %s", name, a.status, a.text)
		}
	}
	if n := len(w.org.All("Account")); n != 0 {
		t.Errorf("%d records of refused calls were kept", n)
	}
}
