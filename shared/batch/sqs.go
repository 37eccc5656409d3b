package batch

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	awsevents "github.com/aws/aws-lambda-go/events"

	"tieline/shared/fault"
)

// Queue is a Lambda handler of an SQS event source with partial responses. What
// it answers of a batch that is done is an empty list and not null: Lambda takes
// either ("Configuring partial batch response"), but not all that imitate it do.
type Queue = func(context.Context, awsevents.SQSEvent) (awsevents.SQSEventResponse, error)

// SQS returns a Queue that calls handle once per message.
func SQS(handle Handle, park Parker) Queue {
	r := runner{handle, park}
	return func(ctx context.Context, ev awsevents.SQSEvent) (awsevents.SQSEventResponse, error) {
		messages := make([]message, len(ev.Records))
		for n, m := range ev.Records {
			messages[n] = message{m.MessageId, []byte(m.Body), sent(m)}
		}
		out := awsevents.SQSEventResponse{BatchItemFailures: []awsevents.SQSBatchItemFailure{}}
		for _, n := range r.run(ctx, messages, inOrder(len(messages)), 1) {
			out.BatchItemFailures = append(out.BatchItemFailures, awsevents.SQSBatchItemFailure{ItemIdentifier: messages[n].id})
		}
		return out, nil
	}
}

// Whole returns a Queue that gives all the messages to handle at once. If that
// fails, all of them are delivered again.
func Whole(handle func(ctx context.Context, bodies []string) error) Queue {
	return func(ctx context.Context, ev awsevents.SQSEvent) (awsevents.SQSEventResponse, error) {
		count := newTally()
		bodies := make([]string, len(ev.Records))
		for n, m := range ev.Records {
			bodies[n] = m.Body
		}
		err := guarded(ctx, func(ctx context.Context) error { return handle(ctx, bodies) })
		if err != nil {
			slog.ErrorContext(ctx, "messages come again", "messages", len(bodies), "kind", fault.KindOf(err), "err", err)
		}
		out := awsevents.SQSEventResponse{BatchItemFailures: []awsevents.SQSBatchItemFailure{}}
		for _, m := range ev.Records {
			count.add(message{at: sent(m)}, result{err: err})
			if err != nil {
				out.BatchItemFailures = append(out.BatchItemFailures, awsevents.SQSBatchItemFailure{ItemIdentifier: m.MessageId})
			}
		}
		count.log(ctx)
		return out, nil
	}
}

// age is how long ago it was, 0 of no time.
func age(at time.Time) time.Duration {
	if at.IsZero() {
		return 0
	}
	return time.Since(at)
}

// sent is when a message was sent (SQS developer guide, "Message system
// attributes": SentTimestamp, Unix milliseconds).
func sent(m awsevents.SQSMessage) time.Time {
	ms, err := strconv.ParseInt(m.Attributes["SentTimestamp"], 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}
