package redrive

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
)

// Stream is a function's stream, to which letters go as they are.
type Stream struct {
	api *kinesis.Client
	arn string
}

// NewStream returns the stream of that ARN.
func NewStream(cfg aws.Config, arn string) *Stream { return &Stream{kinesis.NewFromConfig(cfg), arn} }

// Send puts a record into the stream for each letter. Which shard it comes to
// matters to nobody, as facts merge in any order.
func (s *Stream) Send(ctx context.Context, letters []Letter) []error {
	bodies, errs := open(ctx, letters)
	entries := make([]types.PutRecordsRequestEntry, len(letters))
	for n, l := range letters {
		entries[n] = types.PutRecordsRequestEntry{Data: bodies[n], PartitionKey: aws.String(l.ID)}
	}
	for n, err := range put(ctx, s.api, s.arn, entries) {
		if errs[n] == nil {
			errs[n] = err
		}
	}
	return errs
}

// What one call takes on every stream (Kinesis API reference, PutRecords: 500
// records, and 5 MiB with their keys before it became 10).
const (
	recordsPerCall = 500
	recordBytes    = 4_500_000
)

// put puts those of the entries that have data into a stream, and returns what
// came of each.
func put(ctx context.Context, api *kinesis.Client, stream string, entries []types.PutRecordsRequestEntry) []error {
	errs, bodies := make([]error, len(entries)), make([][]byte, len(entries))
	for n, e := range entries {
		bodies[n] = e.Data
	}
	for _, some := range parcels(bodies, recordsPerCall, recordBytes) {
		in := &kinesis.PutRecordsInput{StreamARN: &stream}
		for _, n := range some {
			in.Records = append(in.Records, entries[n])
		}
		out, err := api.PutRecords(ctx, in)
		if err == nil && len(out.Records) != len(some) {
			err = fault.Errorf(fault.Unknown, "%d answers for %d records", len(out.Records), len(some))
		} else if err != nil {
			err = fault.Errorf(awsfault.KindOf(err), "put %d records: %w", len(some), err)
		}
		for at, n := range some {
			errs[n] = err
			if err == nil && out.Records[at].ErrorCode != nil {
				errs[n] = fault.Errorf(fault.Throttled, "the stream refused a record: %s", *out.Records[at].ErrorCode)
			}
		}
	}
	return errs
}
