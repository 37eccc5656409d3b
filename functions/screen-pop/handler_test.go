package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tieline/events"
	"tieline/shared/caller"
	"tieline/shared/contact"
	"tieline/shared/dynamo"
	"tieline/shared/fault"
	"tieline/shared/tuning"
)

// searcher is a caller.Directory made of a function.
type searcher func(context.Context) ([]caller.Record, error)

func (d searcher) Search(ctx context.Context, _ caller.Query) ([]caller.Record, error) {
	return d(ctx)
}

// nothing is an index that is always empty, and a guard that lets all through.
type nothing struct{}

func (nothing) Read(context.Context, string) (caller.Entry, error) { return caller.Entry{}, nil }
func (nothing) Fill(context.Context, caller.Entry) error           { return nil }
func (nothing) Enter(context.Context) (func(context.Context, error) error, bool) {
	return func(context.Context, error) error { return nil }, true
}

// pops keeps what it is told, or fails.
type pops struct {
	id   string
	pop  contact.Pop
	left time.Duration
	err  error
}

func (p *pops) Pop(ctx context.Context, id string, found contact.Pop) error {
	deadline, _ := ctx.Deadline()
	p.id, p.pop, p.left = id, found, time.Until(deadline)
	return p.err
}

var (
	bob  = caller.Record{Object: "Contact", ID: "003B", Name: "Bob Bell", Phones: typed("+1 415 555 0100")}
	ann  = caller.Record{Object: "Contact", ID: "003A", Name: "Ann Bell", AccountID: "001A", AccountName: "Acme", Phones: typed("(415) 555-0100")}
	lead = caller.Record{Object: "Lead", ID: "00QB", Name: "Cy Dean", AccountName: "Cy & Co", Phones: typed("+14155550100")}
	acme = caller.Record{Object: "Account", ID: "001A", Name: "Acme", AccountID: "001A", AccountName: "Acme", Phones: typed("4155550100")}
)

func typed(phone string) []caller.Phone { return []caller.Phone{{Field: "Phone", Value: phone}} }

func finds(records ...caller.Record) searcher {
	return func(context.Context) ([]caller.Record, error) { return records, nil }
}

func fails(err error) searcher {
	return func(context.Context) ([]caller.Record, error) { return nil, err }
}

// request is a flow's request with these parts in ContactData.
func request(parts ...string) string {
	return `{"Name":"ContactFlowEvent","Details":{"ContactData":{` + strings.Join(parts, ",") + `},"Parameters":{"n":10,"b":true,"o":{"a":[1]}}}}`
}

const (
	c1   = `"ContactId":"c1"`
	from = `"CustomerEndpoint":{"Address":"+14155550100","Type":"TELEPHONE_NUMBER"}`
	to   = `"SystemEndpoint":{"Address":"+14155550199","Type":"TELEPHONE_NUMBER"}`
)

func newHandler(t *testing.T, d caller.Directory, p *pops, tuned tuning.Snapshot) handler {
	t.Helper()
	org, err := url.Parse("https://example.my.salesforce.com")
	if err != nil {
		t.Fatal(err)
	}
	found := func(tuning.Snapshot) finder { return caller.NewFinder(d, nothing{}, nothing{}, time.Now) }
	return handler{found, p, func(context.Context) dynamo.Conditions { return dynamo.Conditions{Tuned: tuned} }, org, time.Now}
}

// ask invokes the handler and returns the line that it logs, too.
func ask(t *testing.T, d searcher, p *pops, body string) (events.FlowAnswer, string) {
	t.Helper()
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, nil)))
	defer slog.SetDefault(before)
	answer, err := newHandler(t, d, p, nil).handle(t.Context(), json.RawMessage(body))
	if err != nil {
		t.Errorf("%s: error %v", body, err)
	}
	if strings.Count(log.String(), "\n") != 1 {
		t.Errorf("%s: logged %q, want one line", body, log.String())
	}
	return answer, log.String()
}

