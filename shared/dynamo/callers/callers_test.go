package callers

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"tieline/shared/caller"
	"tieline/shared/fault"
)

const key = "+14155550100"

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// wire is DynamoDB as it answers, and what it was asked.
type wire struct {
	status int
	reply  string
	asked  []string // operation and body
	mu     sync.Mutex
}

func (w *wire) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body) // an empty one is noticed
	w.mu.Lock()
	defer w.mu.Unlock()
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	w.asked = append(w.asked, operation+" "+string(body))
	rw.Header().Set("Content-Type", "application/x-amz-json-1.0")
	rw.WriteHeader(w.status)
	_, _ = io.WriteString(rw, w.reply) // a client that left needs none
}

// over returns a Table that is answered so, and what it asks.
func over(t *testing.T, status int, reply string) (*Table, *wire) {
	t.Helper()
	w := &wire{status: status, reply: reply}
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	return New(aws.Config{Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{},
		Retryer: func() aws.Retryer { return aws.NopRetryer{} }}, "callers"), w
}

func found(records ...caller.Record) caller.Entry {
	e := caller.Entry{Key: key, Scope: "s1", Status: caller.None, Count: len(records), Records: records, FilledAt: noon}
	if len(records) > 0 {
		e.Status = caller.Multi
	}
	return e
}

var (
	ann = caller.Record{Object: "Account", ID: "001A", Name: "Ann", AccountID: "001A", AccountName: "Ann", PersonContact: "003A",
		Fields: map[string]string{"customerTier": "Gold"}}
	bob = caller.Record{Object: "Contact", ID: "003B", Name: "Bob"}
)

func TestAnEntryIsReadAsItWasFilled(t *testing.T) {
	body, err := encodeRecords([]caller.Record{ann, bob})
	if err != nil {
		t.Fatal(err)
	}
	quoted, _ := json.Marshal(body) // a string is always JSON
	want := found(ann, bob)
	want.ChangedAt, want.Brief = noon.Add(-time.Minute), true
	table, asked := over(t, 200, `{"Item":{"key":{"S":"`+key+`"},"scopeFingerprint":{"S":"s1"},"matchStatus":{"S":"MULTI"},"matchCount":{"N":"2"},"brief":{"N":"1"},
		"filledAt":{"N":"1767355200000"},"changedAt":{"N":"1767355140000"},"expiresAt":{"N":"1"},"later":{"BOOL":true},"foundRecords":{"S":`+string(quoted)+`}}}`)
	got, err := table.Read(t.Context(), key)
	if !reflect.DeepEqual(got, want) || err != nil {
		t.Errorf("%+v, %v\nwant %+v", got, err, want)
	}
	if len(asked.asked) != 1 || !strings.HasPrefix(asked.asked[0], "GetItem ") || strings.Contains(asked.asked[0], "Consistent") {
		t.Errorf("asked %v", asked.asked)
	}
}

