package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/constructs-go/constructs/v10"

	"tieline/shared/names"
)

// App is the stack of everything that runs, and what each path is built from.
type App struct {
	awscdk.Stack
	stage Stage
	data  Data
	built string // folder of the functions' programs
}

// newApp builds the paths. The doorbell comes first, as the others ring it.
func newApp(root constructs.Construct, stage Stage, data Data, built string) {
	a := App{newStack(root, stage, names.AppStack, "Tieline: what runs"), stage, data, built}
	due := newSalesforceWriter(a)
	arriving := newContactEvents(a, due)
	records := newContactRecords(a, due)
	newReconciler(a, due)
	pop := newScreenPop(a)

	// What people and the local world need to find.
	a.output("ContactsTable", data.Contacts.TableName())
	a.output("ParkedBucket", data.Parked.BucketName())
	a.output("SalesforceSecret", data.Salesforce.SecretArn())
	a.output("ContactEventsQueueUrl", arriving.QueueUrl())
	a.output("ContactRecordsStream", records.StreamName())
	a.output("ContactsDueUrl", due.QueueUrl())
	a.output("ScreenPopAlias", pop.FunctionArn())
}

func (a App) output(name string, value *string) {
	awscdk.NewCfnOutput(a.Stack, &name, &awscdk.CfnOutputProps{Value: value})
}