func TestWhateverComesIsAnswered(t *testing.T) {
	hit := finds(ann)
	for name, tt := range map[string]struct {
		searcher searcher
		body     string
		status   events.MatchStatus
		reason   string
	}{
		"a known caller":            {hit, request(c1, from, to), "HIT", ""},
		"an unknown caller":         {finds(), request(c1, from), "NONE", ""},
		"two who share a phone":     {finds(ann, bob), request(c1, from), "MULTI", ""},
		"a call that we placed":     {hit, request(c1, from, to, `"InitiationMethod":"OUTBOUND"`), "HIT", ""},
		"an address as a number":    {hit, request(c1, `"CustomerEndpoint":{"Address":14155550100}`), "HIT", ""},
		"odd attributes":            {hit, request(c1, from, `"Attributes":{"n":1,"o":{}},"Queue":null,"New":[]`), "HIT", ""},
		"no contact id":             {hit, request(from), "HIT", ""},
		"withheld":                  {hit, request(c1, `"CustomerEndpoint":{"Address":"anonymous"}`), "ANON", "withheld"},
		"no endpoint":               {hit, request(c1), "ANON", "no endpoint"},
		"a null endpoint":           {hit, request(c1, `"CustomerEndpoint":null`), "ANON", "no endpoint"},
		"an endpoint that is text":  {hit, request(c1, `"CustomerEndpoint":"+14155550100"`), "ANON", "no endpoint"},
		"an address that is null":   {hit, request(c1, `"CustomerEndpoint":{"Address":null}`), "ANON", "no endpoint"},
		"an address of a chat":      {hit, request(c1, `"CustomerEndpoint":{"Address":"ann@example.com"}`), "ANON", "unusable number"},
		"no contact data":           {hit, `{"Details":{"Parameters":{}}}`, "DEGRADED", "invalid request"},
		"no details":                {hit, `{"Details":7}`, "DEGRADED", "invalid request"},
		"nothing":                   {hit, ``, "DEGRADED", "invalid request"},
		"null":                      {hit, `null`, "DEGRADED", "invalid request"},
		"an array":                  {hit, `[1]`, "DEGRADED", "invalid request"},
		"half of it":                {hit, request(c1, from)[:60], "DEGRADED", "invalid request"},
		"Salesforce is at a limit":  {fails(fault.Errorf(fault.Throttled, "x")), request(c1, from), "DEGRADED", "throttled"},
		"Salesforce is down":        {fails(fault.Errorf(fault.Unavailable, "x")), request(c1, from), "DEGRADED", "unavailable"},
		"a fault nobody classified": {fails(errors.New("x")), request(c1, from), "DEGRADED", "unknown"},
		"a searcher that panics":    {func(context.Context) ([]caller.Record, error) { panic("+14155550100") }, request(c1, from), "DEGRADED", "internal error"},
	} {
		t.Run(name, func(t *testing.T) {
			var p pops
			got, line := ask(t, tt.searcher, &p, tt.body)
			if got.MatchStatus != tt.status || got.Reason != tt.reason {
				t.Errorf("answered %s %q, want %s %q", got.MatchStatus, got.Reason, tt.status, tt.reason)
			}
			if strings.Contains(tt.body, c1) && json.Valid([]byte(tt.body)) && (p.id != "c1" || p.pop.Status != string(tt.status)) {
				t.Errorf("kept %q: %+v", p.id, p.pop)
			}
			checkFlat(t, got)
			for _, secret := range []string{"415555", "Ann", "Acme", "example.com"} {
				if strings.Contains(line, secret) {
					t.Errorf("logged %s: %s", secret, line)
				}
			}
		})
	}
}

// checkFlat holds an answer to what Connect takes: strings under plain keys,
// every one of them, below 32 KB.
func checkFlat(t *testing.T, a events.FlowAnswer) {
	t.Helper()
	body, err := json.Marshal(a)
	if err != nil || len(body) >= 32<<10 {
		t.Fatalf("%d bytes, %v", len(body), err)
	}
	flat := map[string]string{}
	if err := json.Unmarshal(body, &flat); err != nil || len(flat) != 13 {
		t.Errorf("%v in %d keys of %s", err, len(flat), body)
	}
}

