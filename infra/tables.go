package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/jsii-runtime-go"

	"tieline/shared/names"
)

// index is a sparse index of the contacts: a list of them, in the order of a time
// in Unix milliseconds.
type index struct {
	name, list, at string
	projected      []string // beside the keys
}

// indexes are those of what is due, of whose record is awaited, and of how well
// queues are served, now and in the end.
var indexes = []index{
	{names.IndexBySync, names.AttributeSyncList, names.AttributeSyncAt, nil},
	{names.IndexByOpen, names.AttributeOpenList, names.AttributeOpenAt, nil},
	{names.IndexQueueLive, names.AttributeLiveList, names.AttributeLiveAt, []string{names.AttributeLevel}},
	{names.IndexQueueFinal, names.AttributeFinalList, names.AttributeFinalAt, []string{names.AttributeLevel}},
}

// newContacts is the table of contacts with its indexes. CloudFormation adds one
// index to a table that is there, and no more, in one update (template reference,
// AWS::DynamoDB::Table, GlobalSecondaryIndexes), so one may be left out at first.
func newContacts(stack awscdk.Stack, stage Stage) awsdynamodb.Table {
	props := kept(stage)
	props.TimeToLiveAttribute = jsii.String(names.AttributeExpiresAt)
	table := newTable(stack, stage, names.Contacts, names.AttributeContactID, props)
	for _, is := range indexes {
		if is.name != stage.LeftOut {
			table.AddGlobalSecondaryIndex(is.props())
		}
	}
	return table
}

func (is index) props() *awsdynamodb.GlobalSecondaryIndexProps {
	props := &awsdynamodb.GlobalSecondaryIndexProps{
		IndexName:      &is.name,
		PartitionKey:   attribute(is.list, awsdynamodb.AttributeType_STRING),
		SortKey:        attribute(is.at, awsdynamodb.AttributeType_NUMBER),
		ProjectionType: awsdynamodb.ProjectionType_KEYS_ONLY,
	}
	if is.projected != nil {
		props.ProjectionType, props.NonKeyAttributes = awsdynamodb.ProjectionType_INCLUDE, jsii.Strings(is.projected...)
	}
	return props
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
// which has a name. Some of them, such as breaches, go by themselves.
func newOperations(stack awscdk.Stack, stage Stage) awsdynamodb.Table {
	props := kept(stage)
	props.TimeToLiveAttribute = jsii.String(names.AttributeExpiresAt)
	return newTable(stack, stage, names.Operations, names.AttributeName, props)
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
