package main

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awseventstargets"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambdadestinations"
	"github.com/aws/jsii-runtime-go"
)

// tick is how long a run that starts each minute may take: it is over before the
// next one starts.
const tick = 50 * time.Second

// newTick starts the path's function each minute.
func newTick(a App, path string, function awslambda.Function) {
	// A tick that failed is not tried again: the next one finds the same and
	// more. It is set aside only so that it can be counted.
	dead, minute := newPathDeadLetters(a, path), awscdk.Duration_Minutes(jsii.Number(1))
	function.ConfigureAsyncInvoke(&awslambda.EventInvokeConfigOptions{
		RetryAttempts: jsii.Number(0),
		MaxEventAge:   minute,
		OnFailure:     awslambdadestinations.NewSqsDestination(dead),
	})
	awsevents.NewRule(a.Stack, jsii.String(path+"-schedule"), &awsevents.RuleProps{
		RuleName: a.stage.on(path),
		Schedule: awsevents.Schedule_Rate(minute),
		Targets: &[]awsevents.IRuleTarget{awseventstargets.NewLambdaFunction(function, &awseventstargets.LambdaFunctionProps{
			DeadLetterQueue: dead,
			RetryAttempts:   jsii.Number(0),
			MaxEventAge:     minute,
		})},
	})
}

// ticks watches that the path's function runs each minute, and ends in time. One
// tick that failed wakes nobody, as the next does all that it left.
func (w *Watch) ticks() {
	w.rule(mostly)
	w.deadLetters(w.path, 5)
	w.function(tick)
	w.on(Alarm{
		What:     "stopped",
		Meaning:  "The function does not run each minute.",
		Severity: critical,
		Figure:   w.lambda("Invocations", sum),
		Limit:    1, Below: true, Spell: throughout, Column: arrivals,
		Silence: awscloudwatch.TreatMissingData_BREACHING, // Lambda does not report runs that were not
	})
}
