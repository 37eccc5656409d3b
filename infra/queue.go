package main

import (
	"cmp"
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambdaeventsources"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/jsii-runtime-go"
)

// attempts is how often a message is delivered before it is set aside: with
// the time a message stays hidden, long enough for a short outage to pass.
const attempts = 10

// Queue is a queue that triggers a function, and where its messages go that
// were delivered in vain.
type Queue struct {
	awssqs.Queue
	dead  awssqs.Queue
	batch Batch
}

// Batch is how a function takes messages from its queue.
type Batch struct {
	Size        int
	Window      time.Duration // how long a batch is waited for; 0 is not at all
	Concurrency int           // runs at the same time; 0 is as many as Lambda likes
	Timeout     time.Duration // of the function
	Attempts    int           // before a message is set aside; 0 is as usual
}

// newQueue makes a queue and its dead-letter queue. A message stays hidden for
// six runs and a window, as the Lambda developer guide advises ("Using Lambda
// with Amazon SQS"): in less it could be delivered again while still at work.
func newQueue(a App, name string, batch Batch) Queue {
	dead := newDeadLetters(a, name)
	queue := awssqs.NewQueue(a.Stack, jsii.String(name+"-queue"), &awssqs.QueueProps{
		QueueName:         a.stage.on(name),
		Encryption:        awssqs.QueueEncryption_SQS_MANAGED,
		EnforceSSL:        jsii.Bool(true),
		VisibilityTimeout: lasting(6*batch.Timeout + batch.Window),
		RetentionPeriod:   awscdk.Duration_Days(jsii.Number(14)),
		DeadLetterQueue:   &awssqs.DeadLetterQueue{Queue: dead, MaxReceiveCount: jsii.Number(cmp.Or(batch.Attempts, attempts))},
		RemovalPolicy:     awscdk.RemovalPolicy_DESTROY,
	})
	return Queue{queue, dead, batch}
}

// deadLettersOf names the dead-letter queue of a queue, or of a path without one.
func deadLettersOf(name string) string { return name + "-dead" }

// newDeadLetters makes a queue that keeps what failed on the named path for as
// long as SQS keeps anything.
func newDeadLetters(a App, path string) awssqs.Queue {
	return awssqs.NewQueue(a.Stack, jsii.String(path+"-dead"), &awssqs.QueueProps{
		QueueName:       a.stage.on(deadLettersOf(path)),
		Encryption:      awssqs.QueueEncryption_SQS_MANAGED,
		EnforceSSL:      jsii.Bool(true),
		RetentionPeriod: awscdk.Duration_Days(jsii.Number(14)),
		RemovalPolicy:   awscdk.RemovalPolicy_DESTROY,
	})
}

// newPathDeadLetters is of a path that has no queue.
func newPathDeadLetters(a App, path string) awssqs.Queue {
	dead := newDeadLetters(a, path)
	accept(dead, "SQS3", "It is a dead-letter queue, of a stream or a schedule")
	return dead
}

// triggers has the function called with the queue's messages. The function
// says which of a batch failed, and only those come again.
func (q Queue) triggers(f awslambda.Function) {
	props := &awslambdaeventsources.SqsEventSourceProps{
		BatchSize:               jsii.Number(q.batch.Size),
		ReportBatchItemFailures: jsii.Bool(true),
	}
	if q.batch.Window > 0 {
		props.MaxBatchingWindow = lasting(q.batch.Window)
	}
	if q.batch.Concurrency > 0 {
		props.MaxConcurrency = jsii.Number(q.batch.Concurrency)
	}
	f.AddEventSource(awslambdaeventsources.NewSqsEventSource(q.Queue, props))
}
