package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tieline/shared/salesforce/salesforcetest"
)

// stage is what a backfill finds: an org, and AWS with the stage's parameters, its
// secret and a table that takes everything.
type stage struct {
	org        *salesforcetest.Org
	orgURL     string
	parameters string // as DynamoDB has them

	mu     sync.Mutex
	filled int
}

func newStage(t *testing.T, change ...func(*salesforcetest.Schema)) *stage {
	t.Helper()
	schema, err := salesforcetest.Load(os.DirFS("../../salesforce/force-app/main/default"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range change {
		c(schema)
	}
	s := &stage{org: salesforcetest.New(schema, time.Now)}
	s.org.TrustSecret("client", "hush")
	org, aws := httptest.NewServer(s.org), httptest.NewServer(s)
	t.Cleanup(org.Close)
	t.Cleanup(aws.Close)
	s.orgURL = org.URL
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": aws.URL, "AWS_REGION": "eu-west-2", "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local",
		"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull,
	} {
		t.Setenv(name, value)
	}
	t.Chdir(t.TempDir())
	return s
}

// ServeHTTP is AWS.
func (s *stage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body) // an empty one is noticed
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	reply := "{}"
	switch {
	case operation == "GetSecretValue" && bytes.Contains(body, []byte("tieline-dev-salesforce")):
		reply = `{"SecretString":"{\"clientId\":\"client\",\"clientSecret\":\"hush\"}"}`
	case operation == "BatchGetItem":
		reply = `{"Responses":{"tieline-dev-operations":[{"name":{"S":"parameters"},"values":{"M":{` + s.parameters + `}}}]}}`
	case operation == "TransactWriteItems" && bytes.Contains(body, []byte("tieline-dev-callers")):
		s.mu.Lock()
		s.filled++
		s.mu.Unlock()
	default:
		w.WriteHeader(http.StatusBadRequest)
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	_, _ = io.WriteString(w, reply) // a client that left needs none
}

func (s *stage) seed(t *testing.T, object string, fields map[string]any) string {
	t.Helper()
	id, err := s.org.Seed(object, fields)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (s *stage) backfill(args ...string) (out string, err error) {
	var said bytes.Buffer
	cmd := backfillCommand()
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetOut(&said)
	cmd.SetArgs(append([]string{"--stage", "dev", "--salesforce-url", s.orgURL}, args...))
	err = cmd.Execute()
	return said.String(), err
}

func TestABackfillSaysWhatCameOfIt(t *testing.T) {
	s := newStage(t)
	ann := s.seed(t, "Contact", map[string]any{"LastName": "Bell", "Phone": "(415) 555-0132", "MobilePhone": "x4711"})
	s.seed(t, "Lead", map[string]any{"LastName": "Dean", "Company": "Dean", "Phone": "+1 415 555 0132"})
	s.seed(t, "Account", map[string]any{"Name": "Acme", "Phone": "206.555.0111"})
	out, err := s.backfill("--unusable", "unusable.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"read Contact ████████████████ 100% 1/1", "read Lead    ████████████████ 100% 1/1", "fill         ████████████████ 100% 2/2",
		"Salesforce: 9 of 100000 calls used in 24 hours, by all; backfills stop at 50%\n",
		"3 records, 2 numbers, 2 entries written, in 0s\n",
		"phone fields of no use: 1\n  1: only 6 digits or fewer\n    Contact " + ann + " MobilePhone\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("said\n%swithout %q", out, want)
		}
	}
	for _, private := range []string{"4711", "0132", "0111", "Bell", "Acme"} {
		if strings.Contains(out, private) {
			t.Errorf("said %q:\n%s", private, out)
		}
	}
	if list, err := os.ReadFile("unusable.csv"); string(list) != "Contact,"+ann+",MobilePhone,only 6 digits or fewer\n" {
		t.Errorf("listed %q, %v", list, err)
	}
	if s.filled != 2 {
		t.Errorf("wrote %d entries", s.filled)
	}
}

func TestABackfillThatStopsSaysHowToGoOn(t *testing.T) {
	s := newStage(t)
	s.seed(t, "Contact", map[string]any{"LastName": "Bell", "Phone": "(415) 555-0132"})
	s.org.Fail(salesforcetest.Unavailable, 1)
	journal := filepath.Join(".tieline", "backfill", "dev.jsonl")
	out, err := s.backfill()
	if err == nil || !strings.Contains(out, "goes on from "+journal) {
		t.Errorf("said %q, %v", out, err)
	}
	if out, err := s.backfill(); err != nil || strings.Contains(out, "goes on") || !strings.Contains(out, "resume") {
		t.Errorf("then said %q, %v", out, err)
	}
	if left, err := filepath.Glob(".tieline/backfill/*"); len(left) > 0 || err != nil {
		t.Errorf("left %q, %v", left, err)
	}
}

func TestABackfillHoldsTheStagesParameters(t *testing.T) {
	s := newStage(t)
	s.seed(t, "Contact", map[string]any{"LastName": "Bell", "Phone": "(415) 555-0132"})
	s.parameters = `"backfill/api-share":{"S":"7"},"screen-pop/objects":{"S":"Contact"},"screen-pop/default-region":{"S":"GB"}`
	out, err := s.backfill()
	if err != nil || !strings.Contains(out, "stop at 7%") || strings.Contains(out, "Lead") || !strings.Contains(out, "1 records, 0 numbers") {
		t.Errorf("said %q, %v", out, err)
	}
}

func TestABackfillThatCannotListDoesNotBegin(t *testing.T) {
	s := newStage(t)
	if _, err := s.backfill("--unusable", "no/such/folder.csv"); err == nil || len(s.org.Requests()) > 0 {
		t.Errorf("ended with %v, after %d calls", err, len(s.org.Requests()))
	}
}

func TestManyOfNoUseAreListedInPart(t *testing.T) {
	s := newStage(t)
	for range shown + 3 {
		s.seed(t, "Contact", map[string]any{"LastName": "Bell", "Phone": "none"})
	}
	out, err := s.backfill()
	if err != nil || strings.Count(out, " Phone\n") != shown || !strings.Contains(out, fmt.Sprintf("  %d: no digits\n", shown+3)) || !strings.Contains(out, "    and 3 more (--unusable") {
		t.Errorf("said %q, %v", out, err)
	}
}

func TestTheOrgIsTheStagesOrTheOneThatIsGiven(t *testing.T) {
	t.Chdir(t.TempDir())
	if _, err := salesforceURL("", "dev"); err == nil || !strings.Contains(err.Error(), "give --salesforce-url") {
		t.Errorf("without cdk.json: %v", err)
	}
	if err := os.WriteFile("cdk.json", []byte(`{"context":{"stages":{"dev":{"salesforceUrl":"https://dev.my.salesforce.com"},"odd":{}}}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ given, stage, want, says string }{
		{"", "dev", "https://dev.my.salesforce.com", ""},
		{"https://other.my.salesforce.com/", "dev", "https://other.my.salesforce.com", ""},
		{"http://127.0.0.1:8089", "dev", "http://127.0.0.1:8089", ""},
		{"", "prod", "", `no stage "prod"`},
		{"", "odd", "", `no stage "odd" with a salesforceUrl`},
		{"http://dev.my.salesforce.com", "dev", "", "must be an https URL"},
		{"dev.my.salesforce.com", "dev", "", "must be an https URL"},
		{"https://dev.my.salesforce.com/x", "dev", "", "must be an https URL"},
	} {
		got, err := salesforceURL(tt.given, tt.stage)
		if tt.says == "" && (err != nil || got.String() != tt.want) || tt.says != "" && (err == nil || !strings.Contains(err.Error(), tt.says)) {
			t.Errorf("%q of %s: %v, %v", tt.given, tt.stage, got, err)
		}
	}
}
