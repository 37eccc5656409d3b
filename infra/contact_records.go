package main

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskinesis"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambdaeventsources"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// newContactRecords is the path of contact records: stream, function. It
// returns the stream.
func newContactRecords(a App, due Queue) awskinesis.Stream {
	stream := newRecordsStream(a)
	function := newFunction(a, Function{
		Name:    names.ContactRecords,
		Does:    "Merges contact records into the contacts table",
		Memory:  256,              // it waits for others most of the time
		Timeout: 60 * time.Second, // a hundred records, some four calls of milliseconds each
		Env:     a.keeperEnv(due),
		May:     a.keeperMay(due),
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
		OnFailure:               awslambdaeventsources.NewSqsDlq(newDeadLetters(a, names.ContactRecords)),
	}))
	return stream
}

// newRecordsStream is encrypted by AWS's key for Kinesis. Connect needs no
// further setup for a stream of that key, says the administrator guide of
// another kind of stream ("Enable contact analysis segment streams", step 2);
// that it holds for contact records was not tried. Records are kept for a week:
// what is set aside says only where in the stream a record stands, and people
// need time to fetch it from there.
func newRecordsStream(a App) awskinesis.Stream {
	return awskinesis.NewStream(a.Stack, jsii.String("contact-records-stream"), &awskinesis.StreamProps{
		StreamName:      a.stage.on(names.ContactRecords),
		StreamMode:      awskinesis.StreamMode_ON_DEMAND,
		RetentionPeriod: awscdk.Duration_Days(jsii.Number(7)),
		Encryption:      awskinesis.StreamEncryption_MANAGED,
		RemovalPolicy:   a.stage.removal(),
	})
}
