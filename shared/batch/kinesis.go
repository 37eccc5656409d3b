package batch

import (
	"context"
	"strings"

	awsevents "github.com/aws/aws-lambda-go/events"
)

// Stream is a Lambda handler of a Kinesis event source with partial responses.
type Stream = func(context.Context, awsevents.KinesisEvent) (awsevents.KinesisEventResponse, error)

// Kinesis returns a Stream that calls handle once per record: for those of one
// partition key in their order, for those of others meanwhile, atOnce of them at
// most. One at once is the order of the batch. Every record is tried, also behind
// one that fails: Lambda then delivers from the lowest failed sequence number on
// (Lambda developer guide, "Configuring partial batch response with Kinesis"),
// and what was done is done again, which handle must bear.
func Kinesis(handle Handle, park Parker, atOnce int) Stream {
	r := runner{handle, park}
	return func(ctx context.Context, ev awsevents.KinesisEvent) (awsevents.KinesisEventResponse, error) {
		messages := make([]message, len(ev.Records))
		for n, m := range ev.Records {
			// shard and sequence number, which the event id joins by a colon
			id := strings.ReplaceAll(m.EventID, ":", "-")
			messages[n] = message{id, m.Kinesis.Data, m.Kinesis.ApproximateArrivalTimestamp.Time}
		}
		in := inOrder(len(messages))
		if atOnce > 1 {
			in = byKey(len(messages), func(n int) string { return ev.Records[n].Kinesis.PartitionKey })
		}
		out := awsevents.KinesisEventResponse{BatchItemFailures: []awsevents.KinesisBatchItemFailure{}}
		for _, n := range r.run(ctx, messages, in, atOnce) {
			failed := awsevents.KinesisBatchItemFailure{ItemIdentifier: ev.Records[n].Kinesis.SequenceNumber}
			out.BatchItemFailures = append(out.BatchItemFailures, failed)
		}
		return out, nil
	}
}
