package main

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskinesis"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambdaeventsources"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// newContactRecords is the path of contact records: stream, function. It
// returns the stream.
func newContactRecords(a App, due Queue) awskinesis.IStream {
	const timeout = 60 * time.Second // a hundred records, some four calls of milliseconds each
	stream := recordsStream(a)
	function := newFunction(a, Function{
		Name:    names.ContactRecords,
		Does:    "Merges contact records into the contacts table",
		Memory:  256, // it waits for others most of the time
		Timeout: timeout,
		Env:     with(a.heardEnv(due), map[string]*string{names.EnvConnectInstances: a.stage.instances()}), // others may share the stream
		May:     a.heardMay(due),
	})
	function.AddEventSource(awslambdaeventsources.NewKinesisEventSource(stream, &awslambdaeventsources.KinesisEventSourceProps{
		StartingPosition:  awslambda.StartingPosition_TRIM_HORIZON, // none is missed that came before the function
		BatchSize:         jsii.Number(100),
		MaxBatchingWindow: lasting(time.Second),
		// One bad record never holds up its shard: the batch goes on after it,
		// and what fails again and again is halved, then set aside.
		ReportBatchItemFailures: jsii.Bool(true),
		BisectBatchOnError:      jsii.Bool(true),
		RetryAttempts:           jsii.Number(attempts),
		OnFailure:               awslambdaeventsources.NewSqsDlq(newPathDeadLetters(a, names.ContactRecords)),
	}))
	watchContactRecords(a, stream, timeout)
	return stream
}

func watchContactRecords(a App, stream awskinesis.IStream, timeout time.Duration) {
	w := a.watch(names.ContactRecords)
	w.stream(stream.StreamName())
	w.deadLetters(names.ContactRecords, 1)
	w.function(timeout)
	w.messages(late)
	w.parking()
	w.show(outcomes, w.own(names.MetricLateFacts, sum))
}

// recordsStream returns the stream that the instances send their contact
// records to already, or a new one.
func recordsStream(a App) awskinesis.IStream {
	existing := a.stage.Records
	if existing.Stream == "" {
		return newRecordsStream(a)
	}
	attributes := &awskinesis.StreamAttributes{StreamArn: &existing.Stream}
	if existing.Key != "" {
		attributes.EncryptionKey = awskms.Key_FromKeyArn(a.Stack, jsii.String("contact-records-key"), &existing.Key)
	}
	return awskinesis.Stream_FromStreamAttributes(a.Stack, jsii.String("contact-records-stream"), attributes)
}

// newRecordsStream is encrypted by AWS's key for Kinesis. Whether Connect may
// write to it was not tried, and AWS contradicts itself (see newRecordsExport);
// docs/engineer-guide.md, 3, says what to do if it may not. Records are kept for
// a week: what is set aside says only where in the stream a record stands, and
// people need time to fetch it from there.
func newRecordsStream(a App) awskinesis.Stream {
	return awskinesis.NewStream(a.Stack, jsii.String("contact-records-stream"), &awskinesis.StreamProps{
		StreamName:      a.stage.on(names.ContactRecords),
		StreamMode:      awskinesis.StreamMode_ON_DEMAND,
		RetentionPeriod: awscdk.Duration_Days(jsii.Number(7)),
		Encryption:      awskinesis.StreamEncryption_MANAGED,
		RemovalPolicy:   a.stage.removal(),
	})
}
