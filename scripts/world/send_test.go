package world

import (
	"context"
	"fmt"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	kinesistypes "github.com/aws/aws-sdk-go-v2/service/kinesis/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

// What one batch of messages may be (SQS API reference, SendMessageBatch).
const (
	batchMessages = 10
	batchBytes    = 1 << 20
)

// sendMessages puts messages in the queue of contact events, as no bus would
// take what is no JSON.
func (w *World) sendMessages(ctx context.Context, bodies []string) error {
	return w.send(ctx, w.Outputs.ContactEventsQueueURL, bodies)
}

// send puts messages in a queue, as many as it takes at a time.
func (w *World) send(ctx context.Context, queue string, bodies []string) error {
	api := sqs.NewFromConfig(w.AWS)
	for len(bodies) > 0 {
		var entries []sqstypes.SendMessageBatchRequestEntry
		size := 0
		for n, body := range bodies {
			if size += len(body); n == batchMessages || n > 0 && size > batchBytes {
				break
			}
			entries = append(entries, sqstypes.SendMessageBatchRequestEntry{Id: aws.String(strconv.Itoa(n)), MessageBody: &body})
		}
		out, err := api.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{QueueUrl: &queue, Entries: entries})
		if err != nil {
			return err
		}
		if len(out.Failed) > 0 {
			return fmt.Errorf("%d messages refused: %s", len(out.Failed), aws.ToString(out.Failed[0].Code))
		}
		bodies = bodies[len(entries):]
	}
	return nil
}

// putRecords puts records on one shard, in one call.
func (w *World) putRecords(ctx context.Context, bodies []string) error {
	var entries []kinesistypes.PutRecordsRequestEntry
	for _, body := range bodies {
		entries = append(entries, kinesistypes.PutRecordsRequestEntry{PartitionKey: aws.String("one"), Data: []byte(body)})
	}
	out, err := kinesis.NewFromConfig(w.AWS).PutRecords(ctx, &kinesis.PutRecordsInput{StreamName: &w.Outputs.ContactRecordsStream, Records: entries})
	if err == nil && *out.FailedRecordCount > 0 {
		err = fmt.Errorf("%d records refused", *out.FailedRecordCount)
	}
	return err
}
