package dynamo

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"tieline/shared/breaker"
	"tieline/shared/fault"
	"tieline/shared/relay"
)

// answer is one of DynamoDB's.
type answer struct {
	status int
	body   string
}

var held = answer{400, `{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"}`}

// wired is a DynamoDB that answers so, one after another, the last one for ever,
// and what it is asked: operation and body.
func wired(t *testing.T, answers ...answer) (aws.Config, *[]string) {
	t.Helper()
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body) // an empty one is noticed
		_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		asked = append(asked, operation+" "+string(body))
		next := answers[min(len(asked), len(answers))-1]
		w.Header().Set("Content-Type", "application/x-amz-json-1.0")
		w.WriteHeader(next.status)
		_, _ = io.WriteString(w, next.body) // a client that left needs none
	}))
	t.Cleanup(server.Close)
	return aws.Config{Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{},
		Retryer: func() aws.Retryer { return aws.NopRetryer{} }}, &asked
}

// operationsOver returns Operations over it.
func operationsOver(t *testing.T, answers ...answer) (*Operations, *[]string) {
	t.Helper()
	cfg, asked := wired(t, answers...)
	return NewOperations(cfg, "operations"), asked
}

func TestTheRelayIsKeptOnWhatWasRead(t *testing.T) {
	longer := func(was relay.Health) relay.Health {
		return relay.Health{Since: was.Since, Until: was.Until.Add(time.Minute)}
	}
	same := func(was relay.Health) relay.Health { return was }
	is := answer{200, `{"Item":{"name":{"S":"relay"},"healthySince":{"N":"1000"},"healthyUntil":{"N":"2000"}}}`}
	done := answer{200, `{}`}
	for name, tt := range map[string]struct {
		change  func(relay.Health) relay.Health
		answers []answer
		calls   []string
		kind    fault.Kind
	}{
		"changed":                    {longer, []answer{is, done}, []string{"GetItem", "PutItem"}, ""},
		"not changed":                {same, []answer{is}, []string{"GetItem"}, ""},
		"somebody else was faster":   {longer, []answer{is, held, is, done}, []string{"GetItem", "PutItem", "GetItem", "PutItem"}, ""},
		"somebody else is, always":   {longer, []answer{is, held, is, held}, []string{"GetItem", "PutItem", "GetItem", "PutItem"}, fault.Conflict},
		"it could not be read":       {longer, []answer{{500, `{}`}}, []string{"GetItem"}, fault.Unavailable},
		"it could not be kept":       {longer, []answer{is, {500, `{}`}}, []string{"GetItem", "PutItem"}, fault.Unavailable},
		"it could not be understood": {longer, []answer{{200, `{"Item":{"healthySince":{"S":"noon"}}}`}}, []string{"GetItem"}, fault.Unknown},
	} {
		operations, asked := operationsOver(t, tt.answers...)
		err := operations.KeepRelay(t.Context(), tt.change)
		var calls []string
		for _, ask := range *asked {
			call, _, _ := strings.Cut(ask, " ")
			calls = append(calls, call)
		}
		if fault.KindOf(err) != tt.kind || !slices.Equal(calls, tt.calls) {
			t.Errorf("%s: %v, %v", name, calls, err)
		}
		if !strings.Contains((*asked)[0], `"ConsistentRead":true`) {
			t.Errorf("%s: read inconsistently: %s", name, (*asked)[0])
		}
	}
}

func TestTheBreakerIsReadConsistently(t *testing.T) {
	operations, asked := operationsOver(t, answer{200, `{"Item":{"name":{"S":"salesforce"},"version":{"N":"7"},"failures":{"N":"3"},
		"failingSince":{"N":"1000"},"closedUntil":{"N":"2000"},"reason":{"S":"throttled"}}}`})
	got, err := NewBreakerState(operations).Read(t.Context())
	want := breaker.State{Version: 7, Failures: 3, Since: time.UnixMilli(1000).UTC(), Until: time.UnixMilli(2000).UTC(), Reason: fault.Throttled}
	if got != want || err != nil || !strings.Contains((*asked)[0], `"ConsistentRead":true`) {
		t.Errorf("%+v, %v: asked %v", got, err, *asked)
	}
}
