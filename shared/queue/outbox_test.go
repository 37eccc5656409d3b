package queue_test

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"strconv"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"tieline/shared/fault"
	"tieline/shared/queue"
)

func TestAnOutboxSendsEachBodyAsItIs(t *testing.T) {
	s := &sqs{}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	cfg := aws.Config{Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{}}
	out := queue.NewOutbox(cfg, server.URL+"/000000000000/salesforce-events")
	bodies, want := [][]byte{[]byte(`{"a":"\u003c"}`)}, []string{`{"a":"\u003c"}`}
	for n := range 11 {
		bodies, want = append(bodies, fmt.Append(nil, n)), append(want, strconv.Itoa(n))
	}
	if err := out.Send(t.Context(), bodies...); err != nil || s.calls != 2 || s.delay != 0 || !slices.Equal(s.bodies, want) {
		t.Errorf("%d calls, sent %q, %v", s.calls, s.bodies, err)
	}
	if err := out.Send(t.Context(), []byte("bad")); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("refused, and yet: %v", err)
	}
	if err := out.Send(t.Context()); err != nil || s.calls != 3 {
		t.Errorf("nothing to send, and yet %d calls, %v", s.calls, err)
	}
}
