package redrive

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/kinesis/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
)

// Records puts records that a stream's dead letters tell of into the stream again.
type Records struct {
	api  *kinesis.Client
	wait func(context.Context, time.Duration) error
}

// NewRecords returns Records. Wait waits, unless its context ends before.
func NewRecords(cfg aws.Config, wait func(context.Context, time.Duration) error) *Records {
	return &Records{kinesis.NewFromConfig(cfg), wait}
}

// pause is between two looks into a shard: it may be read five times a second
// (Kinesis API reference, GetRecords), and Lambda reads it, too.
const pause = time.Second

// Send sends what the letters stand for, as far as the stream still has it.
func (r *Records) Send(ctx context.Context, letters []Letter) []error {
	errs := make([]error, len(letters))
	for n, l := range letters {
		errs[n] = r.send(ctx, l)
	}
	return errs
}

func (r *Records) send(ctx context.Context, l Letter) error {
	body, err := l.Open(ctx)
	if err != nil {
		return err
	}
	at, err := readPosition(body)
	if err != nil {
		return err
	}
	found, err := r.find(ctx, at)
	if err != nil {
		return err
	}
	gone := at.Batch.Size - len(found)
	if len(found) == 0 {
		return fault.Errorf(fault.NotFound, "the stream has none of its %d records any more", at.Batch.Size)
	}
	if err := errors.Join(put(ctx, r.api, at.Batch.Stream, found)...); err != nil {
		return err
	}
	if gone > 0 {
		return fault.Errorf(fault.Incomplete, "the stream has %d of its %d records no more", gone, at.Batch.Size)
	}
	return nil
}

// find reads the records from the first to the last.
func (r *Records) find(ctx context.Context, at position) (found []types.PutRecordsRequestEntry, err error) {
	next, err := r.begin(ctx, at)
	for next != nil && err == nil {
		var page *kinesis.GetRecordsOutput
		if page, err = r.api.GetRecords(ctx, &kinesis.GetRecordsInput{ShardIterator: next, StreamARN: &at.Batch.Stream}); err != nil {
			return nil, fault.Errorf(awsfault.KindOf(err), "read the stream: %w", err)
		}
		beyond := aws.ToInt64(page.MillisBehindLatest) == 0
		for _, record := range page.Records {
			number := aws.ToString(record.SequenceNumber)
			if compare(number, at.Batch.Last) <= 0 {
				found = append(found, types.PutRecordsRequestEntry{Data: record.Data, PartitionKey: record.PartitionKey})
			}
			beyond = beyond || compare(number, at.Batch.Last) >= 0
		}
		if next = page.NextShardIterator; beyond {
			next = nil
		}
		err = r.wait(ctx, pause)
	}
	return found, err
}

// begin returns an iterator from the first record on, none if the stream does not
// know the place any more.
func (r *Records) begin(ctx context.Context, at position) (*string, error) {
	out, err := r.api.GetShardIterator(ctx, &kinesis.GetShardIteratorInput{
		StreamARN: &at.Batch.Stream, ShardId: &at.Batch.Shard,
		ShardIteratorType: types.ShardIteratorTypeAtSequenceNumber, StartingSequenceNumber: &at.Batch.First,
	})
	var noShard *types.ResourceNotFoundException
	var noNumber *types.InvalidArgumentException
	if errors.As(err, &noShard) || errors.As(err, &noNumber) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.Errorf(awsfault.KindOf(err), "look for records in the stream: %w", err)
	}
	return out.ShardIterator, nil
}