func TestTheAnswerIsWhatIsKept(t *testing.T) {
	const page = "https://example.my.salesforce.com/lightning/r/"
	for name, tt := range map[string]struct {
		found  []caller.Record
		answer events.FlowAnswer
		kept   contact.Pop
	}{
		"a contact": {[]caller.Record{ann},
			events.FlowAnswer{MatchStatus: "HIT", MatchCount: 1, RecordID: "003A", RecordType: "Contact", RecordName: "Ann Bell",
				AccountID: "001A", AccountName: "Acme", PopURL: page + "Contact/003A/view"},
			contact.Pop{Status: "HIT", Contact: "003A", Account: "001A"}},
		"a lead": {[]caller.Record{lead},
			events.FlowAnswer{MatchStatus: "HIT", MatchCount: 1, RecordID: "00QB", RecordType: "Lead", RecordName: "Cy Dean",
				AccountName: "Cy & Co", PopURL: page + "Lead/00QB/view"},
			contact.Pop{Status: "HIT", Lead: "00QB"}},
		"an account": {[]caller.Record{acme},
			events.FlowAnswer{MatchStatus: "HIT", MatchCount: 1, RecordID: "001A", RecordType: "Account", RecordName: "Acme",
				AccountID: "001A", AccountName: "Acme", PopURL: page + "Account/001A/view"},
			contact.Pop{Status: "HIT", Account: "001A"}},
		"a contact before others": {[]caller.Record{acme, lead, ann},
			events.FlowAnswer{MatchStatus: "HIT", MatchCount: 3, RecordID: "003A", RecordType: "Contact", RecordName: "Ann Bell",
				AccountID: "001A", AccountName: "Acme", PopURL: page + "Contact/003A/view"},
			contact.Pop{Status: "HIT", Contact: "003A", Account: "001A"}},
		"several": {[]caller.Record{acme, lead, bob, ann},
			events.FlowAnswer{MatchStatus: "MULTI", MatchCount: 4, Candidates: "003A,003B,00QB,001A",
				PopURL: "https://example.my.salesforce.com/one/one.app#eyJhdHRyaWJ1dGVzIjp7ImNvbnRleHQiOnt9LCJzY29wZU1hcCI6eyJ0eXBlIjoiVE9QX1JFU1VMV" +
					"FMifSwidGVybSI6IjQxNTU1NTAxMDAifSwiY29tcG9uZW50RGVmIjoiZm9yY2VTZWFyY2g6c2VhcmNoUGFnZURlc2t0b3AiLCJzdGF0ZSI6e319"},
			contact.Pop{Status: "MULTI"}},
		"nobody": {nil, events.FlowAnswer{MatchStatus: "NONE"}, contact.Pop{Status: "NONE"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const took = 43*time.Millisecond + 900*time.Microsecond
				slow := func(ctx context.Context) ([]caller.Record, error) { return tt.found, wait(ctx, took) }
				var p pops
				got, _ := ask(t, slow, &p, request(c1, from, to))
				tt.answer.Source, tt.answer.TookMs = "salesforce", 43
				if !reflect.DeepEqual(got, tt.answer) {
					t.Errorf("answered\n%+v, want\n%+v", got, tt.answer)
				}
				tt.kept.At, tt.kept.Took, tt.kept.Source = time.Now().UTC().Truncate(time.Millisecond), 43*time.Millisecond, "salesforce"
				tt.kept.CustomerEndpoint, tt.kept.SystemEndpoint = "+14155550100", "+14155550199"
				if p.pop != tt.kept {
					t.Errorf("kept\n%+v, want\n%+v", p.pop, tt.kept)
				}
			})
		})
	}
}

func TestEndpointsAreKeptAsNumbersWhereTheyAre(t *testing.T) {
	for address, want := range map[string]string{
		"sip:+14155550100@carrier.example": "+14155550100", "anonymous": "anonymous", "ann@example.com": "ann@example.com", "": "",
	} {
		var p pops
		ask(t, finds(), &p, request(c1, `"CustomerEndpoint":{"Address":"`+address+`"},"SystemEndpoint":{"Address":"`+address+`"}`))
		if p.pop.CustomerEndpoint != want || p.pop.SystemEndpoint != want {
			t.Errorf("%q is kept as %q and %q, want %q", address, p.pop.CustomerEndpoint, p.pop.SystemEndpoint, want)
		}
	}
}

// asked keeps what it was asked for.
type asked struct{ caller.Query }

func (a *asked) Search(_ context.Context, q caller.Query) ([]caller.Record, error) {
	a.Query = q
	return nil, nil
}

func TestASearchIsAsTuned(t *testing.T) {
	tuned := tuning.Snapshot{
		"screen-pop/objects": "Lead,Contact", "screen-pop/limit-per-object": "3", "screen-pop/default-region": "DE",
		"screen-pop/regions": "+442079460000=GB", "screen-pop/phone-fields": "Phone",
		"screen-pop/fields": "Contact.Tier__c=tier,Lead.Rating=recordId",
	}
	var a asked
	body := request(c1, `"CustomerEndpoint":{"Address":"020 7946 0018"},"SystemEndpoint":{"Address":"+442079460000"}`)
	answer, err := newHandler(t, &a, &pops{}, tuned).handle(t.Context(), json.RawMessage(body))
	if err != nil || answer.MatchStatus != "NONE" || answer.Reason != string(misreadFields) {
		t.Errorf("answered %+v, %v", answer, err)
	}
	want := caller.Scope{Region: "GB", Objects: []string{"Lead", "Contact"}, Phones: []string{"Phone"}, Limit: 3,
		Fields: []caller.Field{{Object: "Contact", Name: "Tier__c", Key: "tier"}}}
	if a.Clue.Number != "+442079460018" || !reflect.DeepEqual(a.Scope, want) {
		t.Errorf("asked for %+v", a.Query)
	}
}

