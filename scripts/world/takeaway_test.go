package world

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamotypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesistypes "github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"tieline/shared/names"
)

// removeTable deletes the table of contacts, and returns what makes it anew.
func (w *World) removeTable(ctx context.Context, t *testing.T) (restore func()) {
	t.Helper()
	api, name := dynamodb.NewFromConfig(w.AWS), &w.Outputs.ContactsTable
	was, err := api.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: name})
	if err == nil {
		_, err = api.DeleteTable(ctx, &dynamodb.DeleteTableInput{TableName: name})
	}
	if gone := (*dynamotypes.ResourceNotFoundException)(nil); was != nil && errors.As(err, &gone) {
		err = nil // the SDK asks again when an answer is lost, and it was there a moment ago
	}
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		var indexes []dynamotypes.GlobalSecondaryIndex
		for _, i := range was.Table.GlobalSecondaryIndexes {
			indexes = append(indexes, dynamotypes.GlobalSecondaryIndex{IndexName: i.IndexName, KeySchema: i.KeySchema, Projection: i.Projection})
		}
		_, err := api.CreateTable(ctx, &dynamodb.CreateTableInput{TableName: name, AttributeDefinitions: was.Table.AttributeDefinitions,
			KeySchema: was.Table.KeySchema, GlobalSecondaryIndexes: indexes, BillingMode: dynamotypes.BillingModePayPerRequest})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// removeBucket deletes the bucket of what is parked, with all that is in it,
// and returns what makes it anew.
func (w *World) removeBucket(ctx context.Context, t *testing.T) (restore func()) {
	t.Helper()
	api, name := s3.NewFromConfig(w.AWS, func(o *s3.Options) { o.UsePathStyle = true }), &w.Outputs.ParkedBucket
	list, err := api.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: name})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range list.Contents {
		if _, err := api.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: name, Key: o.Key}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := api.DeleteBucket(ctx, &s3.DeleteBucketInput{Bucket: name}); err != nil {
		t.Fatal(err)
	}
	return func() {
		_, err := api.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: name,
			CreateBucketConfiguration: &s3types.CreateBucketConfiguration{LocationConstraint: Region}})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// hidden is how long a message that failed stays hidden here, in seconds. On
// AWS it is six times a function's time-out, which nobody wants to wait for.
const hidden = "5"

// hiddenAlert is the same for what alarm-relay could not tell: longer, so that its
// tries outlast the outages that are played here.
const hiddenAlert = "15"

// hurry lets what failed come again soon. Of what rang before the org let Tieline in
// nobody needs to hear.
func (w *World) hurry(t *testing.T) {
	alerts := w.queueOf(t, names.AlarmRelay)
	w.configure(t.Context(), t, alerts, sqstypes.QueueAttributeNameVisibilityTimeout, hiddenAlert)
	w.purge(t.Context(), t, alerts)
	for _, queue := range []string{w.Outputs.ContactEventsQueueURL, w.Outputs.ContactsDueURL, w.queueOf(t, names.SalesforceEvents)} {
		w.configure(t.Context(), t, queue, sqstypes.QueueAttributeNameVisibilityTimeout, hidden)
	}
}

// queueOf is the URL of a queue, by the name of the function that takes from it.
func (w *World) queueOf(t *testing.T, function string) string {
	t.Helper()
	found, err := sqs.NewFromConfig(w.AWS).GetQueueUrl(t.Context(), &sqs.GetQueueUrlInput{QueueName: aws.String(names.On(stage, function))})
	if err != nil {
		t.Fatal(err)
	}
	return *found.QueueUrl
}

func (w *World) configure(ctx context.Context, t *testing.T, queue string, name sqstypes.QueueAttributeName, value string) {
	t.Helper()
	_, err := sqs.NewFromConfig(w.AWS).SetQueueAttributes(ctx, &sqs.SetQueueAttributesInput{
		QueueUrl: &queue, Attributes: map[string]string{string(name): value}})
	if err != nil {
		t.Fatal(err)
	}
}

