package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/jsii-runtime-go"
)

// archived is how long events can be replayed: as long as a dead letter waits
// for people. They name contacts and records, so they are kept no longer.
const archived = 14

// newArchive keeps what a rule takes from a bus, for `tieline replay`. It bears
// the rule's name. The AWS emulator has no archives.
func newArchive(a App, rule string, bus awsevents.IEventBus, pattern *awsevents.EventPattern) {
	if a.stage.local() {
		return
	}
	if bus == nil {
		bus = awsevents.EventBus_FromEventBusName(a.Stack, jsii.String(rule+"-archived-bus"), jsii.String("default"))
	}
	awsevents.NewArchive(a.Stack, jsii.String(rule+"-archive"), &awsevents.ArchiveProps{
		ArchiveName:    a.stage.on(rule),
		Description:    jsii.String("What the rule of this name took, to be replayed to it"),
		SourceEventBus: bus,
		EventPattern:   pattern,
		Retention:      awscdk.Duration_Days(jsii.Number(archived)),
	})
}
