package salesforcetest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// sub is a subrequest of a composite call.
type sub struct {
	Method      string         `json:"method"`
	URL         string         `json:"url"`
	ReferenceID string         `json:"referenceId"`
	Body        map[string]any `json:"body,omitempty"`
}

// composed is an answer to one.
type composed struct {
	Body           any
	HTTPHeaders    map[string]string
	HTTPStatusCode int
	ReferenceID    string
}

func (c composed) code() string {
	if errs, ok := c.Body.([]any); ok && len(errs) > 0 {
		code, _ := errs[0].(map[string]any)["errorCode"].(string)
		return code
	}
	return ""
}

func (w *world) compose(allOrNone bool, subs ...sub) []composed {
	w.Helper()
	text, err := json.Marshal(map[string]any{"allOrNone": allOrNone, "collateSubrequests": false, "compositeRequest": subs})
	if err != nil {
		w.Fatal(err)
	}
	a := w.call("POST", data+"/composite", string(text))
	var answer struct{ CompositeResponse []composed }
	if err := json.Unmarshal([]byte(a.text), &answer); err != nil || a.status != http.StatusOK || len(answer.CompositeResponse) != len(subs) {
		w.Fatalf("%v: answers %d %s", err, a.status, a.text)
	}
	return answer.CompositeResponse
}

var account = sub{"POST", data + "/sobjects/Account/", "refAccount", map[string]any{"Name": "Sample Account"}}

func TestCompositePartsSpeakOfEachOther(t *testing.T) {
	w := newWorld(t)
	query := data + "/query?q=" + url.QueryEscape("SELECT Id, Account.Name FROM Contact WHERE AccountId = '") + "@{refAccount.id}'"
	got := w.compose(true, account,
		sub{"POST", data + "/sobjects/Contact", "refContact", map[string]any{"LastName": "Of @{refAccount.id}!", "AccountId": "@{refAccount.id}"}},
		sub{"GET", query, "found", nil},
		sub{"GET", data + "/sobjects/Contact/@{found.records[0].Id}?fields=LastName,FirstName", "again", nil},
		sub{"PATCH", data + "/sobjects/Account/@{refAccount.id}", "renamed",
			map[string]any{"Name": "@{found.records[0].Account.Name} of @{again.LastName}", "Phone": "@{again.FirstName}"}},
		sub{"DELETE", data + "/sobjects/Contact/@{found.records[0].Id}", "deleted", nil},
	)
	for n, status := range []int{201, 201, 200, 200, 204, 204} {
		if got[n].HTTPStatusCode != status {
			t.Errorf("%s answers %d %v", got[n].ReferenceID, got[n].HTTPStatusCode, got[n].Body)
		}
	}
	id := got[0].Body.(map[string]any)["id"].(string)
	if got[0].HTTPHeaders["Location"] != data+"/sobjects/Account/"+id || got[0].ReferenceID != "refAccount" || got[4].Body != nil {
		t.Errorf("answers %+v", got)
	}
	if r := w.org.Find("Account", "Id", id)[0]; r["Name"] != "Sample Account of Of "+id+"!" || r["Phone"] != nil {
		t.Errorf("holds %v", r)
	}
	if a := w.call("GET", data+"/limits", ""); a.header.Get("Sforce-Limit-Info") != "api-usage=2/100000" {
		t.Errorf("counts as %s", a.header.Get("Sforce-Limit-Info"))
	}
}