func (w *World) attribute(ctx context.Context, t *testing.T, queue string, name sqstypes.QueueAttributeName) string {
	t.Helper()
	out, err := sqs.NewFromConfig(w.AWS).GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{
		QueueUrl: &queue, AttributeNames: []sqstypes.QueueAttributeName{name}})
	if err != nil {
		t.Fatal(err)
	}
	return out.Attributes[string(name)]
}

// retries sets how often a contact record is tried again.
func (w *World) retries(ctx context.Context, t *testing.T, times int32) {
	t.Helper()
	api := lambda.NewFromConfig(w.AWS)
	found, err := api.ListEventSourceMappings(ctx, &lambda.ListEventSourceMappingsInput{FunctionName: aws.String(names.On(stage, names.ContactRecords))})
	if err != nil || len(found.EventSourceMappings) != 1 {
		t.Fatalf("%d event sources, %v", len(found.EventSourceMappings), err)
	}
	_, err = api.UpdateEventSourceMapping(ctx, &lambda.UpdateEventSourceMappingInput{
		UUID: found.EventSourceMappings[0].UUID, MaximumRetryAttempts: &times})
	if err != nil {
		t.Fatal(err)
	}
}

// deadLetters is the URL of the queue of what was given up on a path.
func (w *World) deadLetters(t *testing.T, path string) string {
	t.Helper()
	return w.queueOf(t, path+"-dead")
}

func (w *World) purge(ctx context.Context, t *testing.T, queue string) {
	t.Helper()
	if _, err := sqs.NewFromConfig(w.AWS).PurgeQueue(ctx, &sqs.PurgeQueueInput{QueueUrl: &queue}); err != nil {
		t.Fatal(err)
	}
}

// fetch waits for what was given up on a path, and takes it out.
func (w *World) fetch(ctx context.Context, t *testing.T, path string) (body string) {
	t.Helper()
	api, queue := sqs.NewFromConfig(w.AWS), w.deadLetters(t, path)
	err := poll(ctx, 200*time.Millisecond, func() (bool, error) {
		got, err := api.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: &queue})
		if err != nil || len(got.Messages) == 0 {
			return false, err
		}
		body = *got.Messages[0].Body
		_, err = api.DeleteMessage(ctx, &sqs.DeleteMessageInput{QueueUrl: &queue, ReceiptHandle: got.Messages[0].ReceiptHandle})
		return true, err
	})
	if err != nil {
		t.Fatalf("nothing was given up: %v", err)
	}
	return body
}

// recordAt reads from the stream the one record that a message of Lambda's
// names (Lambda developer guide, "Retain discarded batch records for a Kinesis
// Data Streams event source in Lambda").
func (w *World) recordAt(ctx context.Context, t *testing.T, message string) string {
	t.Helper()
	var at struct {
		KinesisBatchInfo struct {
			ShardID             string `json:"shardId"`
			StartSequenceNumber string
			BatchSize           int
		}
	}
	if err := json.Unmarshal([]byte(message), &at); err != nil || at.KinesisBatchInfo.BatchSize != 1 {
		t.Fatalf("given up is %s, %v", message, err)
	}
	api := kinesis.NewFromConfig(w.AWS)
	from, err := api.GetShardIterator(ctx, &kinesis.GetShardIteratorInput{StreamName: &w.Outputs.ContactRecordsStream, ShardId: &at.KinesisBatchInfo.ShardID,
		ShardIteratorType: kinesistypes.ShardIteratorTypeAtSequenceNumber, StartingSequenceNumber: &at.KinesisBatchInfo.StartSequenceNumber})
	if err != nil {
		t.Fatal(err)
	}
	got, err := api.GetRecords(ctx, &kinesis.GetRecordsInput{ShardIterator: from.ShardIterator, Limit: aws.Int32(1)})
	if err != nil || len(got.Records) != 1 {
		t.Fatalf("%v", err)
	}
	return string(got.Records[0].Data)
}
