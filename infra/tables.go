package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// newContacts is the table of contacts with the indexes of what is due
// and of whose record is awaited.
func newContacts(stack awscdk.Stack, stage Stage) awsdynamodb.Table {
	props := kept(stage)
	props.TimeToLiveAttribute = jsii.String(names.AttributeExpiresAt)
	table := newTable(stack, stage, names.Contacts, names.AttributeContactID, props)
	table.AddGlobalSecondaryIndex(&awsdynamodb.GlobalSecondaryIndexProps{
		IndexName:      jsii.String(names.IndexBySync),
		PartitionKey:   attribute(names.AttributeSyncList, awsdynamodb.AttributeType_STRING),
		SortKey:        attribute(names.AttributeSyncAt, awsdynamodb.AttributeType_NUMBER),
		ProjectionType: awsdynamodb.ProjectionType_KEYS_ONLY,
	})
	table.AddGlobalSecondaryIndex(&awsdynamodb.GlobalSecondaryIndexProps{
		IndexName:      jsii.String(names.IndexByOpen),
		PartitionKey:   attribute(names.AttributeOpenList, awsdynamodb.AttributeType_STRING),
		SortKey:        attribute(names.AttributeOpenAt, awsdynamodb.AttributeType_NUMBER),
		ProjectionType: awsdynamodb.ProjectionType_KEYS_ONLY,
	})
	return table
}

// newCallers is the index of who is calling. All of it stands in Salesforce, too:
// a copy of an earlier hour would bring back who has changed since, and what is
// left of a stage that is gone would be personal data for nothing. So nothing
// keeps it.
func newCallers(stack awscdk.Stack, stage Stage) awsdynamodb.Table {
	table := newTable(stack, stage, names.Callers, names.AttributeKey, awsdynamodb.TableProps{
		TimeToLiveAttribute: jsii.String(names.AttributeExpiresAt),
		RemovalPolicy:       awscdk.RemovalPolicy_DESTROY,
	})
	accept(table, "DDB3", "It caches what Salesforce holds; restored, it would serve what has changed there since")
	return table
}

// newOperations is the table of what all functions share: few items, each of
// which has a name.
func newOperations(stack awscdk.Stack, stage Stage) awsdynamodb.Table {
	return newTable(stack, stage, names.Operations, names.AttributeName, kept(stage))
}

// kept is a table that outlives its stack, and can be set back to any second of
// the last weeks.
func kept(stage Stage) awsdynamodb.TableProps {
	return awsdynamodb.TableProps{
		PointInTimeRecoverySpecification: &awsdynamodb.PointInTimeRecoverySpecification{
			PointInTimeRecoveryEnabled: jsii.Bool(true),
		},
		DeletionProtection: &stage.KeepData,
		RemovalPolicy:      stage.removal(),
	}
}

// newTable makes a table of items that are found by one text.
func newTable(stack awscdk.Stack, stage Stage, name, key string, props awsdynamodb.TableProps) awsdynamodb.Table {
	props.TableName = stage.on(name)
	props.PartitionKey = attribute(key, awsdynamodb.AttributeType_STRING)
	props.BillingMode = awsdynamodb.BillingMode_PAY_PER_REQUEST
	props.Encryption = awsdynamodb.TableEncryption_AWS_MANAGED
	return awsdynamodb.NewTable(stack, &name, &props)
}

func attribute(name string, kind awsdynamodb.AttributeType) *awsdynamodb.Attribute {
	return &awsdynamodb.Attribute{Name: &name, Type: kind}
}
