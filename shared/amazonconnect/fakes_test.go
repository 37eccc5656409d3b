package amazonconnect

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"tieline/shared/amazonconnect/connecttest"
)

const instance = "arn:aws:connect:eu-west-2:000000000000:instance/11111111-2222-4333-8444-555555555555"

var now = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// wire is a client's way to a handler, without a socket. It counts the calls.
type wire struct {
	http.Handler
	calls int
}

func (w *wire) Do(r *http.Request) (*http.Response, error) {
	w.calls++
	answer := httptest.NewRecorder()
	w.ServeHTTP(answer, r)
	return answer.Result(), nil
}

// asking returns a client without limits, which tries each call once.
func asking(h http.Handler, instances ...string) (*Client, *wire) {
	w := &wire{Handler: h}
	return New(aws.Config{
		Region: "eu-west-2", Credentials: aws.AnonymousCredentials{}, HTTPClient: w,
		Retryer: func() aws.Retryer { return aws.NopRetryer{} },
	}, instances).Within(Limits{}), w
}

// says answers with an error as the API does.
func says(status int, code string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amzn-Errortype", code)
		w.WriteHeader(status)
		fmt.Fprint(w, `{"message":"no"}`)
	}
}

// answers answers with a body.
func answers(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) }
}

// silent is a bus, a stream and a function of which nobody hears.
type silent struct{}

func (silent) Publish(context.Context, connecttest.Event) error { return nil }
func (silent) Put(context.Context, string, []byte) error        { return nil }
func (silent) Invoke(context.Context, string, []byte) (answer []byte, e error) {
	return []byte(`{}`), nil
}

// simulate makes an instance whose only flow leads to the queue.
func simulate(t *testing.T) *connecttest.Instance {
	t.Helper()
	flow, err := connecttest.Parse([]byte(`{"Version":"2019-10-30","StartAction":"q","Actions":[
		{"Identifier":"q","Type":"UpdateContactTargetQueue","Parameters":{"QueueId":"`+instance+`/queue/q-1"},"Transitions":{"NextAction":"t","Errors":[{"ErrorType":"NoMatchingError","NextAction":"x"}]}},
		{"Identifier":"t","Type":"TransferContactToQueue","Parameters":{},"Transitions":{"NextAction":"x","Errors":[{"ErrorType":"QueueAtCapacity","NextAction":"x"},{"ErrorType":"NoMatchingError","NextAction":"x"}]}},
		{"Identifier":"x","Type":"DisconnectParticipant","Parameters":{},"Transitions":{}}]}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	i, err := connecttest.New(connecttest.Config{
		InstanceARN: instance, Queue: connecttest.Queue{ARN: instance + "/queue/q-1", Name: "Service"},
		Agents: []connecttest.Agent{{ARN: instance + "/agent/a-1", Username: "ada", Email: "ada@example.com"}, {ARN: instance + "/agent/a-2", Username: "bob"}},
		Flow:   flow, Seed: 3, Now: func() time.Time { return now }, Bus: silent{}, Stream: silent{}, Lambda: silent{},
		Pace: func(context.Context, time.Duration) error { return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func play(t *testing.T, i *connecttest.Instance, kind connecttest.Kind) []connecttest.Truth {
	t.Helper()
	played, err := i.Play(t.Context(), connecttest.Call{Kind: kind, From: "+442079460001", To: "+442079460000"})
	if err != nil {
		t.Fatal(err)
	}
	return played.Contacts
}
