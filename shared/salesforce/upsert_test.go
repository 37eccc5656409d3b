package salesforce_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tieline/shared/contact"
	"tieline/shared/fault"
	"tieline/shared/salesforce"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// org is a Client of an org that gives these answers, one after the other, and
// keeps what it was sent.
func org(t *testing.T, answers ...answer) (*salesforce.Client, *[]string) {
	var sent []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		sent = append(sent, r.Method+" "+r.URL.RequestURI()+"\n"+string(body))
		if len(sent) > len(answers) {
			t.Errorf("call %d was not expected", len(sent))
			return
		}
		w.WriteHeader(answers[len(sent)-1].status)
		_, _ = io.WriteString(w, answers[len(sent)-1].body)
	}))
	t.Cleanup(server.Close)
	return salesforce.New(parse(t, server.URL), "tieline", server.Client()), &sent
}

type answer struct {
	status int
	body   string
}

func parse(t *testing.T, raw string) *url.URL {
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// results answers 200 with one result per record.
func results(each ...string) answer { return answer{200, "[" + strings.Join(each, ",") + "]"} }

const taken = `{"id":"a00000000000001AAA","success":true,"errors":[],"created":true}`

func refused(code string, fields ...string) string {
	quoted, _ := json.Marshal(fields)
	return fmt.Sprintf(`{"success":false,"errors":[{"statusCode":%q,"message":"+14155550100","fields":%s}]}`, code, quoted)
}

var at = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// begun is a contact that has just begun to talk; linked is one of a chain.
var (
	begun = contact.Item{Version: 7, State: contact.State{ID: "c1", Events: contact.Draft{
		Initiated: at, Method: contact.Stamp(at, "INBOUND"), Connected: contact.Stamp(at.Add(time.Minute), "agent")}}}
	linked = contact.Item{Version: 8, State: contact.State{ID: "c2", Events: contact.Draft{
		Initiated: at, Method: contact.Stamp(at, "TRANSFER"), Initial: contact.Stamp(at, "c1")}}}
)

func TestAnAnswerMeans(t *testing.T) {
	for name, tt := range map[string]struct {
		answer answer
		want   fault.Kind
	}{
		"taken":                              {results(taken), ""},
		"the fence means superseded":         {results(refused("FIELD_CUSTOM_VALIDATION_EXCEPTION", "Sync_Version__c")), fault.Superseded},
		"an admin's own rule rejects":        {results(refused("FIELD_CUSTOM_VALIDATION_EXCEPTION", "Queue_Name__c")), fault.Invalid},
		"another fault at the fence's field": {results(refused("SOMETHING_NEW", "Sync_Version__c")), fault.Unknown},
		"a locked row is free soon":          {results(refused("UNABLE_TO_LOCK_ROW", "Id")), fault.Conflict},
		"no access rejects no record":        {results(refused("INSUFFICIENT_ACCESS_OR_READONLY")), fault.Unauthorized},
		"a missing field rejects no record":  {results(refused("INVALID_FIELD")), fault.Unauthorized},
		"what is not listed is looked at":    {results(refused("SOMETHING_NEW", "Id")), fault.Unknown},
		"refused without a word":             {results(`{"success":false,"errors":[]}`), fault.Unknown},
		"fewer answers than records":         {results(), fault.Unknown},
		"the object is missing":              {answer{404, `[{"errorCode":"NOT_FOUND","message":"x"}]`}, fault.Unauthorized},
		"the day's calls are used up":        {answer{403, `[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"x"}]`}, fault.Throttled},
		"a call with nothing else in it":     {answer{400, `[{"errorCode":"STRING_TOO_LONG","message":"x"}]`}, fault.Invalid},
		"a code wins over its status":        {answer{500, `[{"errorCode":"UNABLE_TO_LOCK_ROW","message":"x"}]`}, fault.Conflict},
		"an unlisted code of a bad request":  {answer{400, `[{"errorCode":"SOMETHING_NEW","message":"x"}]`}, fault.Unknown},
		"a gateway speaks HTML":              {answer{503, `<html>`}, fault.Unavailable},
		"a gateway says all is well":         {answer{200, `<html>`}, fault.Unavailable},
		"too many at once":                   {answer{429, ``}, fault.Throttled},
		"a session that nobody renews":       {answer{401, `[{"errorCode":"INVALID_SESSION_ID","message":"x"}]`}, fault.Unauthorized},
	} {
		t.Run(name, func(t *testing.T) {
			crm, _ := org(t, tt.answer)
			answers := offer(t.Context(), crm, begun)
			if len(answers) != 1 || fault.KindOf(answers[0]) != tt.want {
				t.Errorf("answers %v, want kind %q", answers, tt.want)
			}
		})
	}
}

func TestEachRecordHasItsOwnAnswer(t *testing.T) {
	crm, _ := org(t, results(taken, refused("STRING_TOO_LONG", "Queue_Name__c")))
	answers := offer(t.Context(), crm, begun, linked)
	if answers[0] != nil || fault.KindOf(answers[1]) != fault.Invalid {
		t.Errorf("answers %v", answers)
	}
}

func TestALinkThatIsRefusedIsLeftOut(t *testing.T) {
	for name, tt := range map[string]struct {
		second answer
		want   fault.Kind
	}{
		"the parent is not there yet":   {results(taken), fault.Incomplete},
		"the org lacks a field of ours": {results(refused("INVALID_FIELD")), fault.Unauthorized},
		"someone newer came between":    {results(refused("FIELD_CUSTOM_VALIDATION_EXCEPTION", "Sync_Version__c")), fault.Superseded},
		"the second call fails":         {answer{503, ""}, fault.Unavailable},
	} {
		t.Run(name, func(t *testing.T) {
			crm, sent := org(t, results(taken, refused("INVALID_FIELD")), tt.second)
			answers := offer(t.Context(), crm, begun, linked)
			if answers[0] != nil || fault.KindOf(answers[1]) != tt.want {
				t.Errorf("answers %v, want kind %q of the second", answers, tt.want)
			}
			if first, second := (*sent)[0], (*sent)[1]; !strings.Contains(first, "Parent_Interaction__r") ||
				strings.Contains(second, "Parent_Interaction__r") || strings.Contains(second, `"c1","Sync_Version__c"`) {
				t.Errorf("sent first %s\nthen %s", first, second)
			}
		})
	}
}

func TestErrorsQuoteNothing(t *testing.T) {
	for _, a := range []answer{
		results(refused("STRING_TOO_LONG", "+14155550100")), results(refused("+14155550100")),
		{400, `[{"errorCode":"+14155550100","message":"+14155550100"}]`}, {200, `"+14155550100"`}, {200, `[+14155550100`},
	} {
		crm, _ := org(t, a, a)
		found := search(t.Context(), crm)
		upserted := errors.Join(offer(t.Context(), crm, begun)...)
		if found == nil || upserted == nil || strings.Contains(errors.Join(found, upserted).Error(), "4155550100") {
			t.Errorf("%s: errors %v; %v", a.body, found, upserted)
		}
	}
	down := httptest.NewServer(nil)
	down.Close()
	crm := salesforce.New(parse(t, down.URL), "tieline", http.DefaultClient)
	err := search(t.Context(), crm)
	if fault.KindOf(err) != fault.Unavailable || strings.Contains(err.Error(), "4155550100") {
		t.Errorf("out of reach: error %v", err)
	}
}

func TestNothingIsNotSent(t *testing.T) {
	crm, _ := org(t)
	if answers := offer(t.Context(), crm); len(answers) != 0 {
		t.Errorf("answers %v", answers)
	}
}

func TestATimeThatSalesforceDoesNotTakeIsLeftOut(t *testing.T) {
	for year, want := range map[int]bool{1: false, 1700: false, 1701: true, 2026: true, 3999: true, 4000: false, 9999: false} {
		odd := begun
		odd.Events.Initiated = time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC)
		crm, sent := org(t, results(taken))
		offer(t.Context(), crm, odd)
		if got := strings.Contains((*sent)[0], "Initiated_At__c"); got != want {
			t.Errorf("the year %d is sent: %t, want %t", year, got, want)
		}
		crm, sent = org(t, results(taken))
		crm.Upsert(t.Context(), []contact.Showing{{Item: odd, Local: odd.Events.Initiated}})
		if got := strings.Contains((*sent)[0], "Local_Date__c"); got != want {
			t.Errorf("a day of the year %d is sent: %t, want %t", year, got, want)
		}
	}
}

func TestWhatIsSent(t *testing.T) {
	shown := map[string]contact.Showing{"answered": handled(), "named": named(), "overdue": overdue()}
	for name, item := range map[string]contact.Item{
		"draft": begun, "left": left(), "transfer": linked, "abandoned": abandoned(), "pop-alone": popAlone(), "long": long(),
	} {
		shown[name] = contact.Showing{Item: item}
	}
	for name, s := range shown {
		t.Run(name, func(t *testing.T) {
			crm, sent := org(t, results(taken))
			if a := crm.Upsert(t.Context(), []contact.Showing{s})[0]; a != (contact.Answer{}) {
				t.Fatal(a)
			}
			line, body, _ := strings.Cut((*sent)[0], "\n")
			if want := "PATCH /services/data/v67.0/composite/sobjects/Tieline_Interaction__c/Connect_Contact_Id__c"; line != want {
				t.Errorf("called %s, want %s", line, want)
			}
			var got bytes.Buffer
			if err := json.Indent(&got, []byte(body), "", "  "); err != nil {
				t.Fatal(err)
			}
			golden(t, name, append(got.Bytes(), '\n'))
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	file := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what is sent, which is\n%s", file, got)
	}
}
