package awsfault_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
)

// fails returns the SDK's error when SQS answers so.
func fails(ctx context.Context, t *testing.T, answer http.HandlerFunc) error {
	t.Helper()
	server := httptest.NewServer(answer)
	defer server.Close()
	cfg := aws.Config{Region: "eu-west-2", BaseEndpoint: &server.URL, Credentials: aws.AnonymousCredentials{},
		Retryer: func() aws.Retryer { return aws.NopRetryer{} }}
	_, err := sqs.NewFromConfig(cfg).SendMessage(ctx, &sqs.SendMessageInput{QueueUrl: aws.String(server.URL + "/q"), MessageBody: aws.String("x")})
	if err == nil {
		t.Fatal("the call succeeded")
	}
	return fmt.Errorf("send: %w", err)
}

func says(status int, code string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-amz-json-1.0")
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"__type":"com.amazonaws.sqs#%s","message":"no"}`, code)
	}
}

func TestTheKindOfAFailedCall(t *testing.T) {
	hangsUp := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	over, cancel := context.WithDeadline(t.Context(), time.Now())
	defer cancel()
	for name, tt := range map[string]struct {
		err  error
		want fault.Kind
	}{
		"over the throughput":      {fails(t.Context(), t, says(400, "ProvisionedThroughputExceededException")), fault.Throttled},
		"over the rate":            {fails(t.Context(), t, says(400, "ThrottlingException")), fault.Throttled},
		"the service's own fault":  {fails(t.Context(), t, says(500, "InternalServerError")), fault.Unavailable},
		"a busy service":           {fails(t.Context(), t, says(503, "ServiceUnavailable")), fault.Unavailable},
		"no answer":                {fails(t.Context(), t, hangsUp), fault.Unavailable},
		"no time left":             {fails(over, t, says(500, "x")), fault.Unavailable},
		"no right":                 {fails(t.Context(), t, says(403, "AccessDeniedException")), fault.Unknown},
		"no such thing":            {fails(t.Context(), t, says(400, "ResourceNotFoundException")), fault.Unknown},
		"what the SDK never heard": {errors.New("what"), fault.Unknown},
	} {
		if got := awsfault.KindOf(tt.err); got != tt.want {
			t.Errorf("%s is %s, want %s: %v", name, got, tt.want, tt.err)
		}
	}
}
