package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskinesis"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/constructs-go/constructs/v10"

	"tieline/shared/names"
)

// App is the stack of everything that runs, and what each path is built from.
type App struct {
	awscdk.Stack
	stage Stage
	data  Data
	built string // folder of the functions' programs

	topic      awssns.Topic      // where alarms tell
	watches    map[string]*Watch // by path
	composites map[string]awscloudwatch.CompositeAlarm

	// What Connect instances are tied to.
	pop     awslambda.Alias
	records awskinesis.IStream
}

// newApp builds the paths. The doorbell comes first, as the others ring it, and
// what looks at the alarms of all comes last.
func newApp(root constructs.Construct, stage Stage, data Data, built string) App {
	a := App{Stack: newStack(root, stage, names.AppStack, "Tieline: what runs"), stage: stage, data: data, built: built}
	a.topic, a.watches = newAlarmsTopic(a), map[string]*Watch{}
	a.composites = map[string]awscloudwatch.CompositeAlarm{}
	due := newSalesforceWriter(a)
	arriving := newContactEvents(a, due)
	a.records = newContactRecords(a, due)
	newReconciler(a, due, newSalesforceEvents(a, due))
	a.pop = newScreenPop(a)
	bus := newBus(a)
	newSLAEvaluator(a, bus)
	newAlarmRelay(a, bus)
	if !stage.local() { // the emulator has neither
		watchInstances(a)
		newComposites(a)
	}
	newDashboard(a)

	// What people and the local world need to find.
	a.output("ContactsTable", data.Contacts.TableName())
	a.output("CallersTable", data.Callers.TableName())
	a.output("OperationsTable", data.Operations.TableName())
	a.output("ParkedBucket", data.Parked.BucketName())
	a.output("SalesforceSecret", data.Salesforce.SecretArn())
	a.output("ContactEventsQueueUrl", arriving.QueueUrl())
	a.output("ContactRecordsStream", a.records.StreamName())
	a.output("ContactsDueUrl", due.QueueUrl())
	a.output("ScreenPopAlias", a.pop.FunctionArn())
	a.output("TuningPolicy", newTuningPolicy(a).ManagedPolicyArn())
	return a
}

func (a App) output(name string, value *string) {
	awscdk.NewCfnOutput(a.Stack, &name, &awscdk.CfnOutputProps{Value: value})
}
