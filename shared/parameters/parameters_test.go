package parameters_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"tieline/shared/fault"
	"tieline/shared/parameters"
	"tieline/shared/tuning"
)

// ssm is a Systems Manager that gives its answers in turn, and keeps what it is
// asked.
type ssm struct {
	answers []string
	status  int
	asked   []string // <operation> <body>
}

func (s *ssm) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	s.asked = append(s.asked, operation+" "+string(body))
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(s.status)
	answer := "{}"
	if n := len(s.asked) - 1; n < len(s.answers) {
		answer = s.answers[n]
	}
	fmt.Fprint(w, answer)
}

// says checks what the n-th call was: the operation, and that its body holds all
// these members and no other.
func (s *ssm) says(t *testing.T, n int, operation, members string) {
	t.Helper()
	if n >= len(s.asked) {
		t.Fatalf("%d calls, want %s", len(s.asked), operation)
	}
	name, body, _ := strings.Cut(s.asked[n], " ")
	var got, want map[string]any
	if json.Unmarshal([]byte(body), &got) != nil || json.Unmarshal([]byte(members), &want) != nil || name != operation || !reflect.DeepEqual(got, want) {
		t.Errorf("called %s, want %s %s", s.asked[n], operation, members)
	}
}

func store(t *testing.T, status int, answers ...string) (*parameters.Store, *ssm) {
	t.Helper()
	s := &ssm{answers: answers, status: status}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return parameters.New(aws.Config{Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{},
		Retryer: func() aws.Retryer { return aws.NopRetryer{} }}, "dev"), s
}

const queue = "aaaaaaaa-0000-4000-8000-000000000001"

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func TestAllPagesOfAStagesParametersAreListed(t *testing.T) {
	s, api := store(t, 200,
		`{"Parameters":[{"Name":"/tieline/dev/sla/target","Value":"90","Version":3,"LastModifiedDate":1767355200.0,"Type":"String"}],"NextToken":"p2"}`,
		`{"Parameters":[],"NextToken":"p3"}`, // a page may be empty
		`{"Parameters":[{"Name":"/tieline/dev/sla/queue/`+queue+`/target","Value":"many","Version":1},
			{"Name":"/tieline/dev","Value":"x"},{"Name":"/tieline/dev2/sla/target","Value":"x"}]}`)
	got, err := s.List(t.Context())
	want := []tuning.Override{{Name: "sla/target", Text: "90", Version: 3, ChangedAt: noon}, {Name: "sla/queue/" + queue + "/target", Text: "many", Version: 1}}
	if err != nil || !slices.Equal(got, want) || len(api.asked) != 3 {
		t.Errorf("%+v, %v, after %d calls", got, err, len(api.asked))
	}
	api.says(t, 0, "GetParametersByPath", `{"Path":"/tieline/dev","Recursive":true,"MaxResults":10}`)
	api.says(t, 2, "GetParametersByPath", `{"Path":"/tieline/dev","Recursive":true,"MaxResults":10,"NextToken":"p3"}`)
}

func TestWhereAPageIsMissingNothingIsListed(t *testing.T) {
	s, _ := store(t, 200, `{"Parameters":[{"Name":"/tieline/dev/sla/target","Value":"90"}],"NextToken":"p2"}`, `{"Parameters":[`)
	if got, err := s.List(t.Context()); err == nil || got != nil {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAParameterIsPutWithWhatItMeansAndHowItMustLook(t *testing.T) {
	s, api := store(t, 200, `{"Version":4}`)
	d, _ := tuning.Find("sla/target")
	if err := s.Put(t.Context(), d, "sla/queue/"+queue+"/target", "90"); err != nil {
		t.Fatal(err)
	}
	api.says(t, 0, "PutParameter", `{"Name":"/tieline/dev/sla/queue/`+queue+`/target","Value":"90","Type":"String","Overwrite":true,
		"AllowedPattern":"^([0-9]{1,9})$","Description":"Service level that is wanted: a lower one, for long enough, is a breach."}`)
}

func TestAnEmptyValueIsRefusedBeforeParameterStoreIsAsked(t *testing.T) {
	s, api := store(t, 200)
	if err := s.Put(t.Context(), tuning.ScreenPopFields.Declaration, "screen-pop/fields", ""); fault.KindOf(err) != fault.Invalid || len(api.asked) != 0 {
		t.Errorf("%v, after %d calls", err, len(api.asked))
	}
}

func TestAParameterIsDeleted(t *testing.T) {
	s, api := store(t, 200)
	if err := s.Delete(t.Context(), "sla/target"); err != nil {
		t.Fatal(err)
	}
	api.says(t, 0, "DeleteParameter", `{"Name":"/tieline/dev/sla/target"}`)
}

func TestAllPagesOfAHistoryAreTheOldestFirst(t *testing.T) {
	s, api := store(t, 200,
		`{"Parameters":[{"Name":"/tieline/dev/sla/target","Value":"92","Version":3,"LastModifiedUser":"arn:aws:iam::1:user/c"},{"Version":2,"Value":"91"}],"NextToken":"p2"}`,
		`{"Parameters":[{"Name":"/tieline/dev/sla/target","Value":"90","Version":1,"LastModifiedDate":1767355200.0,"LastModifiedUser":"arn:aws:iam::1:user/a"}]}`)
	got, err := s.History(t.Context(), "sla/target")
	want := []tuning.Override{{Name: "sla/target", Text: "90", Version: 1, ChangedAt: noon, ChangedBy: "arn:aws:iam::1:user/a"},
		{Name: "sla/target", Text: "91", Version: 2}, {Name: "sla/target", Text: "92", Version: 3, ChangedBy: "arn:aws:iam::1:user/c"}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	api.says(t, 0, "GetParameterHistory", `{"Name":"/tieline/dev/sla/target"}`)
}
