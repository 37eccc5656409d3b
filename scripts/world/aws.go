package world

import (
	"context"
	"fmt"

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
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
	}
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
