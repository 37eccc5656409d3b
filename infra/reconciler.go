package main

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awseventstargets"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambdadestinations"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// newReconciler is the path of what nobody rang for: schedule, function.
func newReconciler(a App, due Queue) {
	function := newFunction(a, Function{
		Name:    names.Reconciler,
		Does:    "Rings for contacts that are due",
		Memory:  256,              // it waits for others most of the time
		Timeout: 50 * time.Second, // is over before the next one starts
		Env: map[string]*string{
			names.EnvContactsTable:  a.data.Contacts.TableName(),
			names.EnvIndexShards:    a.stage.indexShards(),
			names.EnvContactsDueURL: due.QueueUrl(),
		},
		May: []Right{
			may(jsii.String(*a.data.Contacts.TableArn()+"/index/"+names.IndexBySync), "dynamodb:Query"),
			may(due.QueueArn(), "sqs:SendMessage"),
		},
	})
	// A tick that failed is not tried again: the next one finds the same and
	// more. It is set aside only so that it can be counted.
	dead, minute := newDeadLetters(a, names.Reconciler), awscdk.Duration_Minutes(jsii.Number(1))
	function.ConfigureAsyncInvoke(&awslambda.EventInvokeConfigOptions{
		RetryAttempts: jsii.Number(0),
		MaxEventAge:   minute,
		OnFailure:     awslambdadestinations.NewSqsDestination(dead),
	})
	awsevents.NewRule(a.Stack, jsii.String("reconciler-schedule"), &awsevents.RuleProps{
		RuleName: a.stage.on(names.Reconciler),
		Schedule: awsevents.Schedule_Rate(minute),
		Targets: &[]awsevents.IRuleTarget{awseventstargets.NewLambdaFunction(function, &awseventstargets.LambdaFunctionProps{
			DeadLetterQueue: dead,
			RetryAttempts:   jsii.Number(0),
			MaxEventAge:     minute,
		})},
	})
}