func TestCompositeFailures(t *testing.T) {
	bad := sub{"POST", data + "/sobjects/Contact", "bad", map[string]any{"FirstName": "Ada"}}
	dependent := sub{"POST", data + "/sobjects/Contact", "dependent", map[string]any{"LastName": "@{bad.id}"}}
	lost := sub{"GET", data + "/nothing", "lost", nil}
	half := sub{"POST", plain, "half", map[string]any{"records": []any{
		map[string]any{"attributes": map[string]any{"type": "Account"}, "Name": "A"}, map[string]any{"attributes": map[string]any{"type": "Account"}}}}}
	for name, tt := range map[string]struct {
		allOrNone bool
		subs      []sub
		want      string
		accounts  int
	}{
		"others go on":                    {false, []sub{bad, account}, "400 REQUIRED_FIELD_MISSING, 201 ", 1},
		"who depends on it is not done":   {false, []sub{bad, dependent}, "400 REQUIRED_FIELD_MISSING, 400 PROCESSING_HALTED", 0},
		"all or none undoes those before": {true, []sub{account, bad}, "400 PROCESSING_HALTED, 400 REQUIRED_FIELD_MISSING", 0},
		"and does not those behind":       {true, []sub{bad, account}, "400 REQUIRED_FIELD_MISSING, 400 PROCESSING_HALTED", 0},
		"a path may lead nowhere":         {false, []sub{lost, account}, "404 NOT_FOUND, 201 ", 1},
		"names in references keep their case": {false, []sub{account, {"GET", data + "/sobjects/Account/@{refAccount.Id}", "x", nil}},
			"201 , 400 PROCESSING_HALTED", 1},
		"a reference may be to nothing": {false, []sub{{"GET", data + "/sobjects/@{later.id}", "x", nil}}, "400 PROCESSING_HALTED", 0},
		"or to no element":              {false, []sub{half, {"GET", data + "/sobjects/Account/@{half[2].id}", "x", nil}}, "200 , 400 PROCESSING_HALTED", 1},
		"or to a part of an answer":     {false, []sub{half, {"GET", data + "/sobjects/Account/@{half[0]}", "x", nil}}, "200 , 400 PROCESSING_HALTED", 1},
		"or be none":                    {false, []sub{half, {"GET", data + "/sobjects/Account/@{half-1}", "x", nil}}, "200 , 400 PROCESSING_HALTED", 1},
		"half a collection is kept":     {false, []sub{half}, "200 ", 1},
		"but not with all or none":      {true, []sub{half, account}, "200 , 400 PROCESSING_HALTED", 0},
		"other resources are not there": {false, []sub{{"GET", data + "/limits", "x", nil}}, "404 NOT_FOUND", 0},
		"and none of other hosts":       {false, []sub{{"GET", "https://example.com" + data + "/sobjects", "x", nil}}, "400 JSON_PARSER_ERROR", 0},
		"a call does not hold another":  {false, []sub{{"POST", data + "/composite", "x", map[string]any{}}}, "404 NOT_FOUND", 0},
		"what a path takes is checked":  {false, []sub{{"PUT", data + "/sobjects/Account", "x", nil}}, "405 METHOD_NOT_ALLOWED", 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			var got []string
			for _, c := range w.compose(tt.allOrNone, tt.subs...) {
				got = append(got, fmt.Sprintf("%d %s", c.HTTPStatusCode, c.code()))
			}
			if joined := strings.Join(got, ", "); joined != tt.want {
				t.Errorf("answers %q", joined)
			}
			if n := len(w.org.All("Account")); n != tt.accounts {
				t.Errorf("%d accounts stand", n)
			}
		})
	}
}

func TestCompositeCallsThatAreRefused(t *testing.T) {
	w := newWorld(t)
	one := func(more string) string {
		return `{"method":"GET","url":"` + data + `/sobjects","referenceId":` + more + `}`
	}
	query := func(n int) string {
		return fmt.Sprintf(`{"method":"GET","url":"%s/query?q=x","referenceId":"r%d"}`, data, n)
	}
	var many, queries []string
	for n := range 26 {
		many = append(many, one(fmt.Sprintf(`"r%d"`, n)))
	}
	for n := range 6 {
		queries = append(queries, query(n))
	}
	for name, tt := range map[string]struct{ parts, code string }{
		"no subrequests":         {``, "JSON_PARSER_ERROR"},
		"more than 25 of them":   {strings.Join(many, ","), "LIMIT_EXCEEDED"},
		"more than five queries": {strings.Join(queries, ","), "LIMIT_EXCEEDED"},
		"no reference id":        {one(`""`), "JSON_PARSER_ERROR"},
		"odd reference ids":      {one(`"refNewAccount[1]"`), "JSON_PARSER_ERROR"},
		"the same id twice":      {one(`"a"`) + "," + one(`"a"`), "JSON_PARSER_ERROR"},
		"headers":                {one(`"a","httpHeaders":{"If-Modified-Since":"x"}`), "FUNCTIONALITY_NOT_ENABLED"},
		"unknown members":        {one(`"a","graphId":"g"`), "JSON_PARSER_ERROR"},
	} {
		a := w.call("POST", data+"/composite", `{"compositeRequest":[`+tt.parts+`]}`)
		if a.status != http.StatusBadRequest || a.list(t)[0]["errorCode"] != tt.code {
			t.Errorf("%s: %d %s", name, a.status, a.text)
		}
	}
	if a := w.call("POST", data+"/composite", `{"compositeRequest":[`+strings.Join(many[:25], ",")+`]}`); a.status != http.StatusOK {
		t.Errorf("25 answer %d %s", a.status, a.text)
	}
}
