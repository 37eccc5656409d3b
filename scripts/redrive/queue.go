package redrive

import (
	"context"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
)

// Queue is a function's queue, to which letters go as they are.
type Queue struct {
	api *sqs.Client
	url string
}

// NewQueue returns the queue at url.
func NewQueue(cfg aws.Config, url string) *Queue { return &Queue{sqs.NewFromConfig(cfg), url} }

// batchBytes is how much a batch holds that every queue takes (SQS API reference,
// SendMessageBatch: 256 KB, until it became 1 MiB).
const batchBytes = 250_000

// Send sends a message for each letter.
func (q *Queue) Send(ctx context.Context, letters []Letter) []error {
	bodies, errs := open(ctx, letters)
	for _, some := range parcels(bodies, perCall, batchBytes) {
		q.send(ctx, bodies, some, errs)
	}
	return errs
}

// send sends some of the bodies, and notes what came of each.
func (q *Queue) send(ctx context.Context, bodies [][]byte, some []int, errs []error) {
	in := &sqs.SendMessageBatchInput{QueueUrl: &q.url}
	for _, n := range some {
		in.Entries = append(in.Entries, types.SendMessageBatchRequestEntry{Id: aws.String(strconv.Itoa(n)), MessageBody: aws.String(string(bodies[n]))})
	}
	out, err := q.api.SendMessageBatch(ctx, in)
	if err != nil {
		err = fault.Errorf(awsfault.KindOf(err), "send %d messages: %w", len(some), err)
	}
	for _, n := range some {
		errs[n] = err
	}
	if err != nil {
		return
	}
	for _, f := range out.Failed {
		if n, err := strconv.Atoi(aws.ToString(f.Id)); err == nil && n < len(errs) {
			errs[n] = fault.Errorf(fault.Unavailable, "the queue refused it: %s", aws.ToString(f.Code))
		}
	}
}

// open returns the letters' bodies, and for each that cannot be had none and its
// fault.
func open(ctx context.Context, letters []Letter) (bodies [][]byte, errs []error) {
	bodies, errs = make([][]byte, len(letters)), make([]error, len(letters))
	for n, l := range letters {
		if bodies[n], errs[n] = l.Open(ctx); errs[n] != nil {
			bodies[n] = nil
		}
	}
	return bodies, errs
}

// parcels are the indexes of bodies, put together so that none has more than so
// many bodies and bytes, but for a body that alone is larger. Those that are nil
// are not among them.
func parcels(bodies [][]byte, count, bytes int) (all [][]int) {
	var some []int
	size := 0
	for n, body := range bodies {
		if body == nil {
			continue
		}
		if len(some) > 0 && (len(some) == count || size+len(body) > bytes) {
			all, some, size = append(all, some), nil, 0
		}
		some, size = append(some, n), size+len(body)
	}
	if len(some) > 0 {
		all = append(all, some)
	}
	return all
}