func TestWhatIsRead(t *testing.T) {
	for name, tt := range map[string]struct {
		status int
		reply  string
		want   caller.Entry
		kind   fault.Kind
	}{
		"nothing":                   {200, `{}`, caller.Entry{}, ""},
		"only that it changed":      {200, `{"Item":{"key":{"S":"k"},"changedAt":{"N":"1767355200000"}}}`, caller.Entry{Key: "k", ChangedAt: noon}, ""},
		"a time that is a text":     {200, `{"Item":{"key":{"S":"k"},"filledAt":{"S":"noon"}}}`, caller.Entry{}, fault.Invalid},
		"a number of another type":  {200, `{"Item":{"key":{"S":"k"},"matchCount":{"N":"1.5"}}}`, caller.Entry{}, fault.Invalid},
		"a text of another type":    {200, `{"Item":{"key":{"N":"1"}}}`, caller.Entry{}, fault.Invalid},
		"nobody":                    {200, `{"Item":{"key":{"S":"k"},"matchStatus":{"S":"NONE"},"foundRecords":{"S":"[]"}}}`, caller.Entry{Key: "k", Status: caller.None}, ""},
		"somebody without a record": {200, `{"Item":{"key":{"S":"k"},"matchStatus":{"S":"HIT"},"foundRecords":{"S":"[]"}}}`, caller.Entry{}, fault.Invalid},
		"several without a record":  {200, `{"Item":{"key":{"S":"k"},"matchStatus":{"S":"MULTI"}}}`, caller.Entry{}, fault.Invalid},
		"nobody, with a record":     {200, `{"Item":{"key":{"S":"k"},"matchStatus":{"S":"NONE"},"foundRecords":{"S":"[{}]"}}}`, caller.Entry{}, fault.Invalid},
		"records that are broken":   {200, `{"Item":{"key":{"S":"k"},"foundRecords":{"S":"[{"}}}`, caller.Entry{}, fault.Invalid},
		"no answer of use":          {500, `{}`, caller.Entry{}, fault.Unavailable},
	} {
		table, _ := over(t, tt.status, tt.reply)
		got, err := table.Read(t.Context(), "k")
		if !reflect.DeepEqual(got, tt.want) || fault.KindOf(err) != tt.kind {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestAFillIsOneCallAndKeepsNoMoreThanIsTold(t *testing.T) {
	typed := bob
	typed.Phones, typed.Emails, typed.Modified = []caller.Phone{{Field: "Phone", Value: "0207 946 0018"}}, []string{"bob@example.com"}, noon
	for name, tt := range map[string]struct {
		entry caller.Entry
		call  string
		items []string // written
	}{
		"nobody":                  {found(), "UpdateItem ", []string{key}},
		"one":                     {found(typed), "TransactWriteItems ", []string{key, "record:003B"}},
		"a person account, twice": {found(ann, bob, ann), "TransactWriteItems ", []string{key, "record:001A", "record:003A", "record:003B"}},
	} {
		table, asked := over(t, 200, `{}`)
		if err := table.Fill(t.Context(), tt.entry); err != nil || len(asked.asked) != 1 {
			t.Fatalf("%s: asked %v, %v", name, asked.asked, err)
		}
		call := asked.asked[0]
		if !strings.HasPrefix(call, tt.call) || strings.Count(call, `"Key":{`) != len(tt.items) {
			t.Errorf("%s: %s", name, call)
		}
		for _, item := range tt.items {
			if !strings.Contains(call, `"Key":{"key":{"S":"`+item+`"}}`) {
				t.Errorf("%s: %s is not written: %s", name, item, call)
			}
		}
		if strings.Contains(call, "946") || strings.Contains(call, "example") {
			t.Errorf("%s: it keeps what was typed: %s", name, call)
		}
	}
}

func TestTheKindOfAWriteThatFailed(t *testing.T) {
	cancelled := func(codes ...string) string {
		var reasons []string
		for _, code := range codes {
			reasons = append(reasons, `{"Code":"`+code+`"}`)
		}
		return `{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","CancellationReasons":[` + strings.Join(reasons, ",") + `]}`
	}
	named := func(name string) string { return `{"__type":"com.amazonaws.dynamodb.v20120810#` + name + `"}` }
	for name, tt := range map[string]struct {
		status int
		reply  string
		want   fault.Kind
	}{
		"a change or a later fill of the key": {400, cancelled("ConditionalCheckFailed", "None"), fault.Conflict},
		"a change of a record":                {400, cancelled("None", "ConditionalCheckFailed"), fault.Conflict},
		"somebody else writes":                {400, cancelled("None", "TransactionConflict"), fault.Conflict},
		"too much at once":                    {400, cancelled("ThrottlingError", "None"), fault.Throttled},
		"over what was provisioned":           {400, cancelled("None", "ProvisionedThroughputExceeded"), fault.Throttled},
		"an item that is too large":           {400, cancelled("ValidationError", "None"), fault.Invalid},
		"a reason that is new":                {400, cancelled("Moonrise", "None"), fault.Unknown},
		"no transaction, but a condition":     {400, named("ConditionalCheckFailedException"), fault.Conflict},
		"no transaction, but beside one":      {400, named("TransactionConflictException"), fault.Conflict},
		"the same one is still under way":     {400, named("TransactionInProgressException"), fault.Throttled},
		"DynamoDB's own fault":                {500, named("InternalServerError"), fault.Unavailable},
	} {
		table, _ := over(t, tt.status, tt.reply)
		err := table.Fill(t.Context(), found(bob))
		if fault.KindOf(err) != tt.want || strings.Contains(err.Error(), key) {
			t.Errorf("%s: %v, want kind %s", name, err, tt.want)
		}
	}
}
