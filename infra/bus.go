package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// newBus is the bus of our own events, named after the stage.
func newBus(a App) awsevents.EventBus {
	return awsevents.NewEventBus(a.Stack, jsii.String(names.Bus), &awsevents.EventBusProps{
		EventBusName: jsii.String(a.stage.bus()),
		Description:  jsii.String("What Tieline itself tells of"),
	})
}

// bus is the name of the stage's own bus.
func (s Stage) bus() string { return "tieline-" + s.Name }