func TestAFlowMayKnowMoreOfTheCustomerThanTheContact(t *testing.T) {
	for parameters, want := range map[string]caller.Kind{
		`"customerId":"0035g00000ABCDE"`: caller.ByID, `"emailAddress":"Ann@example.com"`: caller.ByEmail,
		`"phoneNumber":"415 555 0111"`: caller.ByNumber, `"customerId":null,"emailAddress":7`: caller.ByNumber,
	} {
		var a asked
		body := `{"Details":{"ContactData":{` + c1 + `,"Channel":"CHAT",` + from + `},"Parameters":{` + parameters + `}}}`
		if _, err := newHandler(t, &a, &pops{}, nil).handle(t.Context(), json.RawMessage(body)); err != nil || a.Clue.Kind != want {
			t.Errorf("%s: asked by %+v, %v", parameters, a.Clue, err)
		}
	}
}

func TestAnEmailsSenderIsItsClue(t *testing.T) {
	var a asked
	body := request(c1, `"Channel":"EMAIL","CustomerEndpoint":{"Address":"ann@example.com","Type":"EMAIL_ADDRESS"}`)
	if _, err := newHandler(t, &a, &pops{}, nil).handle(t.Context(), json.RawMessage(body)); err != nil || a.Clue.Email != "ann@example.com" {
		t.Errorf("asked by %+v, %v", a.Clue, err)
	}
}

// wait passes a time of the test's own clock, unless the context ends first.
func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

func TestASlowDirectoryLeavesTimeToAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var p pops
		began := time.Now()
		got, _ := ask(t, func(ctx context.Context) ([]caller.Record, error) { return nil, wait(ctx, time.Hour) }, &p, request(c1, from))
		if got.MatchStatus != "DEGRADED" || got.Reason != "timeout" || got.TookMs != 1250 || time.Since(began) > 1500*time.Millisecond {
			t.Errorf("answered %+v after %s", got, time.Since(began))
		}
		if p.pop.Took != 1250*time.Millisecond || p.left != 200*time.Millisecond || p.pop.CustomerEndpoint != "+14155550100" {
			t.Errorf("kept %+v with %s left", p.pop, p.left)
		}
	})
}

func TestAPopThatIsNotKeptCostsNoAnswer(t *testing.T) {
	for want, p := range map[string]*pops{
		`"not_kept":"throttled"`: {err: fault.Errorf(fault.Throttled, "x")},
		`"not_kept":"unknown"`:   nil, // panics
	} {
		got, line := ask(t, finds(ann), p, request(c1, from))
		if got.MatchStatus != "HIT" || !strings.Contains(line, want) {
			t.Errorf("answered %+v, logged %s, want %s", got, line, want)
		}
	}
}

func TestAnAnswerStaysBelowTheLimit(t *testing.T) {
	huge := strings.Repeat("é", 100_000)
	for _, object := range []string{"Contact", "Account"} {
		r := caller.Record{Object: object, ID: huge, Name: huge, AccountID: huge, AccountName: huge, Phones: typed("4155550100")}
		other := r
		other.ID = "x" + huge
		for _, found := range []searcher{finds(r), finds(r, other)} {
			got, _ := ask(t, found, &pops{}, request(c1, from))
			checkFlat(t, got)
		}
	}
}

func TestPublishedRequestsAreAnswered(t *testing.T) {
	for sample, want := range map[string]events.MatchStatus{"flow-request": "NONE", "flow-request-without-endpoints": "ANON"} {
		body, err := os.ReadFile("../../events/samples/" + sample + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := ask(t, finds(), &pops{}, string(body)); got.MatchStatus != want {
			t.Errorf("%s: answered %+v, want %s", sample, got, want)
		}
	}
}

// AWS's own samples are not ours to hand on; they are read where they lie
// beside the checkout.
func TestAmazonsSamplesAreAnswered(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/samples/connect/lambda_flow_event_*.json")
	if len(files) == 0 {
		t.Skip("AMAZON'S SAMPLES ARE NOT THERE: shared/samples/connect beside the checkout; nothing was tried")
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := ask(t, finds(), &pops{}, string(body))
		want := events.FlowAnswer{MatchStatus: "ANON", Reason: "unusable number"} // made-up digits
		switch filepath.Base(file) {
		case "lambda_flow_event_aws_lambda_go.json":
			want = events.FlowAnswer{MatchStatus: "NONE", Source: "salesforce"}
		case "lambda_flow_event_powertools_min_nulls.json":
			want.Reason = "no endpoint"
		}
		if got.TookMs = 0; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: answered %+v, want %+v", file, got, want)
		}
	}
}
