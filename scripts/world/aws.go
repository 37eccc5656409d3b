package world

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	eventtypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"tieline/shared/amazonconnect/connecttest"
)

var (
	_ connecttest.Bus    = eventBus{}
	_ connecttest.Stream = recordStream{}
	_ connecttest.Lambda = functions{}
)

// emulatedAWS is how to speak to the emulator, whatever this machine's own AWS
// settings say.
func emulatedAWS(url string) aws.Config {
	return aws.Config{
		Region:       Region,
		BaseEndpoint: &url,
		HTTPClient:   &http.Client{Transport: whole{}},
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
	}
}

// whole sends requests whose body nobody else can take away. The SDK closes it as
// soon as there is an answer, and net/http, if it was still about to look whether
// there is more of it, gives up the connection, and with it the answer: the SDK then
// asks again for what is done (github.com/aws/aws-sdk-go-v2, issue 2737). Only on
// loopback are answers so fast.
type whole struct{}

// RoundTrip implements http.RoundTripper.
func (whole) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		return http.DefaultTransport.RoundTrip(r)
	}
	body, err := io.ReadAll(r.Body)
	if err := errors.Join(err, r.Body.Close()); err != nil {
		return nil, err
	}
	own := r.Clone(r.Context())
	own.Body, own.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return http.DefaultTransport.RoundTrip(own)
}

// eventBus is the account's default bus, on which Connect publishes.
type eventBus struct {
	api    *eventbridge.Client
	source string // of the stage: nobody but AWS may be "aws.connect"
}

// Publish puts one event on the bus.
func (b eventBus) Publish(ctx context.Context, e connecttest.Event) error {
	out, err := b.api.PutEvents(ctx, &eventbridge.PutEventsInput{Entries: []eventtypes.PutEventsRequestEntry{{
		Source: &b.source, DetailType: &e.DetailType, Time: &e.Time, Resources: e.Resources,
		Detail: aws.String(string(e.Detail)),
	}}})
	if err != nil {
		return fmt.Errorf("put event: %w", err)
	}
	if out.FailedEntryCount > 0 {
		return fmt.Errorf("put event: %s", aws.ToString(out.Entries[0].ErrorCode))
	}
	return nil
}

// recordStream is the Kinesis stream to which Connect delivers contact records.
type recordStream struct {
	api  *kinesis.Client
	name string
}

// Put puts one record on the stream.
func (s recordStream) Put(ctx context.Context, partitionKey string, record []byte) error {
	_, err := s.api.PutRecord(ctx, &kinesis.PutRecordInput{StreamName: &s.name, PartitionKey: &partitionKey, Data: record})
	if err != nil {
		return fmt.Errorf("put contact record: %w", err)
	}
	return nil
}

// functions are Lambda's, as contact flows invoke them.
type functions struct{ api *lambda.Client }

// Invoke waits for the function's answer; a function that fails is an error.
func (f functions) Invoke(ctx context.Context, arn string, payload []byte) ([]byte, error) {
	out, err := f.api.Invoke(ctx, &lambda.InvokeInput{FunctionName: &arn, Payload: payload})
	if err != nil {
		return nil, fmt.Errorf("invoke: %w", err)
	}
	if out.FunctionError != nil {
		return nil, fmt.Errorf("invoke: the function failed: %s", *out.FunctionError)
	}
	return out.Payload, nil
}
