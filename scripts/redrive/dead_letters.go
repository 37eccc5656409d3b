package redrive

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"tieline/shared/awsfault"
	"tieline/shared/fault"
)

// DeadLetters is a dead-letter queue.
type DeadLetters struct {
	api  *sqs.Client
	url  string
	read func(*Letter, types.Message) // what only this kind of queue tells of its letters
}

// NewDeadLetters returns the dead-letter queue at url, of a queue.
func NewDeadLetters(cfg aws.Config, url string) *DeadLetters {
	return &DeadLetters{sqs.NewFromConfig(cfg), url, undelivered}
}

// NewDeadRecords returns the dead-letter queue at url, of a stream.
func NewDeadRecords(cfg aws.Config, url string) *DeadLetters {
	return &DeadLetters{sqs.NewFromConfig(cfg), url, discarded}
}

const (
	perCall = 10 // messages (SQS API reference, SendMessageBatch, ReceiveMessage)
	hidden  = 10 * time.Minute
	listen  = 2 // seconds: with any wait all of a queue's servers are asked (SQS developer guide, "Amazon SQS short and long polling")
)

// Look hides the letters from others while people read what there is.
func (d *DeadLetters) Look(ctx context.Context, limit int) (letters []Letter, err error) {
	for len(letters) < limit {
		out, err := d.api.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{
			QueueUrl:                    &d.url,
			MaxNumberOfMessages:         int32(min(perCall, limit-len(letters))),
			VisibilityTimeout:           int32(hidden.Seconds()),
			WaitTimeSeconds:             listen,
			MessageAttributeNames:       []string{"All"},
			MessageSystemAttributeNames: []types.MessageSystemAttributeName{types.MessageSystemAttributeNameSentTimestamp},
		})
		if err != nil {
			return nil, errors.Join(fault.Errorf(awsfault.KindOf(err), "receive messages: %w", err), d.Leave(context.WithoutCancel(ctx), letters))
		}
		if len(out.Messages) == 0 {
			break
		}
		for _, m := range out.Messages {
			letters = append(letters, d.letter(m))
		}
	}
	return letters, nil
}

func (d *DeadLetters) letter(m types.Message) Letter {
	l := Letter{ID: aws.ToString(m.MessageId), receipt: aws.ToString(m.ReceiptHandle)}
	if ms, err := strconv.ParseInt(m.Attributes[string(types.MessageSystemAttributeNameSentTimestamp)], 10, 64); err == nil {
		l.Since = time.UnixMilli(ms).UTC()
	}
	body := []byte(aws.ToString(m.Body))
	l.Open = func(context.Context) ([]byte, error) { return body, nil }
	d.read(&l, m)
	return l
}

// undelivered says why a message left its queue, or why a rule could not bring it
// there (EventBridge user guide, "Using dead-letter queues to process undelivered
// events").
func undelivered(l *Letter, m types.Message) {
	l.Why = "failed each time that it was delivered"
	if code := aws.ToString(m.MessageAttributes["ERROR_CODE"].StringValue); code != "" {
		l.Why = "the rule could not deliver it: " + code
	}
}

// Take deletes letters.
func (d *DeadLetters) Take(ctx context.Context, letters []Letter) error {
	var errs []error
	for some := range slices.Chunk(letters, perCall) {
		in := &sqs.DeleteMessageBatchInput{QueueUrl: &d.url}
		for n, l := range some {
			in.Entries = append(in.Entries, types.DeleteMessageBatchRequestEntry{Id: aws.String(strconv.Itoa(n)), ReceiptHandle: aws.String(l.receipt)})
		}
		out, err := d.api.DeleteMessageBatch(ctx, in)
		if err != nil {
			errs = append(errs, fault.Errorf(awsfault.KindOf(err), "delete %d messages: %w", len(some), err))
		} else if len(out.Failed) > 0 {
			errs = append(errs, fault.Errorf(fault.Unavailable, "%d of %d messages were not deleted: %s", len(out.Failed), len(some), aws.ToString(out.Failed[0].Code)))
		}
	}
	return errors.Join(errs...)
}

// Leave makes letters visible again. One that is not was hidden for too long, and
// is visible by itself.
func (d *DeadLetters) Leave(ctx context.Context, letters []Letter) error {
	for some := range slices.Chunk(letters, perCall) {
		in := &sqs.ChangeMessageVisibilityBatchInput{QueueUrl: &d.url}
		for n, l := range some {
			in.Entries = append(in.Entries, types.ChangeMessageVisibilityBatchRequestEntry{Id: aws.String(strconv.Itoa(n)), ReceiptHandle: aws.String(l.receipt)})
		}
		if _, err := d.api.ChangeMessageVisibilityBatch(ctx, in); err != nil {
			return fault.Errorf(awsfault.KindOf(err), "%d messages come back in %s: %w", len(letters), hidden, err)
		}
	}
	return nil
}
